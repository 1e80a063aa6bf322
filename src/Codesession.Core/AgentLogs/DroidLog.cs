using System.Text;
using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>
/// Droid, Factory's agent.
/// <para>Where: <c>~/.factory/sessions/project/id.settings.json</c> (<c>FACTORY_HOME_OVERRIDE</c> stands for the home folder;
/// <c>DROID_SESSIONS_DIR</c> is a name that other readers of these logs know), beside the conversation in <c>id.jsonl</c>, whose first line is
/// <c>session_start{cwd, parent}</c>.</para>
/// <para>Calls: none are told, only <c>tokenUsage{inputTokens, outputTokens, cacheCreationTokens, cacheReadTokens, thinkingTokens}</c>, the sum of
/// the session: disjoint, but for thinking, which is a part of the output. It is booked as one, at the time of
/// <c>providerLockTimestamp</c>, and as if all were of <c>model</c>, the last that was chosen.</para>
/// <para>Identity: the session. Traps: <c>/compact</c> goes on in a new session that begins with its parent's sum (and with a
/// <c>compaction_state</c>); <c>inclusiveTokenUsage</c> holds the sums of subagents, which have sessions of their own.</para>
/// </summary>
internal sealed class DroidLog : DocumentLog
{
    private const string Ending = ".settings.json";

    public override string Id => "droid";

    public override string Name => "Droid";

    public override string ReadIn => "@factory/cli-linux-x64@0.225.2 (npm) bin/droid: session settings, commitTurnTokenUsage, createInactiveSessionWithId";

    public override IEnumerable<string> Places(LogSurroundings surroundings)
    {
        var told = surroundings.Folders("DROID_SESSIONS_DIR").ToList();
        return told.Count > 0 ? told : [Path.Combine(surroundings.Folder("FACTORY_HOME_OVERRIDE") ?? surroundings.Home, ".factory", "sessions")];
    }

    public override bool IsLog(ReadOnlySpan<char> path) => path.EndsWith(Ending);

    protected override void Read(JsonElement document, LogFile file, LogSink sink)
    {
        var settings = new UsageFigures(document);
        if (settings.Value("tokenUsage") is not { } value) return;
        var usage = new UsageFigures(value);
        var counts = CountsOf(usage);
        if (!usage.MakeSense)
        {
            sink.Problem(LogProblemKind.UnknownShape);
            return;
        }
        var id = Path.GetFileName(file.Path)[..^Ending.Length];
        var (folder, parent) = BeginningOf(Beside(file, $"{id}.jsonl"));
        if (parent is not null) counts = Without(counts, SumOf(Beside(file, parent + Ending)));
        if (SumOfCalls.Observed(settings.Text("model"), counts) is not { } observed) return;

        var conversation = sink.Conversation(id);
        conversation.Folder = folder;
        sink.Add(new LoggedCall
        {
            Conversation = conversation,
            Observed = observed,
            Time = LogTime.Of(settings.Text("providerLockTimestamp")) ?? new DateTimeOffset(file.Modified, TimeSpan.Zero),
            Provider = settings.Text("providerLock")?.ToLowerInvariant() is { } provider and ("anthropic" or "openai" or "google" or "xai") ? provider : null,
            EventId = "total",
        });
    }

    private static TokenCounts CountsOf(UsageFigures usage)
    {
        var output = usage.Count("outputTokens") ?? 0;
        return new TokenCounts
        {
            Input = usage.Count("inputTokens") ?? 0,
            CacheWrite = usage.Count("cacheCreationTokens") ?? 0,
            CacheRead = usage.Count("cacheReadTokens") ?? 0,
            Output = output,
            Reasoning = Math.Min(usage.Count("thinkingTokens") ?? 0, output),
        };
    }

    /// <summary>The folder of a session, and the session whose sum it began with; null: not told, none.</summary>
    private static (string? Folder, string? Parent) BeginningOf(string path)
    {
        var buffer = new byte[64 * 1024];
        ReadOnlySpan<byte> text;
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            text = buffer.AsSpan(0, RandomAccess.Read(handle, buffer, 0));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return default;
        }
        var end = text.IndexOf((byte)'\n');
        if (end < 0) return default;
        try
        {
            var reader = new Utf8JsonReader(text[..end]);
            var start = new UsageFigures(JsonElement.ParseValue(ref reader));
            var parent = start.Text("parent");
            var isHandedOn = parent is not null && parent == Path.GetFileName(parent) && text[(end + 1)..].StartsWith("{\"type\":\"compaction_state\""u8);
            return (start.Text("cwd"), isHandedOn ? parent : null);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static TokenCounts SumOf(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path, Encoding.UTF8));
            var usage = new UsageFigures(document.RootElement).Part("tokenUsage");
            return usage is not null && CountsOf(usage) is var counts && usage.MakeSense ? counts : default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return default;
        }
    }

    // What is less than the other was no beginning of it.
    private static TokenCounts Without(TokenCounts all, TokenCounts part) =>
        part.Input > all.Input || part.CacheWrite > all.CacheWrite || part.CacheRead > all.CacheRead || part.Output > all.Output
            ? all
            : new TokenCounts
            {
                Input = all.Input - part.Input,
                CacheWrite = all.CacheWrite - part.CacheWrite,
                CacheRead = all.CacheRead - part.CacheRead,
                Output = all.Output - part.Output,
                Reasoning = Math.Clamp(all.Reasoning - part.Reasoning, 0, all.Output - part.Output),
            };

    private static string Beside(LogFile file, string name) => Path.Combine(Path.GetDirectoryName(file.Path) ?? "", name);
}
