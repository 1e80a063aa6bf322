using System.Globalization;
using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>
/// pi, and the two that write as it does: OMP (oh-my-pi, made from it) and OpenClaw (until it moved to SQLite in 2026; what it
/// still leaves are older logs and those of sessions that were reset or deleted). A tree of entries, one a line:
/// <c>{"type":"session", id, cwd, timestamp}</c> first, then <c>{"type":"message", id, timestamp, message}</c>. Input is without
/// caches, output with reasoning. A fork begins with copies of its parent's entries, older than its own header.
/// </summary>
internal sealed class PiLog : LineLog
{
    private readonly Func<LogSurroundings, IEnumerable<string>> places;
    private readonly Func<string, bool> isLog;

    private PiLog(string id, string name, string readIn, Func<LogSurroundings, IEnumerable<string>> places, Func<string, bool> isLog) =>
        (Id, Name, ReadIn, this.places, this.isLog) = (id, name, readIn, places, isLog);

    /// <summary>
    /// <c>~/.pi/agent/sessions/&lt;folder&gt;/&lt;time&gt;_&lt;session&gt;.jsonl</c>; <c>PI_CODING_AGENT_DIR</c> moves the agent's folder,
    /// <c>PI_CODING_AGENT_SESSION_DIR</c> the sessions' alone; <c>PI_AGENT_DIR</c> is what others call the latter.
    /// </summary>
    public static PiLog Pi { get; } = new("pi", "pi",
        "badlogic/pi-mono@0.58.3 packages/coding-agent/src/core/session-manager.ts, packages/ai/src/types.ts; @mariozechner/pi-coding-agent and pi-ai@0.73.1",
        surroundings => [
            Path.Combine(surroundings.Folder("PI_CODING_AGENT_DIR") ?? surroundings.InHome(".pi", "agent"), "sessions"),
            .. surroundings.Folders("PI_CODING_AGENT_SESSION_DIR"), .. surroundings.Folders("PI_AGENT_DIR")],
        IsLines);

    /// <summary>
    /// <c>~/.omp/agent/sessions/**</c>, of a profile <c>~/.omp/profiles/&lt;name&gt;/agent/sessions</c>, or <c>omp/</c> in
    /// <c>XDG_DATA_HOME</c>; a subagent's log lies in a folder named like its parent's. The variable that moves pi moves it too:
    /// what lies there goes by pi's name.
    /// </summary>
    public static PiLog Omp { get; } = new("omp", "OMP",
        "@oh-my-pi/pi-coding-agent@18.3.4 src/session/session-entries.ts, session-manager.ts; @oh-my-pi/pi-catalog@18.2.11 src/types.ts; @oh-my-pi/pi-utils@18.2.9 src/dirs.ts; can1357/oh-my-pi@5.7.67",
        surroundings => [
            surroundings.InHome(".omp", "agent", "sessions"), surroundings.InHome(".omp", "profiles"),
            Path.Combine(surroundings.DataHome, "omp", "sessions"), Path.Combine(surroundings.DataHome, "omp", "profiles")],
        path => IsLines(path) && (path.Contains("/.omp/", StringComparison.Ordinal) || path.Contains("/omp/", StringComparison.Ordinal)));

