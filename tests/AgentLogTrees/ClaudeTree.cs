namespace Codesession.AgentLogTrees;

/// <summary>
/// Claude Code's logs: a line a block of a response, with usage that grows; subagents in files of their own, which copy responses
/// of their parent under request ids of their own; branches that copy the beginning of a session; quoted lines, results with a
/// usage of their own, synthetic replies, responses over midnight, ids that a gateway uses again, lines of older versions.
/// </summary>
internal sealed class ClaudeTree(string home, LogTreeSize size, StatedTotals totals, Action<StatedCall> tell)
{
    private const string Agent = "Claude Code";
    private const int Kept = 8;

    private readonly Dice dice = new(size.Seed);
    private Session? before;
    private int number;

    public void Write()
    {
        var left = size.ClaudeLines;
        for (; number < size.ClaudeSessions; number++)
        {
            var lines = left / (size.ClaudeSessions - number);
            left -= lines;
            WriteSession(lines);
        }
    }

    private void WriteSession(int lines)
    {
        var folder = $"{size.Projects}/project{number % 20:00}";
        var projects = Path.Combine(home, ".claude", "projects", $"-made-up-project{number % 20:00}");
        var session = new Session(dice.Uuid(), folder, size.Begin.AddSeconds(dice.From(0, size.Days * 86_400 - 40_000)).AddMilliseconds(dice.From(0, 999)));
        var ofSubagent = number % 5 == 2 ? lines / 4 : 0;
        using (var log = new LogWriter(Path.Combine(projects, session.Id + ".jsonl"), totals, dice))
        {
            log.Raw("{\"type\":\"summary\",\"summary\":\""u8).Raw(LogTree.Title).Raw("\",\"leafUuid\":\""u8).Raw(dice.Uuid()).Raw("\"}"u8).EndLine();
            if (number % 7 == 4 && before is not null) WriteCopies(log, session, before);
            WriteTalk(log, session, lines - ofSubagent, isSidechain: false);
            log.Raw("{\"type\":\"ai-title\",\"aiTitle\":\""u8).Raw(LogTree.Title).Raw("\",\"sessionId\":\""u8).Raw(session.Id).Raw("\"}"u8).EndLine();
        }
        if (ofSubagent > 0)
        {
            using var log = new LogWriter(Path.Combine(projects, session.Id, "subagents", $"agent-{dice.Id("", 8)}.jsonl"), totals, dice);
            // What its parent had heard by then, under requests of its own; some of it while it was still growing.
            foreach (var response in session.Responses)
            {
                var copy = dice.OneIn(2) ? response : response with { Lines = 1 };
                for (var line = 0; line < copy.Lines; line++) WriteLine(log, session, copy with { RequestId = dice.Id("req_"), Lines = response.Lines }, line, isSidechain: true, from: null);
            }
            WriteTalk(log, session, ofSubagent, isSidechain: true);
        }
        before = session;
    }

    // A branch: the lines of another session with that one's name on them.
    private void WriteCopies(LogWriter log, Session session, Session origin)
    {
        foreach (var response in origin.Responses)
        {
            for (var line = 0; line < response.Lines; line++) WriteLine(log, session, response, line, isSidechain: false, from: origin);
        }
    }

    private void WriteTalk(LogWriter log, Session session, int lines, bool isSidechain)
    {
        while (lines > 0)
        {
            WriteOther(log, session, isSidechain);
            var response = NewResponse(session, Math.Min(lines, dice.Of(1, 2, 2, 3)));
            for (var line = 0; line < response.Lines; line++) WriteLine(log, session, response, line, isSidechain, from: null);
            if (session.Responses.Count < Kept && !isSidechain) session.Responses.Add(response);
            tell(new StatedCall(Agent, session.Id, response.Id, response.Model, response.TimeOf(response.Lines - 1), response.Tokens, response.WebSearches));
            lines -= response.Lines;
            session.Now = response.TimeOf(response.Lines - 1).AddMilliseconds(dice.From(200, 9_000));
        }
    }

