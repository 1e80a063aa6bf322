using System.Text;

namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs statusline</c>.</summary>
public sealed class StatuslineTests : CsTest
{
    private readonly long resets = DateTimeOffset.UtcNow.AddHours(3).ToUnixTimeSeconds();

    // As Claude Code 2.1 writes it.
    private string Input => $$$$$"""
        {"session_id":"c-1","transcript_path":"/nowhere.jsonl","cwd":"{{{{{InJson(Cs.Folder)}}}}}","model":{"id":"claude-opus-4-6","display_name":"Opus 4.6"},
        "workspace":{"current_dir":"{{{{{InJson(Cs.Folder)}}}}}","project_dir":"{{{{{InJson(Cs.Folder)}}}}}"},"version":"2.1.80",
        "cost":{"total_cost_usd":1.2345,"total_duration_ms":45000,"total_lines_added":1,"total_lines_removed":2},
        "context_window":{"context_window_size":200000,"used_percentage":38,"remaining_percentage":62,"current_usage":null},
        "rate_limits":{"five_hour":{"used_percentage":23.5,"resets_at":{{{{{resets}}}}}},"seven_day":{"used_percentage":91,"resets_at":null}}}
        """;

    [Fact]
    public async Task Without_a_ledger_it_shows_what_the_agent_tells_and_makes_none()
    {
        var line = await Plain(Input);

        Assert.Matches(@"^Opus 4\.6 · chat \$1\.23 · context 62% left · 5h 23% used, resets \d\d:\d\d · 7d 91% used\n$", line);
        Assert.False(File.Exists(Cs.LedgerPath));
    }

    [Fact]
    public async Task It_adds_what_the_ledger_knows_of_today_of_the_hour_and_of_budgets()
    {
        await Start(Cs);
        await Log(Cs, 100, "0.75");
        await Cs.Json("budget", "set", "5", "--per", "total");

        var line = await Plain(Input);

        Assert.Contains(" · today $0.75 · $0.75/h · ", line);
        Assert.EndsWith(" · budget $4.25 left\n", line);
        Assert.Equal(1, line.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task The_ledgers_sum_of_the_conversation_comes_before_the_agents_own()
    {
        await Start(Cs);
        await Log(Cs, 100, "0.5");
        await Log(Cs, 100, "0.25");
        Assert.Equal("agent", (await Json(Input)).GetProperty("conversation").Text("from"));
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("UPDATE ai_usage SET conversation_id = 'c-1'");
        }

        var conversation = (await Json(Input)).GetProperty("conversation");

        Assert.Equal(["id", "cost", "from"], conversation.Keys());
        Assert.Equal(("c-1", 0.75m, "ledger"), (conversation.Text("id"), conversation.Dollars("cost"), conversation.Text("from")));
        Assert.Contains("chat $0.75 ", await Plain(Input));
    }

    [Fact]
    public async Task Json_has_the_figures()
    {
        var id = await Start(Cs);
        await Log(Cs, 100, "0.75");
        await Cs.Json("budget", "set", "0.5", "--session", $"{id}");

        var status = await Json(Input);

        status.IsAnswerOf("model", "conversation", "today", "lastHour", "contextLeftPercent", "limits", "sessionId", "budget");
        Assert.Equal("Opus 4.6", status.Text("model"));
        Assert.Equal((1.2345m, 0.75m, 0.75m, 62m), (status.GetProperty("conversation").Dollars("cost"), status.GetProperty("today").Dollars("cost"),
            status.GetProperty("lastHour").Dollars("cost"), status.Dollars("contextLeftPercent")));
        var limits = status.GetProperty("limits");
        Assert.Equal(23.5m, limits.GetProperty("fiveHours").Dollars("usedPercent"));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(resets), limits.GetProperty("fiveHours").Time("resetsAt"));
        Assert.Equal(["usedPercent"], limits.GetProperty("sevenDays").Keys());
        Assert.Equal((id, true), (status.Whole("sessionId"), status.GetProperty("budget").Is("exceeded")));
        Assert.Contains("budget exceeded by $0.25", await Plain(Input));
    }

    [Fact]
    public async Task A_budget_counts_for_the_folder_of_the_conversation()
    {
        var other = Folder("other");
        await Start(Cs.In(other));
        await Cs.Json("budget", "set", "3", "--per", "total", "--project", other);

        Assert.DoesNotContain("budget", await Plain(Input));
        Assert.Contains("budget $3.00 left", await Plain(Input.Replace(InJson(Cs.Folder), InJson(other))));
    }

