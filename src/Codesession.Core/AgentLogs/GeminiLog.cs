using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>
/// Gemini CLI. <c>~/.gemini/tmp/&lt;project&gt;/chats/session-*.jsonl</c>, of a subagent <c>chats/&lt;parent session&gt;/&lt;session&gt;.jsonl</c>;
/// <c>GEMINI_CLI_HOME</c> stands for the home folder. Until 0.38 each was one document (<c>.json</c>), written anew with every
/// message; a session that is resumed is copied to the lines. A message is told again, whole and under its id, whenever something is
/// added to it (its tokens, what its tools did); a line <c>$set</c> may repeat all messages. As in the API input includes what
/// was cached, and thoughts and the input of tools are beside the rest. What was rewound was paid for all the same. As there are
/// documents, and lines that are written anew after a fault, a file that has changed is read whole.
/// </summary>
internal sealed class GeminiLog : AgentLog
{
    private const string Chats = "/chats/";

    private readonly Lines lines;
    private readonly Document document;

    public GeminiLog() => (lines, document) = (new Lines(this), new Document(this));

    public override string Id => "gemini";

    public override string Name => "Gemini CLI";

    public override string ReadIn =>
        "google-gemini/gemini-cli@0.56.0-nightly.20260806 packages/core/src/services/chatRecordingService.ts, chatRecordingTypes.ts, config/storage.ts; @0.39.0-nightly.20260408 (documents)";

    public override IEnumerable<string> Places(LogSurroundings surroundings) =>
        [Path.Combine(surroundings.Folder("GEMINI_CLI_HOME") ?? surroundings.Home, ".gemini", "tmp")];

    public override bool IsLog(ReadOnlySpan<char> path) =>
        (IsLines(path) || path.EndsWith(".json", StringComparison.Ordinal))
        && (path.Contains(Chats, StringComparison.Ordinal) || Path.GetFileName(path).StartsWith("session-", StringComparison.Ordinal));

    public override bool Recognizes(ReadOnlySpan<byte> beginning) => beginning.IndexOf("\"projectHash\""u8) >= 0;

    public override void Read(LogFile file, LogSink sink, CancellationToken cancel)
    {
        if (IsLines(file.Path)) lines.Read(file, sink, cancel);
        else document.Read(file, sink, cancel);
    }

    private static bool IsLines(ReadOnlySpan<char> path) => path.EndsWith(".jsonl", StringComparison.Ordinal);

    private sealed class Lines(GeminiLog whole) : LineLog
    {
        public override string Id => whole.Id;

        public override string Name => whole.Name;

        public override string ReadIn => whole.ReadIn;

        public override IEnumerable<string> Places(LogSurroundings surroundings) => whole.Places(surroundings);

        public override bool IsLog(ReadOnlySpan<char> path) => whole.IsLog(path);

        protected override LineReader Open(LogFile file, LogSink sink) => new Reader(new Teller(file, sink), sink);
    }

    private sealed class Document(GeminiLog whole) : DocumentLog
    {
        public override string Id => whole.Id;

        public override string Name => whole.Name;

        public override string ReadIn => whole.ReadIn;

        public override IEnumerable<string> Places(LogSurroundings surroundings) => whole.Places(surroundings);

        public override bool IsLog(ReadOnlySpan<char> path) => whole.IsLog(path);

        protected override void Read(JsonElement document, LogFile file, LogSink sink) => new Teller(file, sink).Tell(new UsageFigures(document));
    }

    private sealed class Reader(Teller teller, LogSink sink) : MarkedLineReader(sink, "tokens", "toolCalls", "projectHash", "summary")
    {
        public override string State => teller.SessionId;

        protected override void Read(JsonElement line)
        {
            var record = new UsageFigures(line);
            // The messages that it repeats have had lines of their own.
            if (record.Part("$set") is { } changes) teller.Name(changes);
            else if (record.Text("id") is not null) teller.Message(record);
            else teller.Tell(record);
        }

        protected override void ReadLast(JsonElement line)
        {
            var record = new UsageFigures(line);
            if ((LogTime.Of(record, "timestamp") ?? (record.Part("$set") is { } changes ? LogTime.Of(changes, "lastUpdated") : null)) is { } time) teller.SawAt(time);
        }
    }

