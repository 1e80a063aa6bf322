using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>
/// Kimi CLI. <c>~/.kimi/sessions/&lt;hash of the folder&gt;/&lt;session&gt;/wire.jsonl</c>, of a subagent
/// <c>…/&lt;session&gt;/subagents/&lt;agent&gt;/wire.jsonl</c>; <c>KIMI_SHARE_DIR</c> moves <c>~/.kimi</c>, and <c>KIMI_DATA_DIR</c> is what others
/// call it. Usage stands in a <c>StatusUpdate</c> since 0.66, with the provider's id of the response; its input classes are
/// disjoint. No line names the model, the session (the folder's name does) or the working directory. A subagent's events are
/// repeated in its session's log; those that name no <c>agent_id</c> are older and have no log of their own. A fork
/// repeats its parent's lines.
/// </summary>
internal sealed class KimiLog : LineLog
{
    public override string Id => "kimi";

    public override string Name => "Kimi CLI";

    public override string ReadIn =>
        "MoonshotAI/kimi-cli@1.49.0 src/kimi_cli/wire/file.py, wire/types.py, soul/kimisoul.py, subagents/store.py, metadata.py, share.py; packages/kosong/src/kosong/chat_provider/__init__.py";

    public override IEnumerable<string> Places(LogSurroundings surroundings) =>
        new[] { surroundings.Folder("KIMI_SHARE_DIR") ?? surroundings.InHome(".kimi") }
            .Concat(surroundings.Folders("KIMI_DATA_DIR"))
            .Select(folder => Path.Combine(folder, "sessions"));

    public override bool IsLog(ReadOnlySpan<char> path) => path.EndsWith("/wire.jsonl", StringComparison.Ordinal);

    protected override LineReader Open(LogFile file, LogSink sink) => new Reader(file, sink);

    private sealed class Reader : MarkedLineReader
    {
        private readonly string session;
        private readonly string? folder;

        public Reader(LogFile file, LogSink sink)
            : base(sink, "token_usage", "TurnBegin", "diff")
        {
            var home = Path.GetDirectoryName(file.Path)!;
            if (Path.GetFileName(Path.GetDirectoryName(home)) == "subagents") home = Path.GetDirectoryName(Path.GetDirectoryName(home)) ?? home;
            session = Path.GetFileName(home) is { Length: > 0 } name ? name : "unknown";
            folder = FolderOf(Path.GetDirectoryName(home));
        }

        protected override void Read(JsonElement line)
        {
            var record = new UsageFigures(line);
            if (record.Part("message") is not { } message) return;
            if (LogTime.Of(record, "timestamp") is not { } time)
            {
                if (message.Part("payload")?.Value("token_usage") is not null) Sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            Seen(time);
            Read(message, time, $"{time.UtcTicks}");
        }

        protected override void ReadLast(JsonElement line)
        {
            if (LogTime.Of(new UsageFigures(line), "timestamp") is { } time) Seen(time);
        }

        private LoggedConversation Seen(DateTimeOffset time)
        {
            var conversation = Sink.Conversation(session);
            conversation.Folder ??= folder;
            conversation.SawAt(time);
            return conversation;
        }

        private void Read(UsageFigures message, DateTimeOffset time, string place)
        {
            if (message.Part("payload") is not { } payload) return;
            switch (message.Text("type"))
            {
                case "StatusUpdate":
                    Tell(payload, time, place);
                    break;
                case "ToolResult" when payload.Part("return_value") is { } result && result.Value("is_error") is { ValueKind: JsonValueKind.False }:
                    foreach (var path in EditsIn(result)) Seen(time).Edited(path, FileChangeType.Modified, time);
                    break;
                case "SubagentEvent" when payload.Text("agent_id") is null && payload.Part("event") is { } inner:
                    Read(inner, time, place);
                    break;
            }
        }

        private void Tell(UsageFigures status, DateTimeOffset time, string place)
        {
            if (status.Value("token_usage") is not { } told) return;
            var usage = new UsageFigures(told);
            var tokens = new TokenCounts
            {
                Input = usage.Count("input_other") ?? 0,
                CacheRead = usage.Count("input_cache_read") ?? 0,
                CacheWrite = usage.Count("input_cache_creation") ?? 0,
                Output = usage.Count("output") ?? 0,
            };
            if (!usage.MakeSense)
            {
                Sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            var response = status.Text("message_id");
            if (new ObservedUsage { Tokens = tokens, ResponseId = response }.IfAny is not { } observed) return;
            Sink.Add(new LoggedCall { Conversation = Seen(time), Observed = observed, Time = time, EventId = response is null ? place : null });
        }

        private static IEnumerable<string> EditsIn(UsageFigures result)
        {
            foreach (var item in result.Objects("display"))
            {
                var block = new UsageFigures(item);
                if (block.Text("type") == "diff" && block.Text("path") is { } path) yield return path;
            }
        }

        // The sessions of a folder lie below a hash of it; kimi.json names folders, each with its last session.
        private static string? FolderOf(string? sessions)
        {
            if (sessions is null) return null;
            try
            {
                var list = new FileInfo(Path.Combine(sessions, "..", "..", "kimi.json"));
                if (list is not { Exists: true, Length: < 1 << 20 }) return null;
                using var document = JsonDocument.Parse(File.ReadAllBytes(list.FullName));
                foreach (var item in new UsageFigures(document.RootElement).Objects("work_dirs"))
                {
                    var known = new UsageFigures(item);
                    if (known.Text("path") is { } path && known.Text("last_session_id") is { } last
                        && Path.GetFileName(last) == last && Directory.Exists(Path.Combine(sessions, last))) return path;
                }
                return null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
            {
                return null;
            }
        }
    }
}
