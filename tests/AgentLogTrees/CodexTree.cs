namespace Codesession.AgentLogTrees;

/// <summary>
/// Codex's logs: usage that is told again with the rate limits, or not yet; totals that fall where a context was compacted; forks
/// that begin with a copy of their parent's lines under times of their own; subagents that begin from nothing; newer versions that
/// tell each response by its id besides; archived files.
/// </summary>
internal sealed class CodexTree(string home, LogTreeSize size, StatedTotals totals, Action<StatedCall> tell)
{
    private const string Agent = "Codex CLI";
    private const int Kept = 20;

    private readonly Dice dice = new(~size.Seed);
    private Thread? before;

    public void Write()
    {
        var left = size.CodexResponses;
        for (var number = 0; number < size.CodexFiles; number++)
        {
            var responses = left / (size.CodexFiles - number);
            left -= responses;
            var origin = number % 4 == 2 ? before : null;
            var parent = number % 4 == 3 ? before : null;
            var start = origin is not null ? origin.Now.AddSeconds(60) : parent is not null ? parent.Start.AddSeconds(60)
                : size.Begin.AddSeconds(dice.From(0, size.Days * 86_400 - 40_000)).AddMilliseconds(dice.From(0, 999));
            var id = dice.Uuid();
            var thread = new Thread(id, (origin ?? parent)?.Family ?? id, $"{size.Projects}/codex{number % 5}", dice.Of("gpt-5-codex", "gpt-5.1-codex", "gpt-5"), start,
                HasRecords: origin?.HasRecords ?? dice.OneIn(3));
            WriteThread(thread, responses, origin, isSubagent: parent is not null, isArchived: number % 6 == 5);
            before = thread;
        }
    }

    private void WriteThread(Thread thread, int responses, Thread? origin, bool isSubagent, bool isArchived)
    {
        var name = $"rollout-{thread.Start:yyyy-MM-ddTHH-mm-ss}-{thread.Id}.jsonl";
        using var log = new LogWriter(isArchived ? Path.Combine(home, ".codex", "archived_sessions", name)
            : Path.Combine(home, ".codex", "sessions", $"{thread.Start:yyyy}", $"{thread.Start:MM}", $"{thread.Start:dd}", name), totals, dice);
        WriteMeta(log, thread, thread.Id, isSubagent ? thread.Family : null, origin?.Id);
        if (origin is not null)
        {
            WriteMeta(log, thread, origin.Family, null, null);
            WriteTurn(log, thread, origin.Model);
            foreach (var (last, total, response) in origin.Told)
            {
                thread.Total = total;
                WriteUsage(log, thread, last, response);
                thread.Now = thread.Now.AddMilliseconds(3);
            }
        }
        // Before the first response nothing is known.
        Line(log, thread, "event_msg"u8).Raw("{\"type\":\"token_count\",\"info\":null,\"rate_limits\":{\"primary\":{\"used_percent\":1.0}}}}"u8).EndLine();
        for (var number = 0; number < responses; number++)
        {
            if (number % 12 == 0) WriteTurn(log, thread, thread.Model);
            WriteTool(log, thread);
            var last = NewUsage(thread);
            thread.Total += last;
            var response = thread.HasRecords ? dice.Id("resp_0", 40) : null;
            WriteUsage(log, thread, last, response);
            if (thread.Told.Count < Kept) thread.Told.Add((last, thread.Total, response));
            tell(new StatedCall(Agent, thread.Family, response, thread.Model, thread.Now,
                new StatedTokens(last.Input - last.Cached, 0, 0, last.Cached, last.Output, last.Reasoning), 0));
            // Told again, with the rate limits.
            for (var again = dice.OneIn(6) ? 2 : 0; again > 0; again--)
            {
                thread.Now = thread.Now.AddMilliseconds(700);
                WriteCount(log, thread, last, thread.Total);
            }
            if (dice.OneIn(60)) WriteCompaction(log, thread);
        }
    }

    private Figures NewUsage(Thread thread)
    {
        thread.Now = thread.Now.AddMilliseconds(dice.From(1_000, 12_000));
        var input = thread.Context;
        var output = dice.From(10, 1_800);
        thread.Context = input > 200_000 ? 12_000 + dice.From(0, 999) : input + output + dice.From(50, 900);
        return new Figures(input, input * dice.From(70, 98) / 100, output, dice.From(0, output));
    }

    private static LogWriter Line(LogWriter log, Thread thread, ReadOnlySpan<byte> type) =>
        log.Raw("{\"timestamp\":\""u8).Time(thread.Now).Raw("\",\"type\":\""u8).Raw(type).Raw("\",\"payload\":"u8);