    /// <summary>
    /// <c>~/.openclaw/agents/&lt;agent&gt;/sessions/&lt;session&gt;.jsonl</c>, with <c>.reset.&lt;time&gt;</c> or <c>.deleted.&lt;time&gt;</c>
    /// behind it once the session was; <c>OPENCLAW_STATE_DIR</c> moves the first folder (<c>OPENCLAW_DIR</c> is what others call
    /// it), and formerly it was <c>~/.clawdbot</c>. Checkpoints repeat what the log says, trajectories say other things; logs of
    /// other agents may lie deeper. Those that are compressed (<c>.zst</c>) cannot be read.
    /// </summary>
    public static PiLog OpenClaw { get; } = new("openclaw", "OpenClaw",
        "openclaw@2026.9.6 dist/artifacts-*.mjs, paths-*.mjs, cli-backend.types-*.d.ts, docs/reference/session-management-compaction",
        surroundings => (surroundings.Folders("OPENCLAW_STATE_DIR").Concat(surroundings.Folders("OPENCLAW_DIR")).ToList() is { Count: > 0 } told ? told
            : [
                Path.Combine(surroundings.Folder("OPENCLAW_HOME") ?? surroundings.Home, ".openclaw"),
                surroundings.InHome(".clawdbot"), surroundings.InHome(".moltbot"),
            ]).Select(folder => Path.Combine(folder, "agents")),
        path => path.Contains("/agents/", StringComparison.Ordinal)
            && (IsLines(path) || path.Contains(".jsonl.reset.", StringComparison.Ordinal) || path.Contains(".jsonl.deleted.", StringComparison.Ordinal))
            && !path.EndsWith(".zst", StringComparison.Ordinal)
            && !path.EndsWith(".trajectory.jsonl", StringComparison.Ordinal)
            && !path.Contains(".checkpoint.", StringComparison.Ordinal)
            && !path.Contains("/codex-home/", StringComparison.Ordinal));

    public override string Id { get; }

    public override string Name { get; }

    public override string ReadIn { get; }

    public override IEnumerable<string> Places(LogSurroundings surroundings) => places(surroundings);

    public override bool IsLog(ReadOnlySpan<char> path) => isLog(path.ToString());

    public override bool Recognizes(ReadOnlySpan<byte> beginning) =>
        beginning.IndexOf("\"type\":\"session\""u8) >= 0 || beginning.StartsWith("{\"type\":\"title\""u8);

    protected override LineReader Open(LogFile file, LogSink sink) => new Reader(file, sink);

    private static bool IsLines(string path) => path.EndsWith(".jsonl", StringComparison.Ordinal);

    private sealed class Reader : MarkedLineReader
    {
        private string conversationId;
        private DateTimeOffset? forked;
        private string? folder;
        private string? title;

        public Reader(LogFile file, LogSink sink)
            : base(sink, "usage", "session", "title", "title_change")
        {
            conversationId = IdIn(file.Path);
            if (file.From.State?.Split('\t', 3) is not [var id, var ticks, var at]) return;
            (conversationId, folder) = (id, at.Length > 0 ? at : null);
            if (long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= DateTimeOffset.MaxValue.Ticks)
            {
                forked = new DateTimeOffset(time, TimeSpan.Zero);
            }
        }

        public override string State => $"{conversationId}\t{forked?.UtcTicks}\t{folder}";

        private LoggedConversation Conversation
        {
            get
            {
                var conversation = Sink.Conversation(conversationId);
                conversation.Folder ??= folder;
                return conversation;
            }
        }

        protected override void ReadLast(JsonElement line)
        {
            if (LogTime.Of(new UsageFigures(line), "timestamp") is { } time) Conversation.SawAt(time);
        }

        protected override void Read(JsonElement line)
        {
            var entry = new UsageFigures(line);
            switch (entry.Text("type"))
            {
                case "session":
                    Begin(entry);
                    break;
                case "message" when entry.Part("message") is { } message && message.Text("role") == "assistant":
                    Tell(entry, message);
                    break;
                // OMP: a call that is no part of the talk, such as the one that makes its title.
                case "model_usage":
                    Tell(entry, entry);
                    break;
                // OMP's first line, before the header.
                case "title" when entry.Text("source") == "auto":
                    title = entry.Text("title");
                    break;
                case "title_change" when entry.Text("source") == "auto":
                    Conversation.Title = entry.Text("title");
                    break;
            }
        }

        private void Begin(UsageFigures header)
        {
            conversationId = header.Text("id")?.Replace('\t', ' ') ?? conversationId;
            folder = header.Text("cwd");
            var conversation = Conversation;
            conversation.Title ??= title ?? (header.Text("titleSource") == "auto" ? header.Text("title") : null);
            if (LogTime.Of(header, "timestamp") is not { } time) return;
            conversation.SawAt(time);
            // Formerly it was called branchedFrom.
            if (header.Text("parentSession") is not null || header.Text("branchedFrom") is not null) forked = time;
        }

