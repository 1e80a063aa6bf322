using System.Text;
using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>
/// Claude Code. <c>projects/&lt;folder&gt;/&lt;session&gt;.jsonl</c> and <c>…/&lt;session&gt;/subagents/agent-*.jsonl</c> below <c>~/.claude</c>,
/// <c>~/.config/claude</c> or what <c>CLAUDE_CONFIG_DIR</c> lists. Of a response there is a line for each block of its content, all
/// with its id and its usage as it had grown by then. A subagent's log may repeat its parent's ids under request ids of its own; a
/// branch of a conversation begins with copies that name the conversation they are from. What was rewound stays, and was spent.
/// <c>progress</c> lines of older versions nest what the subagent's own log tells.
/// </summary>
internal sealed class ClaudeCodeLog : LineLog
{
    public override string Id => "claude";

    public override string Name => "Claude Code";

    public override string ReadIn =>
        "@anthropic-ai/claude-code 2.1.330 and 1.0.128 (the text of their programs); ryoppippi/ccusage@5816e64 rust/crates/ccusage/src/adapter/claude/mod.rs";

    public override IEnumerable<string> Places(LogSurroundings surroundings) =>
        (surroundings.Folders("CLAUDE_CONFIG_DIR").ToList() is { Count: > 0 } told ? told
            : [surroundings.InHome(".claude"), Path.Combine(surroundings.Folder("XDG_CONFIG_HOME") ?? surroundings.InHome(".config"), "claude")])
        .Select(folder => Path.Combine(folder, "projects"));

    public override bool IsLog(ReadOnlySpan<char> path) => path.EndsWith(".jsonl", StringComparison.Ordinal);

    public override bool Recognizes(ReadOnlySpan<byte> beginning) =>
        beginning.IndexOf("\"sessionId\""u8) >= 0 || beginning.IndexOf("\"leafUuid\""u8) >= 0;

    protected override LineReader Open(LogFile file, LogSink sink) => new Reader(file, sink);

    private sealed class Reader(LogFile file, LogSink sink) : LineReader
    {
        private readonly KnownTexts texts = new();
        private readonly AnthropicUsage usage = new();
        private string? title;
        private bool knowsStart = file.From.Offset > 0;

        public override void Read(ReadOnlySpan<byte> line)
        {
            if (line.IndexOf("\"usage\""u8) >= 0) Take(line, isCall: true);
            else if (!knowsStart || (sink.WantsTitles && (line.IndexOf("\"aiTitle\""u8) >= 0 || line.IndexOf("\"leafUuid\""u8) >= 0))) Take(line, isCall: false);
        }

        public override void ReadLast(ReadOnlySpan<byte> line) => Take(line, isCall: false);

        private void Take(ReadOnlySpan<byte> line, bool isCall)
        {
            try
            {
                usage.Clear();
                var told = new Line();
                told.Read(line, texts, usage);
                Tell(told, isCall);
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                // Half of a surrogate pair in a key is no more JSON to us than a missing brace.
                sink.Problem(LogProblemKind.Broken);
            }
        }

        private void Tell(in Line line, bool isCall)
        {
            title = line.Title ?? title;
            if (line.Title is not null && line.SessionId is { } titled) sink.Conversation(titled).Title = line.Title;
            isCall &= line is { IsAssistant: true, Usage: not null } && line.Model != "<synthetic>";
            if (line.Time is not { } time)
            {
                if (isCall) sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            var conversation = sink.Conversation(line.CopiedFrom ?? line.SessionId ?? Path.GetFileNameWithoutExtension(file.Path));
            if (sink.WantsTitles && line.CopiedFrom is null) conversation.Title ??= title;
            conversation.SawAt(time);
            conversation.Folder ??= line.Folder;
            conversation.Branch ??= line.Branch;
            knowsStart = true;
            // A user's line may hold the usage of a subagent; what an agent says without asking a model has a model of its own.
            if (!isCall || line.Usage is null) return;
            foreach (var path in line.Edits ?? []) conversation.Edited(path, FileChangeType.Modified, time);
            if (line.Usage.Observed(line.Model, line.MessageId) is { } observed)
            {
                sink.Add(new LoggedCall
                {
                    Conversation = conversation,
                    Observed = observed,
                    Time = time,
                    RequestId = line.RequestId,
                    EventId = line.MessageId is not null || line.RequestId is not null ? null
                        : line.Uuid.IsEmpty ? $"{Path.GetFileNameWithoutExtension(file.Path)}@{sink.Offset}" : Encoding.UTF8.GetString(line.Uuid),
                    StatedCost = line.Cost,
                });
            }
            else if (!line.Usage.IsEmpty)
            {
                sink.Problem(LogProblemKind.UnknownShape);
            }
        }
    }

