using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>
/// Cline, and the extensions that were made from it: Roo Code and Kilo Code.
/// <para>Where: <c>tasks/id/ui_messages.json</c> in the extension's folder of the editor's <c>globalStorage</c>; Cline outside an editor, and
/// since 4, in <c>~/.cline/data</c> (<c>CLINE_DATA_DIR</c>, <c>CLINE_DIR</c>). Since 4 Cline writes <c>sessions/id/id.messages.json</c> there
/// (<see cref="ClineSessionLog"/>); since 7 Kilo Code has a database (<see cref="OpenCodeLog"/>).</para>
/// <para>Calls: entries <c>{ts, type:"say", say:"api_req_started", text}</c> (and Cline's <c>subagent_usage</c>), whose text is JSON
/// <c>{tokensIn, tokensOut, cacheWrites, cacheReads, cost}</c>, with what Cline has as <c>modelInfo{providerId, modelId}</c>; before that
/// <c>task_metadata.json</c> beside it tells models, and files that were edited. Roo and Kilo tell no model, so their own <c>cost</c> counts.</para>
/// <para>Identity: <c>ts</c>, milliseconds, within the task. Traps: without figures a call still runs, or failed; Roo since 3.30, Kilo
/// since it followed, and some of Cline's providers put the caches into <c>tokensIn</c>; the text also holds the prompt (not read);
/// <c>deleted_api_reqs</c> sums up calls that were told before.</para>
/// </summary>
internal sealed class ClineLog(string id, string name, string extension, string source) : DocumentLog
{
    /// <summary>Cline's providers that pass on the prompt's tokens as OpenAI's API counts them, with those that the cache served.</summary>
    private static readonly HashSet<string> CountingAll =
        ["openai", "litellm", "fireworks", "hicap", "lmstudio", "oca", "qwen", "doubao", "aihubmix"];

    /// <summary>Cline.</summary>
    public static AgentLog Cline { get; } = new MixedLog(
        new ClineLog("cline", "Cline", "saoudrizwan.claude-dev",
            "cline/cline@v3.40.0 src/shared/{ExtensionMessage,getApiMetrics}.ts, src/core/{api/providers,context/context-tracking}"),
        new ClineSessionLog());

    /// <summary>Roo Code.</summary>
    public static AgentLog Roo { get; } = new ClineLog("roo", "Roo Code", "rooveterinaryinc.roo-cline",
        "RooCodeInc/Roo-Code@cb836567 src/core/task/Task.ts, src/shared/cost.ts, packages/types/src/history.ts; v3.9.2 and v3.28.0");

    /// <summary>Kilo Code.</summary>
    public static AgentLog Kilo { get; } = new MixedLog(
        new ClineLog("kilo", "Kilo Code", "kilocode.kilo-code", "as Roo Code, of which it is a fork"), OpenCodeLog.Kilo);

    public override string Id => id;

    public override string Name => name;

    public override string ReadIn => source;

    public override IEnumerable<string> Places(LogSurroundings surroundings) =>
        surroundings.EditorStorages().Select(storage => Path.Combine(storage, extension, "tasks"))
            .Concat(id == "cline" ? [Path.Combine(DataFolder(surroundings), "tasks")] : []);