    /// <summary>Tells what records say, wherever they stand.</summary>
    private sealed class Teller
    {
        private readonly LogSink sink;
        private readonly string? parent;
        private readonly string? folder;
        private (string? Id, TokenCounts Tokens) last;

        public Teller(LogFile file, LogSink sink)
        {
            this.sink = sink;
            var path = file.Path.Replace('\\', '/');
            var chats = path.LastIndexOf(Chats, StringComparison.Ordinal);
            // A subagent works for the session in whose folder its log lies.
            parent = chats >= 0 && path[(chats + Chats.Length)..].Split('/') is [{ Length: > 0 } above, _] ? above : null;
            folder = chats >= 0 ? ProjectIn(file.Path[..chats]) : null;
            SessionId = file.From.State ?? Path.GetFileNameWithoutExtension(path);
        }

        /// <summary>The session that the file's first record names.</summary>
        public string SessionId { get; private set; }

        private LoggedConversation Conversation
        {
            get
            {
                var conversation = sink.Conversation(parent ?? SessionId);
                conversation.Folder ??= folder;
                return conversation;
            }
        }

        public void SawAt(DateTimeOffset time) => Conversation.SawAt(time);

        /// <summary>A whole conversation, or how one begins.</summary>
        public void Tell(UsageFigures record)
        {
            SessionId = record.Text("sessionId") ?? SessionId;
            if (LogTime.Of(record, "startTime") is { } start) SawAt(start);
            if (LogTime.Of(record, "lastUpdated") is { } end) SawAt(end);
            Name(record);
            foreach (var message in record.Objects("messages")) Message(new UsageFigures(message));
        }

        /// <summary>The line that the agent makes of a conversation.</summary>
        public void Name(UsageFigures record)
        {
            if (parent is null && record.Text("summary") is { } summary) Conversation.Title = summary;
        }

        public void Message(UsageFigures message)
        {
            if (message.Text("type") != "gemini") return;
            var time = LogTime.Of(message, "timestamp");
            if (time is { } at) Edits(message, at);
            if (message.Value("tokens") is not { } told) return;
            var figures = new UsageFigures(told);
            var tokens = TokensIn(figures);
            if (!figures.MakeSense || time is null)
            {
                sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            var id = message.Text("id");
            if (id is not null && (id, tokens) == last) return;
            last = (id, tokens);
            if (new ObservedUsage { Model = message.Text("model"), Tokens = tokens }.IfAny is not { } observed) return;
            sink.Add(new LoggedCall
            {
                Conversation = Conversation,
                Observed = observed,
                Time = time.Value,
                Provider = "google",
                EventId = id ?? $"{time.Value.UtcDateTime:O}",
            });
        }

        private static TokenCounts TokensIn(UsageFigures tokens)
        {
            var prompt = tokens.Count("input") ?? 0;
            var cached = Math.Min(tokens.Count("cached") ?? 0, prompt);
            var thoughts = tokens.Count("thoughts") ?? 0;
            return new TokenCounts
            {
                Input = prompt - cached + (tokens.Count("tool") ?? 0),
                CacheRead = cached,
                Output = (tokens.Count("output") ?? 0) + thoughts,
                Reasoning = thoughts,
            };
        }

        private void Edits(UsageFigures message, DateTimeOffset time)
        {
            foreach (var item in message.Objects("toolCalls"))
            {
                var call = new UsageFigures(item);
                if (call.Text("name") is not ("replace" or "write_file") || call.Text("status") != "success") continue;
                if (call.Part("args")?.Text("file_path") is not { } path) continue;
                var isNew = call.Part("resultDisplay")?.Value("isNewFile") is { ValueKind: JsonValueKind.True };
                Conversation.Edited(path, isNew ? FileChangeType.Created : FileChangeType.Modified, LogTime.Of(call, "timestamp") ?? time);
            }
        }

        // Beside the chats; before 2026 a project was a hash of its folder, from which it cannot be told.
        private static string? ProjectIn(string project)
        {
            try
            {
                var told = new FileInfo(Path.Combine(project, ".project_root"));
                return told is { Exists: true, Length: < 4096 } && File.ReadAllText(told.FullName).Trim() is { Length: > 0 } folder ? folder : null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
