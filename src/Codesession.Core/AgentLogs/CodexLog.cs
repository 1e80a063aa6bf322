using System.Globalization;
using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>
/// Codex CLI. <c>sessions/YYYY/MM/DD/rollout-*.jsonl</c> and <c>archived_sessions/rollout-*.jsonl</c> below <c>~/.codex</c> or
/// <c>CODEX_HOME</c>. A <c>token_count</c> tells what the last response used and what all of the thread have used; it is written again,
/// with the totals unchanged, whenever rate limits are told. Newer versions write a <c>token_usage_record</c> with the response's id beside it. A
/// fork, and some subagents, begin with a copy of their parent's lines under times of their own, behind its <c>session_meta</c>: totals
/// and last usage together are what an event is known by, within the family of threads that the last of these names. The totals fall
/// where a context was filled up, so they are never subtracted.
/// </summary>
internal sealed class CodexLog : LineLog
{
    public override string Id => "codex";

    public override string Name => "Codex CLI";

    public override string ReadIn =>
        "openai/codex codex-rs: rollout/src/recorder.rs@05eb6e5, rollout/src/policy.rs@0136a73, core/src/session/mod.rs@002f9fe, core/src/agent/control/spawn.rs@37a985e; @openai/codex 0.169.0";

    public override IEnumerable<string> Places(LogSurroundings surroundings)
    {
        var home = surroundings.Folder("CODEX_HOME") ?? surroundings.InHome(".codex");
        return [Path.Combine(home, "sessions"), Path.Combine(home, "archived_sessions")];
    }

    public override bool IsLog(ReadOnlySpan<char> path) =>
        (path.EndsWith(".jsonl", StringComparison.Ordinal) || path.EndsWith(".jsonl.zst", StringComparison.Ordinal)) && path[(path.LastIndexOf('/') + 1)..].StartsWith("rollout-", StringComparison.Ordinal);

    protected override LineReader Open(LogFile file, LogSink sink) => new Reader(file, sink);

    private sealed class Reader : LineReader
    {
        private readonly LogFile file;
        private readonly LogSink sink;
        private readonly KnownTexts texts = new();
        private string? family;
        private string? folder;
        private string? branch;
        private string? provider;
        private string? model;
        private string? serviceTier;
        private Figures total;
        private bool hasRecords;
        private bool hasUsage;

        public Reader(LogFile file, LogSink sink)
        {
            (this.sink, this.file) = (sink, file);
            if (file.From.State is { } state) Restore(state);
        }

        public override string? State => family is null ? null : string.Join('\t',
            family, Plain(folder), Plain(branch), Plain(provider), Plain(model), Plain(serviceTier), total, hasRecords ? "r" : "", hasUsage ? "u" : "");

        public override void Read(ReadOnlySpan<byte> line)
        {
            try
            {
                Take(line);
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                sink.Problem(LogProblemKind.Broken);
            }
        }

        public override void ReadLast(ReadOnlySpan<byte> line)
        {
            try
            {
                var reader = new Utf8JsonReader(line);
                reader.Read();
                while (UsageFields.Next(ref reader))
                {
                    if (UsageFields.Is(ref reader, "timestamp"u8))
                    {
                        if (family is not null && LogTime.Of(ref reader) is { } time) sink.Conversation(family).SawAt(time);
                        return;
                    }
                    UsageFields.Skip(ref reader);
                }
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                // It was told when the line was read.
            }
        }