    [Fact]
    public async Task Within_a_run_the_budget_is_that_of_its_session()
    {
        var other = await Start(Cs.In(Folder("other")));
        await Cs.Json("budget", "set", "3", "--session", $"{other}");

        Assert.DoesNotContain("budget", await Plain(Input));
        Assert.Contains("budget $3.00 left", (await Run(Cs.With("NO_COLOR", "1").With("CODESESSION_SESSION", $"{other}"), Input)).Text);
    }

    [Fact]
    public async Task Yesterdays_calls_and_those_of_the_hour_before_do_not_count()
    {
        await Start(Cs);
        await Log(Cs, 100, "0.75");
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("UPDATE ai_usage SET timestamp = $1", Sql.Time(DateTimeOffset.UtcNow.AddDays(-2)));
        }

        Assert.Contains(" · today $0.00 · context", await Plain(Input));
    }

    [Fact]
    public async Task Colour_is_there_unless_it_is_not_wanted()
    {
        var coloured = (await Run(Cs, Input)).Text;

        Assert.StartsWith("\u001b[36mOpus 4.6\u001b[0m · ", coloured);
        Assert.Contains("\u001b[31m7d 91% used\u001b[0m", coloured);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("{\"model\":{}} trailing")]
    public async Task What_is_no_object_is_told_shortly_and_is_no_failure(string input)
    {
        Assert.Equal("no JSON of Claude Code on standard input\n", await Plain(input));
        Assert.Equal("no JSON of Claude Code on standard input", (await Json(input)).Text("warning"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"model\":7,\"cost\":[],\"context_window\":null,\"rate_limits\":\"x\",\"cwd\":1,\"session_id\":{},\"workspace\":[]}")]
    [InlineData("{\"model\":{\"display_name\":\"\"},\"cost\":{\"total_cost_usd\":-1},\"context_window\":{\"remaining_percentage\":\"62\"}}")]
    [InlineData("{\"cost\":{\"total_cost_usd\":1e300},\"rate_limits\":{\"five_hour\":{\"used_percentage\":null}},\"cwd\":\"relative\"}")]
    [InlineData("{\"session_id\":\"\\ud800\"}")]
    public async Task Keys_that_are_something_else_are_passed_over(string input)
    {
        await Start(Cs);

        Assert.EndsWith("today $0.00\n", await Plain(input));
    }

    [Fact]
    public async Task What_would_steer_the_terminal_does_not_and_a_name_is_cut()
    {
        var line = await Plain($$$"""{"model":{"display_name":"\u001b[2J\nOpus {{{new string('x', 5_000)}}}"}}""");

        Assert.DoesNotContain('\u001b', line);
        Assert.Equal(1, line.Count(letter => letter == '\n'));
        Assert.True(line.Length < 80, line);
    }

    [Fact]
    public async Task Input_beyond_all_measure_is_not_believed()
    {
        var line = await Plain($$"""{"model":{"display_name":"Opus"},"more":"{{new string('x', 2_000_000)}}"}""");

        Assert.Equal("no JSON of Claude Code on standard input\n", line);
    }

    [Fact]
    public async Task Odd_resets_and_percentages_do_not_matter()
    {
        var line = await Plain("""
            {"context_window":{"used_percentage":130},"rate_limits":{"five_hour":{"used_percentage":99.99,"resets_at":1},"seven_day":{"used_percentage":0,"resets_at":1e18}}}
            """);

        Assert.Equal("context 0% left · 5h 99% used · 7d 0% used\n", line);
    }

    [Fact]
    public async Task A_ledger_in_trouble_is_told_and_is_no_failure()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Cs.LedgerPath)!);
        await File.WriteAllTextAsync(Cs.LedgerPath, "this is no ledger at all, and long enough to be none", TestContext.Current.CancellationToken);

        Assert.Contains("chat $1.23", await Plain(Input));
        Assert.EndsWith(" · ledger: store_invalid\n", await Plain(Input));
        Assert.True((await Json(Input)).Has("warning"));
    }

    private static string InJson(string path) => path.Replace(@"\", @"\\");

    private async Task<string> Plain(string input) => (await Run(Cs.With("NO_COLOR", "1"), input)).Text;

    private async Task<System.Text.Json.JsonElement> Json(string input) => (await Run(Cs, input, "--json")).Document;

    private static async Task<CsResult> Run(Cs cs, string input, params string[] more)
    {
        var result = await cs.RunWith(Encoding.UTF8.GetBytes(input), ["statusline", .. more]);
        Assert.True(result.ExitCode == 0 && result.Error == "", $"{result}");
        return result;
    }
}