        private void Tell(UsageFigures entry, UsageFigures told)
        {
            if ((LogTime.Of(entry, "timestamp") ?? LogTime.Of(told, "timestamp")) is not { } time)
            {
                if (told.Value("usage") is not null) Sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            // The parent's log tells it.
            if (time < forked) return;
            var conversation = Conversation;
            conversation.SawAt(time);
            foreach (var path in EditsIn(told)) conversation.Edited(path, FileChangeType.Modified, time);
            if (told.Value("usage") is not { } usage) return;
            var figures = new UsageFigures(usage);
            var (tokens, searches) = (TokensIn(figures), figures.Count("server", "webSearch") ?? 0);
            if (!figures.MakeSense)
            {
                Sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            var observed = new ObservedUsage
            {
                // What a router chose, where one was asked.
                Model = told.Text("responseModel") ?? told.Text("model"),
                Tokens = tokens,
                ResponseId = told.Text("responseId"),
                WebSearches = searches,
                Partial = told.Text("stopReason") is "error" or "aborted",
            }.IfAny;
            if (observed is null) return;
            Sink.Add(new LoggedCall
            {
                Conversation = conversation,
                Observed = observed,
                Time = time,
                Provider = VendorOf(told.Text("provider")),
                // The first version's entries had no id.
                EventId = entry.Text("id") ?? $"{time.UtcDateTime:O}",
                StatedCost = CostIn(figures),
            });
        }

        private static TokenCounts TokensIn(UsageFigures usage)
        {
            var written = usage.Count("cacheWrite") ?? 0;
            var forHour = Math.Min(usage.Count("cttl", "ephemeral1h") ?? usage.Count("cacheWrite1h") ?? 0, written);
            // OMP: what a provider's own orchestration took, billed beside the rest.
            var output = (usage.Count("output") ?? 0) + (usage.Count("orchestration", "output") ?? 0);
            return new TokenCounts
            {
                Input = (usage.Count("input") ?? 0) + (usage.Count("orchestration", "input") ?? 0),
                CacheRead = (usage.Count("cacheRead") ?? 0) + (usage.Count("orchestration", "cacheRead") ?? 0),
                CacheWrite = written - forHour,
                CacheWrite1h = forHour,
                Output = output,
                Reasoning = Math.Min(usage.Count("reasoningTokens") ?? 0, output),
            };
        }

        private static decimal? CostIn(UsageFigures usage) =>
            usage.Part("cost")?.Value("total") is { ValueKind: JsonValueKind.Number } total && total.TryGetDecimal(out var dollars)
            && dollars is > 0 and <= Money.MostPerCall ? dollars : null;

        private static IEnumerable<string> EditsIn(UsageFigures message)
        {
            foreach (var block in message.Objects("content"))
            {
                var call = new UsageFigures(block);
                if (call.Text("type") == "toolCall" && call.Text("name") is "edit" or "write"
                    && call.Part("arguments")?.Text("path") is { } path) yield return path;
            }
        }

        // Who only passes calls on, or hosts several vendors' models, says nothing of the vendor.
        private static string? VendorOf(string? provider) => provider switch
        {
            "anthropic" or "openai" or "google" or "mistral" or "xai" or "zai" or "deepseek" or "minimax" or "moonshotai" => provider,
            "openai-codex" => "openai",
            "google-gemini-cli" or "google-vertex" or "google-antigravity" => "google",
            _ => null,
        };

        // <time>_<session>.jsonl, or <session>.jsonl.
        private static string IdIn(string path)
        {
            var name = Path.GetFileName(path);
            var end = name.IndexOf(".jsonl", StringComparison.Ordinal);
            if (end > 0) name = name[..end];
            return name[(name.LastIndexOf('_') + 1)..] is { Length: > 0 } id ? id : name;
        }
    }
}
