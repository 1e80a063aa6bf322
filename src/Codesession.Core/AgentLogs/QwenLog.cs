using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>
/// Qwen Code. <c>~/.qwen/projects/&lt;folder&gt;/chats/&lt;session&gt;.jsonl</c>, put by in <c>chats/archive/</c>, and of a subagent
/// <c>subagents/&lt;session&gt;/agent-*.jsonl</c> beside the chats, whose lines name no model. <c>QWEN_RUNTIME_DIR</c> moves
/// <c>~/.qwen</c>, else <c>QWEN_HOME</c> does; <c>QWEN_DATA_DIR</c> is what others call it. Each line has an id, session, folder and
/// branch. The usage has Gemini's names, but most providers' figures: thoughts are beside the candidates only where the total says
/// so. What was written to a cache is told as plain input. Where a provider did not break its total down, older versions (0.15)
/// made it 70 to 30. The lines of a fork that are its parent's say so, and keep their ids.
/// </summary>
internal sealed class QwenLog : LineLog
{
    private const string OfRuntime = "$runtime|";

    public override string Id => "qwen";

    public override string Name => "Qwen Code";

    public override string ReadIn =>
        "@qwen-code/qwen-code@0.24.4 and 0.15.10 (bundles); QwenLM/qwen-code packages/core/src/services/chatRecordingService.ts";

    public override IEnumerable<string> Places(LogSurroundings surroundings) =>
        new[] { surroundings.Folder("QWEN_RUNTIME_DIR") ?? surroundings.Folder("QWEN_HOME") ?? surroundings.InHome(".qwen") }
            .Concat(surroundings.Folders("QWEN_DATA_DIR"))
            .Select(folder => Path.Combine(folder, "projects"));

    public override bool IsLog(ReadOnlySpan<char> path) =>
        path.EndsWith(".jsonl", StringComparison.Ordinal) && !path.EndsWith(".ledger.jsonl", StringComparison.Ordinal);

    // Claude Code's lines are like them, but hold content and not parts, and say of what type their user is.
    public override bool Recognizes(ReadOnlySpan<byte> beginning) =>
        beginning.IndexOf("\"parentUuid\""u8) >= 0 && beginning.IndexOf("\"userType\""u8) < 0
        && (beginning.IndexOf("\"provenance\""u8) >= 0 || beginning.IndexOf("\"parts\""u8) >= 0 || beginning.IndexOf("\"systemPayload\""u8) >= 0);

    protected override LineReader Open(LogFile file, LogSink sink) => new Reader(sink);

    // A file's first line has no parent, and its keys come in this order.
    private sealed class Reader(LogSink sink)
        : MarkedLineReader(sink, "usageMetadata", "functionCall", "custom_title", "parentUuid\":null,\"sessionId")
    {
        protected override void Read(JsonElement line)
        {
            var record = new UsageFigures(line);
            if (record.Value("forkedFrom") is not null) return;
            if (record.Text("sessionId") is not { } id || LogTime.Of(record, "timestamp") is not { } time)
            {
                if (record.Value("usageMetadata") is not null) Sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            var conversation = Sink.Conversation(id);
            conversation.SawAt(time);
            conversation.Folder ??= record.Text("cwd");
            conversation.Branch ??= record.Text("gitBranch");
            if (record.Text("subtype") == "custom_title" && record.Part("systemPayload") is { } named)
            {
                if (named.Text("titleSource") == "auto") conversation.Title = named.Text("customTitle");
            }
            else if (record.Text("type") == "assistant")
            {
                foreach (var path in EditsIn(record)) conversation.Edited(path, FileChangeType.Modified, time);
                Call(record, conversation, time);
            }
        }

        protected override void ReadLast(JsonElement line)
        {
            var record = new UsageFigures(line);
            if (record.Text("sessionId") is { } id && LogTime.Of(record, "timestamp") is { } time) Sink.Conversation(id).SawAt(time);
        }

        private void Call(UsageFigures record, LoggedConversation conversation, DateTimeOffset time)
        {
            if (record.Value("usageMetadata") is not { } told) return;
            var usage = new UsageFigures(told);
            var tokens = TokensIn(usage, record.Text("model"));
            // A total alone cannot be priced.
            if (!usage.MakeSense || (tokens.Total == 0 && usage.Count("totalTokenCount") > 0))
            {
                Sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            if (new ObservedUsage { Model = ModelIn(record), Tokens = tokens }.IfAny is not { } observed) return;
            Sink.Add(new LoggedCall
            {
                Conversation = conversation,
                Observed = observed,
                Time = time,
                EventId = record.Text("uuid") ?? $"{time.UtcDateTime:O}",
            });
        }

        private static TokenCounts TokensIn(UsageFigures usage, string? model)
        {
            var prompt = usage.Count("promptTokenCount") ?? 0;
            var cached = Math.Min(usage.Count("cachedContentTokenCount") ?? 0, prompt);
            var forTools = usage.Count("toolUsePromptTokenCount") ?? 0;
            var candidates = usage.Count("candidatesTokenCount") ?? 0;
            var thoughts = usage.Count("thoughtsTokenCount") ?? 0;
            var areBeside = usage.Count("totalTokenCount") is > 0 and var total
                ? total >= prompt + forTools + candidates + thoughts
                : model?.StartsWith("gemini", StringComparison.OrdinalIgnoreCase) == true;
            var output = areBeside ? candidates + thoughts : candidates;
            return new TokenCounts
            {
                Input = prompt - cached + forTools,
                CacheRead = cached,
                Output = output,
                Reasoning = Math.Min(thoughts, output),
            };
        }

        // A model of which only the process knew has a prefix: $runtime|<protocol>|<model>.
        private static string? ModelIn(UsageFigures record)
        {
            var model = record.Text("model");
            return model?.StartsWith(OfRuntime, StringComparison.Ordinal) == true && model.Split('|', 3) is [_, _, { Length: > 0 } own] ? own : model;
        }

        private static IEnumerable<string> EditsIn(UsageFigures record)
        {
            if (record.Part("message") is not { } message) yield break;
            foreach (var part in message.Objects("parts"))
            {
                if (new UsageFigures(part).Part("functionCall") is { } call && call.Text("name") is "edit" or "write_file"
                    && call.Part("args")?.Text("file_path") is { } path) yield return path;
            }
        }
    }
}
