namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs report</c>.</summary>
public sealed class ReportTests : CsTest
{
    private static readonly string[] Sums =
        ["calls", "unpriced", "inputTokens", "cacheWriteTokens", "cacheReadTokens", "outputTokens", "reasoningTokens", "tokens", "cost"];

    private static readonly string[] Reports = ["daily", "weekly", "monthly", "session", "project", "model", "agent", "blocks"];

    [Fact]
    public async Task A_row_has_the_classes_of_tokens_and_the_totals_are_their_sums()
    {
        var id = await Start(Cs, "fix the login");
        await Cs.Json("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4-5", "--prompt-tokens", "1000", "--completion-tokens", "100", "--cache-read-tokens", "300",
            "--cache-write-tokens", "50", "--cache-write-1h-tokens", "20", "--reasoning-tokens", "7", "-c", "0.25", "--agent", "codex");
        await Log(Cs, 500, "0.5", "--agent", "claude");
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("UPDATE ai_usage SET cost = 0, cost_e10 = NULL WHERE id = 2");
        }

        foreach (var by in Reports)
        {
            var report = await Cs.Json("report", by);

            report.IsAnswerOf("by", "rows", "totals", "timezone");
            Assert.Equal(by, report.Text("by"));
            var rows = report.List("rows");
            Assert.All(rows, row => row.HasInOrder(["key", .. Sums]));
            var totals = report.GetProperty("totals");
            Assert.Equal(Sums, totals.Keys());
            Assert.Equal((2L, 1L, 630L, 70L, 300L, 100L, 7L, 1_600L, 0.25m), Figures(totals));
            Assert.All(Sums, sum => Assert.Equal(totals.Dollars(sum), rows.Sum(row => row.Dollars(sum))));
        }
        var session = Assert.Single((await Cs.Json("report", "session")).List("rows"));
        Assert.Equal(($"{id}", "fix the login", 1L), (session.Text("key"), session.Text("name"), session.Whole("sessions")));
        session.Time("start");
        Assert.Equal(["codex", "claude"], (await Cs.Json("report", "agent")).List("rows").Select(row => row.Text("key")));
    }

    [Fact]
    public async Task Without_calls_there_are_no_rows()
    {
        foreach (var by in Reports)
        {
            var report = await Cs.Json("report", by);

            Assert.Empty(report.List("rows"));
            Assert.Equal(0, report.GetProperty("totals").Dollars("cost"));
            Assert.Equal("No calls.\n", (await Cs.Run("report", by)).Text);
            Assert.Single((await Cs.Run("report", by, "--csv")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public async Task Days_are_those_of_the_zone_and_until_is_a_whole_day()
    {
        await CallsAt("2026-10-31T23:30:00.000Z", "2026-11-01T12:00:00.000Z", "2026-11-01T23:30:00.000Z", "2026-11-02T22:59:59.999Z", "2026-11-02T23:00:00.000Z");

        Assert.Equal(["2026-10-31: 1", "2026-11-01: 2", "2026-11-02: 2"], await Rows("daily", "--timezone", "UTC"));
        Assert.Equal(["2026-11-01: 2", "2026-11-02: 2", "2026-11-03: 1"], await Rows("daily", "--timezone", "Europe/Berlin"));
        Assert.Equal(["2026-11-01: 2", "2026-11-02: 2"], await Rows("daily", "--timezone", "Europe/Berlin", "--since", "2026-11-01", "--until", "2026-11-02"));
        Assert.Equal(["2026-11-01: 1"], await Rows("daily", "--timezone", "UTC", "--since", "2026-11-01T12:00:00.001Z", "--until", "2026-11-02T00:00"));
        Assert.Equal(["2026-11: 4"], await Rows("monthly", "--timezone", "UTC", "--since", "2026-11-01"));
        Assert.Equal(["2026-W44: 3", "2026-W45: 2"], await Rows("weekly", "--timezone", "UTC"));
        Assert.Equal("Europe/Berlin", (await Cs.Json("report", "daily", "--timezone", "Europe/Berlin")).Text("timezone"));
    }

    [Fact]
    public async Task Blocks_are_five_hours_long_and_the_open_one_has_a_rate()
    {
        await CallsAt("2026-11-01T01:20:00.000Z", "2026-11-01T05:00:00.000Z", "2026-11-01T06:00:00.001Z");
        await Log(Cs, 600, "3");

        var blocks = (await Cs.Json("report", "blocks", "--timezone", "UTC")).List("rows");

        Assert.Equal(["2026-11-01 01:00", "2026-11-01 06:00"], blocks.SkipLast(1).Select(block => block.Text("key")));
        Assert.Equal((2L, TimeSpan.FromHours(5)), (blocks[0].Whole("calls"), blocks[0].Time("end") - blocks[0].Time("start")));
        Assert.False(blocks[0].Is("open"));
        Assert.False(blocks[0].Has("burnRate"));
        var open = blocks[^1];
        Assert.True(open.Is("open"));
        Assert.True(open.GetProperty("burnRate").Dollars("costPerHour") > 0);
        Assert.True(open.GetProperty("burnRate").Dollars("tokensPerMinute") > 0);
        Assert.True(open.GetProperty("projection").Dollars("cost") >= 3);
        Assert.True(open.GetProperty("projection").Whole("tokens") >= 600);
        Assert.Contains("an hour;\n", (await Cs.Run("report", "blocks")).Text);
    }

    [Fact]
    public async Task An_agent_and_a_project_are_picked()
    {
        var repo = RepoWithCommit("web-shop");
        var there = Cs.In(repo.Root);
        await Start(there);
        await Log(there, 10, "1", "--agent", "codex");
        await Log(there, 10, "2", "--agent", "claude");
        var here = await Start(Cs);
        await Log(Cs, 10, "4", "--agent", "codex");

        Assert.Equal(5, await Cost("--agent", "codex"));
        Assert.Equal(3, await Cost("--project", repo.Root));
        Assert.Equal(3, await Cost("--project", "web-shop"));
        Assert.Equal(4, await Cost("--project", "."));
        Assert.Equal(1, (await there.Json("report", "daily", "--project", ".", "--agent", "codex")).GetProperty("totals").Dollars("cost"));
        Assert.Equal(0, await Cost("--project", "/nowhere"));
        Assert.Equal(0, await Cost("--agent", "code"));
        Assert.Equal([repo.Root, Cs.Folder], (await Cs.Json("report", "project", "--since", "2020-01-01")).List("rows").Select(row => row.Text("key")).Order());
        Assert.Equal($"{here}", (await Cs.Json("report", "session")).List("rows")[0].Text("key"));

        async Task<decimal> Cost(params string[] more) => (await Cs.Json(["report", "daily", .. more])).GetProperty("totals").Dollars("cost");
    }

    [Fact]
    public async Task The_table_fits_80_columns_whatever_is_in_it()
    {
        await Start(Cs, new string('x', 150));
        await Log(Cs, 999_999_000_000, "999999.99", "--agent", new string('a', 150));
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("UPDATE sessions SET working_directory = '/' || hex(zeroblob(60))");
            ledger.Execute("INSERT INTO ai_usage (session_id, provider, model, tokens, cost, timestamp, source) VALUES (1, 'p', hex(zeroblob(60)), 5, 0, '2026-11-01T05:00:00.000Z', 'log')");
        }

        foreach (var by in Reports)
        {
            var text = (await Cs.Run("report", by)).Text;

            Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
            Assert.Contains("Total", text);
            Assert.Contains("$999,999.99", text);
            Assert.Contains("+ 1 unpriced", text);
            Assert.Contains("999.9B", text);
            Assert.DoesNotContain('\u001b', text);
        }
    }

    [Fact]
    public async Task Of_many_sessions_the_dearest_are_in_the_table_and_all_in_the_total()
    {
        await Start(Cs);
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)
                INSERT INTO ai_usage (session_id, provider, model, tokens, cost, cost_e10, timestamp, source)
                SELECT 1, 'p', 'model ' || i, 5, 1, i * 10000000000, '2026-11-01T05:00:00.000Z', 'log' FROM n
                """);
        }

        var text = (await Cs.Run("report", "model")).Text;

        Assert.Contains("model 150 ", text);
        Assert.Contains("model 51 ", text);
        Assert.DoesNotContain("model 50 ", text);
        Assert.Contains("50 more", text);
        Assert.Contains("$11,325.00", text);
        Assert.Equal(150, (await Cs.Json("report", "model")).List("rows").Length);
    }

    [Fact]
    public async Task Csv_has_a_header_and_a_line_a_row()
    {
        await Start(Cs, "=1+1, \"quoted\"");
        await Log(Cs, 500, "0.5");

        var lines = (await Cs.Run("report", "session", "--csv")).Text.Split("\r\n");

        Assert.Equal(["key", .. Sums, "sessions", "start", "end", "name"], lines[0].Split(','));
        Assert.StartsWith("\"1\",1,0,0,0,0,0,0,500,0.5,1,2", lines[1]);
        Assert.EndsWith(",,\"'=1+1, \"\"quoted\"\"\"", lines[1]);
        Assert.Equal(["", 3], [lines[2], (object)lines.Length]);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        await Cs.Fails("invalid_input", "report", "daily", "--since", "yesterday");
        await Cs.Fails("invalid_input", "report", "daily", "--until", "2026-02-30");
        await Cs.Fails("invalid_input", "report", "daily", "--since", "");
        await Cs.Fails("invalid_input", "report", "daily", "--timezone", "Mars/Olympus");
        await Cs.Fails("invalid_input", "report", "daily", "--since", "2026-11-02", "--until", "2026-11-01");
        await Cs.Fails("invalid_input", "report", "daily", "--csv");
        await Cs.Fails("usage", "report");
        await Cs.Fails("usage", "report", "yearly");
        await Cs.Fails("usage", "report", "daily", "--since");
        Assert.Equal(1, (await Cs.Run("report", "daily", "--timezone", "nowhere")).ExitCode);
    }

    private static (long, long, long, long, long, long, long, long, decimal) Figures(System.Text.Json.JsonElement row) => (
        row.Whole("calls"), row.Whole("unpriced"), row.Whole("inputTokens"), row.Whole("cacheWriteTokens"), row.Whole("cacheReadTokens"),
        row.Whole("outputTokens"), row.Whole("reasoningTokens"), row.Whole("tokens"), row.Dollars("cost"));

    private async Task<IEnumerable<string>> Rows(params string[] words) =>
        (await Cs.Json(["report", .. words])).List("rows").Select(row => $"{row.Text("key")}: {row.Whole("calls")}");

    private async Task CallsAt(params string[] times)
    {
        await Start(Cs);
        using var ledger = Cs.OpenLedger();
        foreach (var time in times)
        {
            ledger.Execute("""
                INSERT INTO ai_usage (session_id, provider, model, tokens, cost, cost_e10, timestamp, source)
                VALUES (1, 'p', 'm', 5, 0.1, 1000000000, $1, 'log')
                """, time);
        }
    }
}
