using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>
/// Amp.
/// <para>Where: <c>~/.local/share/amp/threads/T-….json</c> (<c>XDG_DATA_HOME</c>; <c>AMP_DATA_DIR</c> is a name that other readers of these logs
/// know), one document a thread. (Versions later in 2026 keep threads on Amp's server.)</para>
/// <para>Calls: <c>messages[]</c> with <c>usage{model?, inputTokens, outputTokens, cacheCreationInputTokens, cacheReadInputTokens}</c>, and
/// <c>usageLedger.events[]{id, timestamp, model, tokens{input, output}, operationType, toMessageId, subagentThreadID}</c>, which also has calls without
/// a message: titles, subagents. An event of <c>inference</c> tells time and model of its message's usage, which tells the caches. Later there is no ledger, and
/// <c>usage.timestamp</c>.</para>
/// <para>Identity: message and event ids within the thread. Traps: of other models than Claude, <c>cacheCreationInputTokens</c> is the
/// input that no cache served, and <c>inputTokens</c> 0; a fork begins with the messages of the thread from which it was made.</para>
/// </summary>
internal sealed class AmpLog : DocumentLog
{
    public override string Id => "amp";

    public override string Name => "Amp";

    public override string ReadIn => "@sourcegraph/amp@0.0.1768018268-gcd18ba and 0.0.1777897475-g2324e1 (npm) dist/main.js";

    public override IEnumerable<string> Places(LogSurroundings surroundings)
    {
        var told = surroundings.Folders("AMP_DATA_DIR").ToList();
        return (told.Count > 0 ? told : [Path.Combine(surroundings.DataHome, "amp")]).Select(folder => Path.Combine(folder, "threads"));
    }

    public override bool IsLog(ReadOnlySpan<char> path) => path[(path.LastIndexOf('/') + 1)..].StartsWith("T-") && path.EndsWith(".json");

    protected override void Read(JsonElement document, LogFile file, LogSink sink)
    {
        var thread = new UsageFigures(document);
        var conversation = sink.Conversation(thread.Text("id") ?? Path.GetFileNameWithoutExtension(file.Path));
        if (thread.Part("env")?.Part("initial")?.Objects("trees").Select(tree => new UsageFigures(tree)).FirstOrDefault() is { } tree)
        {
            if (Uri.TryCreate(tree.Text("uri"), UriKind.Absolute, out var folder) && folder.IsFile) conversation.Folder = folder.LocalPath;
            conversation.Branch = tree.Part("repository")?.Text("ref") is { } branch ? WithoutPrefix(branch) : null;
        }

        var created = LogTime.Of(thread.Value("created") ?? default);
        if (created is { } start) conversation.SawAt(start);
        var events = thread.Part("usageLedger")?.Objects("events").Select(item => new UsageFigures(item)).ToList() ?? [];
        // A thread of a tool is called by what it was given to do.
        if (events.Any(item => item.Text("operationType") == "title-generation")) conversation.Title = thread.Text("title");
        var messages = Messages(thread, created).ToList();
        var ofMessages = new Dictionary<string, UsageFigures>();
        foreach (var item in events)
            if (item.Text("operationType") is null or "inference" && IdOf(item, "toMessageId") is { } to) ofMessages[to] = item;

        var withUsage = new HashSet<string>();
        foreach (var (id, time, message) in messages)
        {
            if (id is null || message.Value("usage") is not { } value) continue;
            withUsage.Add(id);
            var (usage, told) = (new UsageFigures(value), ofMessages.GetValueOrDefault(id));
            var model = usage.Text("model") ?? told?.Text("model");
            Tell(CountsOf(usage, model), usage.MakeSense, model, (told is null ? null : TimeOf(told)) ?? LogTime.Of(usage.Value("timestamp") ?? default) ?? time, $"m{id}");
        }
        foreach (var item in events)
        {
            var to = IdOf(item, "toMessageId");
            var isOfMessage = to is not null && ofMessages.GetValueOrDefault(to) == item;
            if (isOfMessage && withUsage.Contains(to!)) continue;
            if (item.Value("tokens") is not { } value || IsToldElsewhere(item, file)) continue;
            var tokens = new UsageFigures(value);
            var counts = new TokenCounts { Input = tokens.Count("input") ?? 0, Output = tokens.Count("output") ?? 0 };
            Tell(counts, tokens.MakeSense, item.Text("model"), TimeOf(item), isOfMessage ? $"m{to}" : item.Text("id"));
        }
        Edits(messages, conversation);

        void Tell(TokenCounts counts, bool makesSense, string? model, DateTimeOffset? time, string? id)
        {
            if (!makesSense || time is null || id is null)
            {
                sink.Problem(LogProblemKind.UnknownShape);
            }
            else if (new ObservedUsage { Model = model, Tokens = counts }.IfAny is { } observed)
            {
                sink.Add(new LoggedCall { Conversation = conversation, Observed = observed, Time = time.Value, EventId = id });
            }
        }
    }