    private Response NewResponse(Session session, int lines)
    {
        var step = TimeSpan.FromMilliseconds(dice.From(200, 3_000));
        // Begun on one day and complete on the next.
        var start = dice.OneIn(150) ? session.Now.Date.AddDays(1) - step / 2 : session.Now;
        var (written, hour) = (dice.From(0, 3_000), dice.OneIn(3) ? dice.From(1, 2_500) : 0);
        var read = session.Context;
        session.Context = session.Context > 160_000 ? 20_000 : session.Context + written + hour;
        var isOld = dice.OneIn(40);
        return new Response(
            // Some gateways number what they answer in each session anew.
            number % 3 == 1 && session.Responses.Count == 0 ? "msg_1" : dice.Id("msg_01", 22),
            dice.OneIn(25) ? null : dice.Id("req_011"),
            dice.OneIn(size.OneUnpricedIn) ? "made-up-model-1" : dice.Of("claude-sonnet-4-5-20250929", "claude-sonnet-4-5-20250929", "claude-opus-4-5-20251101", "claude-haiku-4-5-20251001"),
            // An old version does not say for how long it wrote.
            isOld ? new StatedTokens(dice.From(1, 900_000) % 31_337, written + hour, 0, read, dice.From(5, 2_600), 0)
                : new StatedTokens(dice.From(1, 900_000) % 31_337, written, hour, read, dice.From(5, 2_600), 0),
            dice.OneIn(100) ? dice.From(1, 3) : 0, lines, start, step, isOld, dice.OneIn(2));
    }

    private void WriteOther(LogWriter log, Session session, bool isSidechain)
    {
        var kind = dice.From(0, 39);
        if (kind == 0)
        {
            // Said without asking a model.
            Envelope(log, session, "assistant"u8, session.Now, isSidechain)
                .Raw(",\"message\":{\"id\":\""u8).Raw(dice.Uuid()).Raw("\",\"model\":\"<synthetic>\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\""u8).Secret(5, 20)
                .Raw("\"}],\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}}"u8).EndLine();
        }
        else if (kind == 1)
        {
            log.Raw("{\"type\":\"file-history-snapshot\",\"messageId\":\""u8).Raw(dice.Uuid()).Raw("\",\"snapshot\":{\"trackedFileBackups\":{}}}"u8).EndLine();
        }
        var user = Envelope(log, session, "user"u8, session.Now, isSidechain);
        switch (dice.From(0, 19))
        {
            case 0:
                // A line of a log that somebody quotes.
                user.Raw(",\"message\":{\"role\":\"user\",\"content\":\"{\\\"type\\\":\\\"assistant\\\",\\\"sessionId\\\":\\\"quoted\\\",\\\"message\\\":{\\\"id\\\":\\\"msg_quoted\\\",\\\"usage\\\":{\\\"input_tokens\\\":7,\\\"output_tokens\\\":9}}} "u8)
                    .Secret(20, 200).Raw("\"}}"u8);
                break;
            case 1:
                // What a subagent came to, which its own log tells.
                user.Raw(",\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"content\":\""u8).Secret(20, 200)
                    .Raw("\"}]},\"toolUseResult\":{\"status\":\"completed\",\"totalTokens\":999,\"usage\":{\"input_tokens\":400,\"output_tokens\":599}}}"u8);
                break;
            case < 5:
                user.Raw(",\"message\":{\"role\":\"user\",\"content\":\""u8).Secret(40, 400).Raw("\"}}"u8);
                break;
            default:
                user.Raw(",\"message\":{\"role\":\"user\",\"content\":[{\"tool_use_id\":\"toolu_1\",\"type\":\"tool_result\",\"content\":\""u8).Secret(200, 2_700)
                    .Raw("\"}]},\"toolUseResult\":{\"stdout\":\""u8).Secret(0, 900).Raw("\",\"stderr\":\"\",\"interrupted\":false,\"isImage\":false}}"u8);
                break;
        }
        user.EndLine();
        session.Now = session.Now.AddMilliseconds(dice.From(1_000, 9_000));
    }