    /// <summary>What a line tells.</summary>
    private ref struct Line
    {
        public bool IsAssistant;
        public DateTimeOffset? Time;
        public string? SessionId, CopiedFrom, Title, Folder, Branch, RequestId, MessageId, Model;
        public ReadOnlySpan<byte> Uuid;
        public decimal? Cost;
        public AnthropicUsage? Usage;
        public List<string>? Edits;

        public void Read(ReadOnlySpan<byte> line, KnownTexts texts, AnthropicUsage usage)
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 1_000 });
            reader.Read();
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "type"u8)) IsAssistant = reader.Read() && reader.TokenType == JsonTokenType.String && UsageFields.Is(ref reader, "assistant"u8);
                else if (UsageFields.Is(ref reader, "message"u8)) ReadMessage(ref reader, texts, usage);
                else if (UsageFields.Is(ref reader, "sessionId"u8)) SessionId = texts.Of(ref reader);
                else if (UsageFields.Is(ref reader, "requestSessionId"u8)) CopiedFrom ??= texts.Of(ref reader);
                else if (UsageFields.Is(ref reader, "forkedFrom"u8)) ReadOrigin(ref reader, texts);
                else if (UsageFields.Is(ref reader, "aiTitle"u8) || UsageFields.Is(ref reader, "summary"u8)) Title = UsageFields.Text(ref reader);
                else if (UsageFields.Is(ref reader, "timestamp"u8)) Time = LogTime.Of(ref reader);
                else if (UsageFields.Is(ref reader, "cwd"u8)) Folder = texts.Of(ref reader);
                else if (UsageFields.Is(ref reader, "gitBranch"u8)) Branch = texts.Of(ref reader);
                else if (UsageFields.Is(ref reader, "requestId"u8)) RequestId = texts.Of(ref reader);
                else if (UsageFields.Is(ref reader, "uuid"u8)) Uuid = reader.Read() && reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default;
                else if (UsageFields.Is(ref reader, "costUSD"u8)) Cost = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var cost) ? cost : null;
                else UsageFields.Skip(ref reader);
            }
        }

        private void ReadOrigin(ref Utf8JsonReader reader, KnownTexts texts)
        {
            if (!UsageFields.Enter(ref reader)) return;
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "sessionId"u8)) CopiedFrom = texts.Of(ref reader);
                else UsageFields.Skip(ref reader);
            }
        }

        private void ReadMessage(ref Utf8JsonReader reader, KnownTexts texts, AnthropicUsage usage)
        {
            if (!UsageFields.Enter(ref reader)) return;
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "id"u8)) MessageId = texts.Of(ref reader);
                else if (UsageFields.Is(ref reader, "model"u8)) Model = texts.Of(ref reader);
                else if (UsageFields.Is(ref reader, "usage"u8) && reader.Read()) (Usage = usage).Take(ref reader);
                else if (UsageFields.Is(ref reader, "content"u8)) ReadContent(ref reader);
                else UsageFields.Skip(ref reader);
            }
        }

        private void ReadContent(ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                return;
            }
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject) ReadBlock(ref reader);
                else reader.Skip();
            }
        }

        // Of a tool that is no editor, and is named before its input, the input is not looked at.
        private void ReadBlock(ref Utf8JsonReader reader)
        {
            bool? isEdit = null;
            string? path = null;
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "name"u8)) isEdit = IsEditor(ref reader);
                else if (isEdit != false && UsageFields.Is(ref reader, "input"u8)) path = PathIn(ref reader);
                else UsageFields.Skip(ref reader);
            }
            if (isEdit == true && path is not null) (Edits ??= []).Add(path);
        }

        private static bool IsEditor(ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                return UsageFields.Is(ref reader, "Edit"u8) || UsageFields.Is(ref reader, "Write"u8) || UsageFields.Is(ref reader, "MultiEdit"u8) || UsageFields.Is(ref reader, "NotebookEdit"u8);
            }
            reader.Skip();
            return false;
        }

        private static string? PathIn(ref Utf8JsonReader reader)
        {
            string? path = null;
            if (!UsageFields.Enter(ref reader)) return null;
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "file_path"u8) || UsageFields.Is(ref reader, "notebook_path"u8)) path = UsageFields.Text(ref reader);
                else UsageFields.Skip(ref reader);
            }
            return path;
        }
    }
}