        // Time and type stand before the payload: of most lines nothing else is looked at.
        private void Take(ReadOnlySpan<byte> line)
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 1_000 });
            reader.Read();
            DateTimeOffset? time = null;
            var kind = Kind.Other;
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "timestamp"u8)) time = LogTime.Of(ref reader);
                else if (UsageFields.Is(ref reader, "type"u8))
                {
                    kind = KindOf(ref reader);
                    if (kind == Kind.Other) return;
                }
                else if (UsageFields.Is(ref reader, "payload"u8))
                {
                    if (UsageFields.Enter(ref reader)) TakePayload(ref reader, kind, time);
                    return;
                }
                else UsageFields.Skip(ref reader);
            }
        }

        private static Kind KindOf(ref Utf8JsonReader reader)
        {
            reader.Read();
            return reader.TokenType != JsonTokenType.String ? Kind.Other
                : UsageFields.Is(ref reader, "event_msg"u8) ? Kind.Event
                : UsageFields.Is(ref reader, "turn_context"u8) ? Kind.Turn
                : UsageFields.Is(ref reader, "session_meta"u8) ? Kind.Session
                : UsageFields.Is(ref reader, "token_usage_record"u8) ? Kind.Record
                : Kind.Other;
        }

        private void TakePayload(ref Utf8JsonReader reader, Kind kind, DateTimeOffset? time)
        {
            switch (kind)
            {
                case Kind.Session:
                    TakeSession(ref reader, time);
                    break;
                case Kind.Turn:
                    TakeTurn(ref reader);
                    break;
                case Kind.Record:
                    TakeRecord(ref reader, time);
                    break;
                case Kind.Event:
                    TakeEvent(ref reader, time);
                    break;
            }
        }

        private void TakeSession(ref Utf8JsonReader reader, DateTimeOffset? time)
        {
            string? id = null, tree = null, parent = null, cwd = null, served = null, on = null;
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "id"u8)) id = UsageFields.Text(ref reader);
                else if (UsageFields.Is(ref reader, "session_id"u8)) tree = UsageFields.Text(ref reader);
                else if (UsageFields.Is(ref reader, "forked_from_id"u8)) parent = UsageFields.Text(ref reader);
                else if (UsageFields.Is(ref reader, "cwd"u8)) cwd = UsageFields.Text(ref reader);
                else if (UsageFields.Is(ref reader, "model_provider"u8)) served = UsageFields.Text(ref reader);
                else if (UsageFields.Is(ref reader, "git"u8)) on = BranchIn(ref reader);
                else UsageFields.Skip(ref reader);
            }
            // Of several the first is the thread's own, and the last its eldest ancestor; none comes after a thread's own calls.
            if (hasUsage || (parent ?? tree ?? id) is not { } eldest) return;
            family = eldest;
            folder ??= cwd;
            branch ??= on;
            provider ??= served;
            Conversation(time);
        }

        private static string? BranchIn(ref Utf8JsonReader reader)
        {
            string? branch = null;
            if (!UsageFields.Enter(ref reader)) return null;
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "branch"u8)) branch = UsageFields.Text(ref reader);
                else UsageFields.Skip(ref reader);
            }
            return branch;
        }

        private void TakeTurn(ref Utf8JsonReader reader)
        {
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "model"u8)) model = texts.Of(ref reader) ?? model;
                else if (UsageFields.Is(ref reader, "cwd"u8)) folder = texts.Of(ref reader) ?? folder;
                else UsageFields.Skip(ref reader);
            }
        }

        private void TakeRecord(ref Utf8JsonReader reader, DateTimeOffset? time)
        {
            var (fields, last, all) = (new UsageFields(), default(Figures), default(Figures));
            string? response = null;
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "response_id"u8)) response = UsageFields.Text(ref reader);
                else if (UsageFields.Is(ref reader, "usage"u8)) last = Figures.Read(ref reader, ref fields);
                else if (UsageFields.Is(ref reader, "thread_token_usage"u8)) all = Figures.Read(ref reader, ref fields);
                else UsageFields.Skip(ref reader);
            }
            // Its token_count is known by the same totals; without them, by nothing.
            hasRecords |= all.IsEmpty;
            total = all.IsEmpty ? total : all;
            Tell(last, all, response, time, fields.MakeSense);
        }

        private void TakeEvent(ref Utf8JsonReader reader, DateTimeOffset? time)
        {
            // The type is the first of its fields.
            if (!UsageFields.Next(ref reader) || !UsageFields.Is(ref reader, "type"u8) || !reader.Read() || reader.TokenType != JsonTokenType.String) return;
            if (UsageFields.Is(ref reader, "token_count"u8)) TakeCount(ref reader, time);
            else if (UsageFields.Is(ref reader, "thread_settings_applied"u8)) TakeSettings(ref reader);
            else if (UsageFields.Is(ref reader, "patch_apply_end"u8)) TakePatch(ref reader, time);
        }

        private void TakeCount(ref Utf8JsonReader reader, DateTimeOffset? time)
        {
            var (fields, last, all, hasLast) = (new UsageFields(), default(Figures), default(Figures), false);
            while (UsageFields.Next(ref reader))
            {
                // Null before the first response.
                if (!UsageFields.Is(ref reader, "info"u8) || !UsageFields.Enter(ref reader))
                {
                    if (reader.TokenType == JsonTokenType.PropertyName) UsageFields.Skip(ref reader);
                    continue;
                }
                while (UsageFields.Next(ref reader))
                {
                    if (UsageFields.Is(ref reader, "total_token_usage"u8)) all = Figures.Read(ref reader, ref fields);
                    else if (UsageFields.Is(ref reader, "last_token_usage"u8)) (last, hasLast) = (Figures.Read(ref reader, ref fields), true);
                    else UsageFields.Skip(ref reader);
                }
                // The rate limits behind it are as long again.
                break;
            }
            // Told again with the rate limits, or beside its record.
            if (hasRecords || (all == total && hasUsage)) return;
            // Some tell the totals alone.
            if (!hasLast) last = all.Since(total);
            total = all;
            Tell(last, all, null, time, fields.MakeSense);
        }

        private void TakeSettings(ref Utf8JsonReader reader)
        {
            while (UsageFields.Next(ref reader))
            {
                if (!UsageFields.Is(ref reader, "thread_settings"u8) || !UsageFields.Enter(ref reader))
                {
                    if (reader.TokenType == JsonTokenType.PropertyName) UsageFields.Skip(ref reader);
                    continue;
                }
                while (UsageFields.Next(ref reader))
                {
                    if (UsageFields.Is(ref reader, "model"u8)) model = texts.Of(ref reader) ?? model;
                    // What Codex calls fast is asked of the API as priority.
                    else if (UsageFields.Is(ref reader, "service_tier"u8)) serviceTier = texts.Of(ref reader) is { } tier ? tier == "fast" ? "priority" : tier : null;
                    else UsageFields.Skip(ref reader);
                }
            }
        }

        private void TakePatch(ref Utf8JsonReader reader, DateTimeOffset? time)
        {
            var (paths, succeeded) = (new List<(string, FileChangeType)>(), true);
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "success"u8)) succeeded = reader.Read() && reader.TokenType != JsonTokenType.False;
                else if (!UsageFields.Is(ref reader, "changes"u8)) UsageFields.Skip(ref reader);
                else if (UsageFields.Enter(ref reader))
                {
                    while (UsageFields.Next(ref reader))
                    {
                        var path = UsageFields.TextOf(ref reader);
                        var type = ChangeIn(ref reader);
                        if (path is not null) paths.Add((path, type));
                    }
                }
            }
            if (!succeeded || time is null || Conversation(time) is not { } conversation) return;
            foreach (var (path, type) in paths) conversation.Edited(path, type, time.Value);
        }

        private static FileChangeType ChangeIn(ref Utf8JsonReader reader)
        {
            var type = FileChangeType.Modified;
            if (!UsageFields.Enter(ref reader)) return type;
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "type"u8)) type = UsageFields.Text(ref reader) switch { "add" => FileChangeType.Created, "delete" => FileChangeType.Deleted, _ => type };
                else UsageFields.Skip(ref reader);
            }
            return type;
        }

        private void Tell(Figures last, Figures all, string? response, DateTimeOffset? time, bool makesSense)
        {
            if (!makesSense)
            {
                sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            // After a compaction a total is told that was reckoned, and no class of tokens.
            if (last.IsEmpty) return;
            // The name of the file ends with the thread's id.
            family ??= Path.GetFileNameWithoutExtension(file.Path) is { Length: > 36 } name ? name[^36..] : Path.GetFileNameWithoutExtension(file.Path);
            if (time is null || Conversation(time) is not { } conversation || last.Observed(model, response, serviceTier) is not { } observed)
            {
                sink.Problem(LogProblemKind.UnknownShape);
                return;
            }
            hasUsage = true;
            sink.Add(new LoggedCall
            {
                Conversation = conversation,
                Observed = observed,
                Time = time.Value,
                Provider = provider,
                EventId = $"{all}/{last}",
            });
        }

        private LoggedConversation? Conversation(DateTimeOffset? time)
        {
            if (family is null) return null;
            var conversation = sink.Conversation(family);
            if (time is { } seen) conversation.SawAt(seen);
            conversation.Folder ??= folder;
            conversation.Branch ??= branch;
            return conversation;
        }

        private void Restore(string state)
        {
            if (state.Split('\t') is not [var id, var cwd, var on, var served, var named, var tier, var figures, var records, var usage]) return;
            (family, folder, branch, provider, model, serviceTier) = (id, Some(cwd), Some(on), Some(served), Some(named), Some(tier));
            (total, hasRecords, hasUsage) = (Figures.Parse(figures), records == "r", usage == "u");
        }

        private static string? Some(string text) => text.Length == 0 ? null : text;

        private static string Plain(string? text) => text?.Replace('\t', ' ') ?? "";
    }

    private enum Kind { Other, Session, Turn, Record, Event }

    /// <summary>Codex's counts: input holds what was read from and written to the cache, output the reasoning.</summary>
    private readonly record struct Figures(long Input, long Cached, long Written, long Output, long Reasoning, long Total)
    {
        public bool IsEmpty => (Input | Cached | Written | Output | Reasoning) == 0;

        public static Figures Read(ref Utf8JsonReader reader, ref UsageFields fields)
        {
            var told = default(Figures);
            if (!UsageFields.Enter(ref reader)) return told;
            while (UsageFields.Next(ref reader))
            {
                if (UsageFields.Is(ref reader, "input_tokens"u8)) told = told with { Input = fields.Count(ref reader) ?? 0 };
                else if (UsageFields.Is(ref reader, "cached_input_tokens"u8)) told = told with { Cached = fields.Count(ref reader) ?? 0 };
                else if (UsageFields.Is(ref reader, "cache_write_input_tokens"u8)) told = told with { Written = fields.Count(ref reader) ?? 0 };
                else if (UsageFields.Is(ref reader, "output_tokens"u8)) told = told with { Output = fields.Count(ref reader) ?? 0 };
                else if (UsageFields.Is(ref reader, "reasoning_output_tokens"u8)) told = told with { Reasoning = fields.Count(ref reader) ?? 0 };
                else if (UsageFields.Is(ref reader, "total_tokens"u8)) told = told with { Total = fields.Count(ref reader) ?? 0 };
                else UsageFields.Skip(ref reader);
            }
            return told;
        }

        /// <summary>What came to these totals since others; nothing where any of them fell.</summary>
        public Figures Since(Figures before) => Input < before.Input || Cached < before.Cached || Written < before.Written || Output < before.Output || Reasoning < before.Reasoning
            ? default
            : new Figures(Input - before.Input, Cached - before.Cached, Written - before.Written, Output - before.Output, Reasoning - before.Reasoning, Total - before.Total);

        public ObservedUsage? Observed(string? model, string? response, string? serviceTier)
        {
            var cached = Math.Min(Cached, Input);
            var written = Math.Min(Written, Input - cached);
            return new ObservedUsage
            {
                Model = model,
                ResponseId = response,
                ServiceTier = serviceTier,
                Tokens = new TokenCounts
                {
                    Input = Input - cached - written,
                    CacheRead = cached,
                    CacheWrite = written,
                    Output = Output,
                    Reasoning = Math.Min(Reasoning, Output),
                },
            }.IfAny;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Input},{Cached},{Written},{Output},{Reasoning},{Total}");

        public static Figures Parse(string text)
        {
            var counts = text.Split(',').Select(count => long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0).ToList();
            return counts is [var input, var cached, var written, var output, var reasoning, var total] ? new Figures(input, cached, written, output, reasoning, total) : default;
        }
    }
}