    /// <summary>The messages that are the thread's own, with the time of the last one before that bears a time.</summary>
    private static IEnumerable<(string? Id, DateTimeOffset? Time, UsageFigures Message)> Messages(UsageFigures thread, DateTimeOffset? created)
    {
        var copied = thread.Objects("relationships").Select(item => new UsageFigures(item))
            .Where(item => item.Text("type") == "fork" && item.Text("role") == "child").Select(item => item.Count("messageIndex")).FirstOrDefault()
            ?? (thread.Text("originThreadID") is null ? null : thread.Count("forkPointIndex"));
        var (at, time) = (0L, created);
        foreach (var item in thread.Objects("messages"))
        {
            var message = new UsageFigures(item);
            time = LogTime.Of(message.Value("timestamp") ?? message.Value("createdAt") ?? message.Part("meta")?.Value("sentAt") ?? default) ?? time;
            if (copied is null || at > copied) yield return (IdOf(message, "messageId"), time, message);
            at++;
        }
    }

    private static TokenCounts CountsOf(UsageFigures usage, string? model)
    {
        var written = usage.Count("cacheCreationInputTokens") ?? 0;
        var isClaude = model?.Contains("claude", StringComparison.OrdinalIgnoreCase) == true;
        return new TokenCounts
        {
            Input = (usage.Count("inputTokens") ?? 0) + (isClaude ? 0 : written),
            CacheWrite = isClaude ? written : 0,
            CacheRead = usage.Count("cacheReadInputTokens") ?? 0,
            Output = usage.Count("outputTokens") ?? 0,
        };
    }

    // A subagent may have a thread of its own.
    private static bool IsToldElsewhere(UsageFigures item, LogFile file) =>
        item.Text("subagentThreadID") is { } other && other == Path.GetFileName(other)
        && File.Exists(Path.Combine(Path.GetDirectoryName(file.Path) ?? "", $"{other}.json"));

    private static void Edits(List<(string? Id, DateTimeOffset? Time, UsageFigures Message)> messages, LoggedConversation conversation)
    {
        var blocks = messages.SelectMany(message => message.Message.Objects("content").Select(block => (message.Time, Block: new UsageFigures(block)))).ToList();
        var done = blocks.Where(item => item.Block.Text("type") == "tool_result" && item.Block.Part("run")?.Text("status") == "done")
            .Select(item => item.Block.Text("toolUseID")).ToHashSet();
        foreach (var (time, block) in blocks)
        {
            if (block.Text("type") != "tool_use" || block.Text("name") is not ("edit_file" or "create_file") || time is null) continue;
            if (block.Text("id") is not { } id || !done.Contains(id) || block.Part("input")?.Text("path") is not { } path) continue;
            conversation.Edited(path, block.Text("name") == "create_file" ? FileChangeType.Created : FileChangeType.Modified, time.Value);
        }
    }

    private static DateTimeOffset? TimeOf(UsageFigures item) => LogTime.Of(item.Value("timestamp") ?? default);

    private static string? IdOf(UsageFigures item, string name) => item.Value(name) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.String } => item.Text(name),
        _ => null,
    };

    private static string WithoutPrefix(string branch)
    {
        const string prefix = "refs/heads/";
        return branch.StartsWith(prefix, StringComparison.Ordinal) ? branch[prefix.Length..] : branch;
    }
}