    private LogWriter Envelope(LogWriter log, Session session, ReadOnlySpan<byte> type, DateTime time, bool isSidechain) =>
        log.Raw("{\"parentUuid\":\""u8).Raw(dice.Uuid()).Raw("\",\"isSidechain\":"u8).Raw(isSidechain ? "true"u8 : "false"u8)
            .Raw(",\"userType\":\"external\",\"cwd\":\""u8).Raw(session.Folder).Raw("\",\"sessionId\":\""u8).Raw(session.Id)
            .Raw("\",\"version\":\"2.1.330\",\"gitBranch\":\"main\",\"type\":\""u8).Raw(type).Raw("\",\"uuid\":\""u8).Raw(dice.Uuid())
            .Raw("\",\"timestamp\":\""u8).Time(time).Raw("\""u8);

    private void WriteLine(LogWriter log, Session session, Response response, int line, bool isSidechain, Session? from)
    {
        var isLast = line == response.Lines - 1;
        Envelope(log, session, "assistant"u8, response.TimeOf(line), isSidechain);
        if (from is not null) log.Raw(",\"forkedFrom\":{\"sessionId\":\""u8).Raw(from.Id).Raw("\",\"messageUuid\":\""u8).Raw(dice.Uuid()).Raw("\"}"u8);
        if (response.RequestId is not null) log.Raw(",\"requestId\":\""u8).Raw(response.RequestId).Raw("\""u8);
        log.Raw(",\"message\":{\"model\":\""u8).Raw(response.Model).Raw("\",\"id\":\""u8).Raw(response.Id).Raw("\",\"type\":\"message\",\"role\":\"assistant\",\"content\":["u8);
        switch (line)
        {
            case 0:
                log.Raw("{\"type\":\"thinking\",\"thinking\":\""u8).Secret(300, 1_100).Raw("\",\"signature\":\""u8).Secret(60, 90).Raw("\"}"u8);
                break;
            case 1:
                log.Raw("{\"type\":\"text\",\"text\":\""u8).Secret(60, 1_200).Raw("\"}"u8);
                break;
            default:
                // The arguments of a tool may be called anything.
                log.Raw("{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"Bash\",\"input\":{\"command\":\""u8).Secret(20, 300)
                    .Raw("\",\"usage\":{\"input_tokens\":1000000,\"output_tokens\":5}}}"u8);
                break;
        }
        var (input, write, hour, read, output, _) = response.Tokens;
        log.Raw("],\"stop_reason\":"u8).Raw(isLast ? "\"tool_use\""u8 : "null"u8).Raw(",\"stop_sequence\":null,\"usage\":{\"input_tokens\":"u8).Number(input)
            .Raw(",\"cache_creation_input_tokens\":"u8).Number(write + hour).Raw(",\"cache_read_input_tokens\":"u8).Number(read);
        if (!response.IsOld)
        {
            log.Raw(",\"cache_creation\":{\"ephemeral_5m_input_tokens\":"u8).Number(write).Raw(",\"ephemeral_1h_input_tokens\":"u8).Number(hour).Raw("}"u8);
        }
        log.Raw(",\"output_tokens\":"u8).Number(isLast || !response.Grows ? output : 1 + (output - 1) * line / response.Lines);
        log.Raw(",\"server_tool_use\":{\"web_search_requests\":"u8).Number(response.WebSearches).Raw(",\"web_fetch_requests\":0},\"service_tier\":\"standard\"}}}"u8).EndLine();
    }

    private sealed class Session(string id, string folder, DateTime start)
    {
        public string Id { get; } = id;

        public string Folder { get; } = folder;

        public DateTime Now { get; set; } = start;

        public int Context { get; set; } = 14_000;

        /// <summary>The first of its responses.</summary>
        public List<Response> Responses { get; } = [];
    }

    private sealed record Response(
        string Id, string? RequestId, string Model, StatedTokens Tokens, int WebSearches, int Lines, DateTime Start, TimeSpan Step, bool IsOld, bool Grows)
    {
        public DateTime TimeOf(int line) => Start + Step * line;
    }
}