    private static void WriteMeta(LogWriter log, Thread thread, string id, string? tree, string? origin)
    {
        Line(log, thread, "session_meta"u8).Raw("{\"id\":\""u8).Raw(id).Raw("\""u8);
        if (tree is not null) log.Raw(",\"session_id\":\""u8).Raw(tree).Raw("\""u8);
        if (origin is not null) log.Raw(",\"forked_from_id\":\""u8).Raw(origin).Raw("\""u8);
        log.Raw(",\"timestamp\":\""u8).Time(thread.Start).Raw("\",\"cwd\":\""u8).Raw(thread.Folder).Raw("\",\"originator\":\"codex_cli_rs\",\"cli_version\":\"0.169.0\",\"instructions\":\""u8)
            .Secret(300, 900).Raw("\",\"source\":\"cli\",\"model_provider\":\"openai\",\"git\":{\"commit_hash\":\"0000\",\"branch\":\"main\"}}}"u8).EndLine();
    }

    private static void WriteTurn(LogWriter log, Thread thread, string model) =>
        Line(log, thread, "turn_context"u8).Raw("{\"cwd\":\""u8).Raw(thread.Folder).Raw("\",\"approval_policy\":\"on-request\",\"model\":\""u8).Raw(model)
            .Raw("\",\"effort\":\"medium\",\"summary\":\"auto\"}}"u8).EndLine();

    private void WriteTool(LogWriter log, Thread thread)
    {
        Line(log, thread, "response_item"u8).Raw("{\"type\":\"function_call\",\"name\":\"shell\",\"arguments\":\""u8).Secret(20, 200).Raw("\",\"call_id\":\"call_1\"}}"u8).EndLine();
        Line(log, thread, "response_item"u8).Raw("{\"type\":\"function_call_output\",\"call_id\":\"call_1\",\"output\":\""u8);
        // A line of a log that a tool read.
        if (dice.OneIn(20)) log.Raw("{\\\"type\\\":\\\"event_msg\\\",\\\"payload\\\":{\\\"type\\\":\\\"token_count\\\",\\\"info\\\":{}}} "u8);
        log.Secret(200, 2_500).Raw("\"}}"u8).EndLine();
    }

    private static void WriteUsage(LogWriter log, Thread thread, Figures last, string? response)
    {
        if (response is not null)
        {
            Line(log, thread, "token_usage_record"u8).Raw("{\"response_id\":\""u8).Raw(response).Raw("\",\"usage\":"u8);
            thread.Write(log, last);
            log.Raw(",\"thread_token_usage\":"u8);
            thread.Write(log, thread.Total);
            log.Raw("}}"u8).EndLine();
        }
        WriteCount(log, thread, last, thread.Total);
    }

    private static void WriteCount(LogWriter log, Thread thread, Figures last, Figures total)
    {
        Line(log, thread, "event_msg"u8).Raw("{\"type\":\"token_count\",\"info\":{\"total_token_usage\":"u8);
        thread.Write(log, total);
        log.Raw(",\"last_token_usage\":"u8);
        thread.Write(log, last);
        log.Raw(",\"model_context_window\":272000},\"rate_limits\":{\"primary\":{\"used_percent\":31.0,\"window_minutes\":300,\"resets_at\":1773000000}}}}"u8).EndLine();
    }

    // What is left is reckoned, no response; from then on the totals begin anew.
    private static void WriteCompaction(LogWriter log, Thread thread)
    {
        Line(log, thread, "compacted"u8).Raw("{\"message\":\""u8).Secret(100, 400).Raw("\"}}"u8).EndLine();
        Line(log, thread, "event_msg"u8).Raw("{\"type\":\"token_count\",\"info\":{\"total_token_usage\":{\"input_tokens\":0,\"cached_input_tokens\":0,\"output_tokens\":0,\"reasoning_output_tokens\":0,\"total_tokens\":9000},"u8)
            .Raw("\"last_token_usage\":{\"input_tokens\":0,\"cached_input_tokens\":0,\"output_tokens\":0,\"reasoning_output_tokens\":0,\"total_tokens\":9000}},\"rate_limits\":null}}"u8).EndLine();
        (thread.Total, thread.Context) = (default, 9_000);
    }

    private readonly record struct Figures(long Input, long Cached, long Output, long Reasoning)
    {
        public static Figures operator +(Figures a, Figures b) => new(a.Input + b.Input, a.Cached + b.Cached, a.Output + b.Output, a.Reasoning + b.Reasoning);
    }

    private sealed record Thread(string Id, string Family, string Folder, string Model, DateTime Start, bool HasRecords)
    {
        public DateTime Now { get; set; } = Start;

        public long Context { get; set; } = 9_000;

        public Figures Total { get; set; }

        /// <summary>The first of its responses.</summary>
        public List<(Figures Last, Figures Total, string? Response)> Told { get; } = [];

        public void Write(LogWriter log, Figures figures) =>
            log.Raw("{\"input_tokens\":"u8).Number(figures.Input).Raw(",\"cached_input_tokens\":"u8).Number(figures.Cached)
                .Raw(",\"output_tokens\":"u8).Number(figures.Output).Raw(",\"reasoning_output_tokens\":"u8).Number(figures.Reasoning)
                .Raw(",\"total_tokens\":"u8).Number(figures.Input + figures.Output).Raw("}"u8);
    }
}