    public override bool IsLog(ReadOnlySpan<char> path)
    {
        if (!path.EndsWith("/ui_messages.json")) return false;
        if (path.Contains($"/{extension}/", StringComparison.OrdinalIgnoreCase)) return true;
        // Elsewhere than in an extension's folder, as in ~/.cline, it is Cline's.
        return id == "cline" && !path.Contains("/rooveterinaryinc.", StringComparison.OrdinalIgnoreCase)
            && !path.Contains("/kilocode.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Where Cline keeps data outside an editor.</summary>
    public static string DataFolder(LogSurroundings surroundings) => surroundings.Folder("CLINE_DATA_DIR")
        ?? Path.Combine(surroundings.Folder("CLINE_DIR") ?? surroundings.InHome(".cline"), "data");

    protected override void Read(JsonElement document, LogFile file, LogSink sink)
    {
        if (document.ValueKind != JsonValueKind.Array)
        {
            sink.Problem(LogProblemKind.UnknownShape);
            return;
        }
        var task = Path.GetDirectoryName(file.Path) ?? "";
        var conversation = sink.Conversation(Path.GetFileName(task) is { Length: > 0 } folder ? folder : file.Path);
        using var history = Beside(task, "history_item.json");
        using var metadata = Beside(task, "task_metadata.json");
        if (history is not null) conversation.Folder = new UsageFigures(history.RootElement).Text("workspace");
        var models = metadata is null ? [] : ModelsOf(metadata.RootElement);
        if (metadata is not null) Edits(metadata.RootElement, conversation);

        foreach (var element in document.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object) continue;
            var entry = new UsageFigures(element);
            if (LogTime.Of(entry.Value("ts") ?? default) is not { } time) continue;
            conversation.SawAt(time);
            if (entry.Text("type") == "say" && entry.Text("say") is "api_req_started" or "subagent_usage") Tell(entry, time);
        }

        void Tell(UsageFigures entry, DateTimeOffset time)
        {
            if (entry.Text("text") is not { } text) return;
            JsonDocument told;
            try
            {
                told = JsonDocument.Parse(text);
            }
            catch (JsonException)
            {
                sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            using (told)
            {
                var figures = new UsageFigures(told.RootElement);
                var (provider, model) = entry.Part("modelInfo") is { } info
                    ? (info.Text("providerId"), info.Text("modelId"))
                    : models.LastOrDefault(known => known.Since <= time) is var last ? (last.Provider, last.Model) : default;
                var counts = CountsOf(figures, mayHoldCaches: id != "cline" || (provider is not null && CountingAll.Contains(provider)));
                if (!figures.MakeSense)
                {
                    sink.Problem(LogProblemKind.UnknownShape);
                }
                else if (new ObservedUsage { Model = model, Tokens = counts }.IfAny is { } observed)
                {
                    sink.Add(new LoggedCall
                    {
                        Conversation = conversation,
                        Observed = observed,
                        Time = time,
                        Provider = VendorOf(provider),
                        EventId = time.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
                        StatedCost = StatedDollars.Of(figures.Value("cost")),
                    });
                }
            }
        }
    }

    private static TokenCounts CountsOf(UsageFigures figures, bool mayHoldCaches)
    {
        var (input, written, read) = (figures.Count("tokensIn") ?? 0, figures.Count("cacheWrites") ?? 0, figures.Count("cacheReads") ?? 0);
        // Where it does not, what no cache served is the little that is new: less than the caches, if there are any.
        if (mayHoldCaches && input >= written + read) input -= written + read;
        return new TokenCounts { Input = input, CacheWrite = written, CacheRead = read, Output = figures.Count("tokensOut") ?? 0 };
    }

    /// <summary>The vendor that one of Cline's providers is; null: it serves many.</summary>
    public static string? VendorOf(string? provider) => provider switch
    {
        "anthropic" or "claude-code" => "anthropic",
        "openai-native" => "openai",
        "gemini" => "google",
        // Any server that speaks OpenAI's language, and those that serve the models of several.
        "openai" or "openai-compatible" or "vertex" or "cline" => null,
        _ => provider,
    };

    private static List<(DateTimeOffset Since, string? Provider, string? Model)> ModelsOf(JsonElement metadata)
    {
        var models = new List<(DateTimeOffset Since, string? Provider, string? Model)>();
        foreach (var element in new UsageFigures(metadata).Objects("model_usage"))
        {
            var item = new UsageFigures(element);
            if (LogTime.Of(item.Value("ts") ?? default) is { } since) models.Add((since, item.Text("model_provider_id"), item.Text("model_id")));
        }
        models.Sort((one, other) => one.Since.CompareTo(other.Since));
        return models;
    }

    private static void Edits(JsonElement metadata, LoggedConversation conversation)
    {
        foreach (var element in new UsageFigures(metadata).Objects("files_in_context"))
        {
            var item = new UsageFigures(element);
            var time = LogTime.Of(item.Value("cline_edit_date") ?? item.Value("roo_edit_date") ?? default);
            if (time is { } edited && item.Text("path") is { } path) conversation.Edited(path, FileChangeType.Modified, edited);
        }
    }

    /// <summary>A document beside the log; null: there is none that can be read.</summary>
    internal static JsonDocument? Beside(string folder, string name)
    {
        try
        {
            using var stream = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonDocument.Parse(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>
/// Cline since version 4, and its command line tool: <c>~/.cline/data/sessions/id/id.messages.json</c> (<c>CLINE_SESSION_DATA_DIR</c>),
/// <c>{sessionId, messages[]}</c> with <c>role:"assistant", id, ts, modelInfo{id, provider}, metrics{inputTokens, outputTokens, cacheReadTokens,
/// cacheWriteTokens, cost}</c>. The input holds the caches. <c>id.json</c> beside it tells the folder. Identity: the message's id.
/// </summary>
internal sealed class ClineSessionLog : DocumentLog
{
    private const string Ending = ".messages.json";

    public override string Id => "cline";

    public override string Name => "Cline";

    public override string ReadIn => "cline/cline@21cb8d25 sdk/packages/{core/src/services/session-data,shared/src/llms/messages,shared/src/storage/paths}.ts, "
        + "apps/vscode/src/sdk/message-translator.ts; a session of cline@3.0.65 (npm)";

    public override IEnumerable<string> Places(LogSurroundings surroundings) =>
        [surroundings.Folder("CLINE_SESSION_DATA_DIR") ?? Path.Combine(ClineLog.DataFolder(surroundings), "sessions")];

    public override bool IsLog(ReadOnlySpan<char> path) => path.EndsWith(Ending);

    protected override void Read(JsonElement document, LogFile file, LogSink sink)
    {
        var session = new UsageFigures(document);
        var stem = Path.GetFileName(file.Path) is { } name && name.EndsWith(Ending, StringComparison.Ordinal) ? name[..^Ending.Length] : file.Path;
        var conversation = sink.Conversation(session.Text("sessionId") ?? stem);
        using (var manifest = ClineLog.Beside(Path.GetDirectoryName(file.Path) ?? "", $"{stem}.json"))
            if (manifest is not null) conversation.Folder = new UsageFigures(manifest.RootElement).Text("cwd");

        var at = 0;
        foreach (var element in session.Objects("messages"))
        {
            var place = at++;
            var message = new UsageFigures(element);
            if (message.Text("role") != "assistant" || message.Value("metrics") is not { } value) continue;
            var metrics = new UsageFigures(value);
            var counts = CountsOf(metrics);
            if (!metrics.MakeSense || LogTime.Of(message.Value("ts") ?? default) is not { } time)
            {
                sink.Problem(LogProblemKind.UnknownShape);
                continue;
            }
            var info = message.Part("modelInfo");
            if (new ObservedUsage { Model = info?.Text("id"), Tokens = counts }.IfAny is not { } observed) continue;
            sink.Add(new LoggedCall
            {
                Conversation = conversation,
                Observed = observed,
                Time = time,
                Provider = ClineLog.VendorOf(info?.Text("provider")),
                EventId = message.Text("id") ?? $"#{place}",
                StatedCost = StatedDollars.Of(metrics.Value("cost")),
            });
        }
    }

    private static TokenCounts CountsOf(UsageFigures metrics)
    {
        var input = metrics.Count("inputTokens") ?? 0;
        var read = Math.Min(metrics.Count("cacheReadTokens") ?? 0, input);
        var written = Math.Min(metrics.Count("cacheWriteTokens") ?? 0, input - read);
        return new TokenCounts { Input = input - read - written, CacheWrite = written, CacheRead = read, Output = metrics.Count("outputTokens") ?? 0 };
    }
}
