namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs budget</c>, and what other commands say of budgets.</summary>
public sealed class BudgetTests : CsTest
{
    private static readonly string[] StateKeys = ["id", "name", "limit", "spent", "remaining", "exceeded"];

    [Fact]
    public async Task Set_answers_the_budget_with_what_is_spent_of_it()
    {
        await Start(Cs);
        await Log(Cs, 100, "0.25");

        var answer = await Cs.Json("budget", "set", "1.5", "--per", "total");

        answer.IsAnswerOf("budget");
        var budget = answer.GetProperty("budget");
        Assert.Equal([.. StateKeys, "per", "warnAt"], budget.Keys());
        Assert.Equal((1L, "$1.50 in all", 1.5m, 0.25m, 1.25m, false),
            (budget.Whole("id"), budget.Text("name"), budget.Dollars("limit"), budget.Dollars("spent"), budget.Dollars("remaining"), budget.Is("exceeded")));
        Assert.Equal(("total", 0.8m), (budget.Text("per"), budget.Dollars("warnAt")));
    }

    [Fact]
    public async Task A_budget_is_a_days_unless_told_and_a_sessions_where_one_is_named()
    {
        var id = await Start(Cs);

        Assert.Equal("$5.00 a day", Name(await Cs.Json("budget", "set", "5")));
        Assert.Equal($"$5.00 for session {id}", Name(await Cs.Json("budget", "set", "5", "--session", $"{id}")));
        Assert.Equal($"$5.00 a week for session {id}", Name(await Cs.Json("budget", "set", "5", "--session", $"{id}", "--per", "week")));
        Assert.Equal("$5.00 a session", Name(await Cs.Json("budget", "set", "5", "--per", "session")));
    }

    [Fact]
    public async Task A_budget_may_be_for_a_project_an_agent_or_both()
    {
        var repo = RepoWithCommit();
        var there = Cs.In(repo.Root);

        Assert.Equal($"$5.00 a day in {repo.Root}", Name(await there.Json("budget", "set", "5", "--project")));
        Assert.Equal($"$6.00 a day in {repo.Root}", Name(await Cs.Json("budget", "set", "6", "--project", repo.Root)));
        Assert.Equal($"$7.00 a day in {repo.Root} for agent codex", Name(await there.Json("budget", "set", "7", "--project", ".", "--agent", "codex")));
        Assert.Equal($"$8.00 a day in {repo.Root} for agent codex", Name(await there.Json("budget", "set", "8", "--project", "--agent", "codex")));

        Assert.Equal([6m, 8m], (await Cs.Json("budget", "list")).List("budgets").Select(budget => budget.Dollars("limit")));
    }

    [Fact]
    public async Task List_has_every_budget_in_the_order_in_which_they_were_set()
    {
        (await Cs.Json("budget", "list")).IsAnswerOf("budgets");
        await Cs.Json("budget", "set", "5", "--per", "month");
        await Cs.Json("budget", "set", "1", "--agent", "codex", "--warn-at", "50");
        await Cs.Json("budget", "set", "7", "--per", "month", "--warn-at", "90%");

        var budgets = (await Cs.Json("budget", "list")).List("budgets");

        Assert.Equal(["$7.00 a month", "$1.00 a day for agent codex"], budgets.Select(budget => budget.Text("name")));
        Assert.Equal([0.9m, 0.5m], budgets.Select(budget => budget.Dollars("warnAt")));
        Assert.All(budgets, budget => Assert.Equal(StateKeys, budget.Keys().Take(6)));
    }

    [Fact]
    public async Task Remove_takes_one_away()
    {
        await Cs.Json("budget", "set", "5", "--per", "month");

        var answer = await Cs.Json("budget", "remove", "1");

        answer.IsAnswerOf("removed", "id", "name");
        Assert.Equal((true, 1L, "$5.00 a month"), (answer.Is("removed"), answer.Whole("id"), answer.Text("name")));
        Assert.Empty((await Cs.Json("budget", "list")).List("budgets"));
        Assert.Equal(1, (await Cs.Fails("budget_not_found", "budget", "remove", "1")).Whole("id"));
    }

    [Fact]
    public async Task Check_exits_with_0_within_and_with_2_beyond()
    {
        var id = await Start(Cs);
        await Cs.Json("budget", "set", "9", "--per", "total");
        await Cs.Json("budget", "set", "1", "--per", "session");
        await Log(Cs, 100, "0.99");

        var within = await Cs.Run("budget", "check", "--json");
        await Log(Cs, 100, "0.02");
        var beyond = await Cs.Run("budget", "check", "--json");

        Assert.Equal((0, 2), (within.ExitCode, beyond.ExitCode));
        within.Document.IsAnswerOf("exceeded", "sessionId", "budget", "budgets");
        Assert.False(within.Document.Is("exceeded"));
        Assert.True(beyond.Document.Is("exceeded"));
        Assert.Equal(id, beyond.Document.Whole("sessionId"));
        Assert.Equal((1.01m, 0m, true), (beyond.Document.GetProperty("budget").Dollars("spent"),
            beyond.Document.GetProperty("budget").Dollars("remaining"), beyond.Document.GetProperty("budget").Is("exceeded")));
        Assert.Equal(["$1.00 a session", "$9.00 in all"], beyond.Document.List("budgets").Select(budget => budget.Text("name")));
    }

    [Fact]
    public async Task Check_without_json_exits_likewise_and_tells_each_budget()
    {
        Assert.Equal((0, "No budget applies\n"), Told(await Cs.Run("budget", "check")));
        await Cs.Json("budget", "set", "1", "--per", "total");
        Assert.Equal((0, "Within budget\n  budget: $0.00 of $1.00 in all spent, $1.00 left\n"), Told(await Cs.Run("budget", "check")));
        await Start(Cs);
        await Log(Cs, 100, "1.50");

        Assert.Equal((2, "Exceeded\n  budget: $1.50 of $1.00 in all spent, exceeded by $0.50\n"), Told(await Cs.Run("budget", "check")));
    }

    [Fact]
    public async Task Check_asks_for_one_session_and_one_agent()
    {
        var (one, other) = (await Start(Cs), await Start(Cs.In(Folder("other"))));
        await Cs.Json("budget", "set", "1", "--session", $"{other}");
        await Cs.Json("budget", "set", "1", "--per", "total", "--agent", "codex");
        await Log(Cs, 100, "2", "-s", $"{other}", "--agent", "codex");

        Assert.Equal(0, (await Cs.Run("budget", "check", "-s", $"{one}")).ExitCode);
        Assert.Equal(2, (await Cs.Run("budget", "check", "-s", $"{other}")).ExitCode);
        Assert.Equal(0, (await Cs.Run("budget", "check", "-s", $"{one}", "--agent", "claude")).ExitCode);
        Assert.Equal(2, (await Cs.Run("budget", "check", "-s", $"{one}", "--agent", "codex")).ExitCode);
        Assert.Equal(2, (await Cs.With("CODESESSION_AGENT_NAME", "codex").Run("budget", "check", "-s", $"{one}")).ExitCode);
        await Cs.Fails("session_not_found", "budget", "check", "-s", "99");
    }

    [Fact]
    public async Task A_session_may_be_started_with_a_budget()
    {
        var answer = await Cs.Json("start", "work", "--budget", "2");

        answer.IsAnswerOf("id", "name", "directory", "gitRoot", "branch", "budget");
        Assert.Equal($"$2.00 for session {answer.Whole("id")}", Name(answer));
        Assert.Equal(3, (await Cs.Json("start", "work", "--resume", "--budget", "3")).GetProperty("budget").Dollars("remaining"));
        Assert.Equal(3, Assert.Single((await Cs.Json("budget", "list")).List("budgets")).Dollars("limit"));
    }

    [Theory]
    [InlineData("much")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1e300")]
    public async Task A_budget_that_is_no_number_from_0_starts_no_session_and_sets_none(string dollars)
    {
        await Cs.Fails("invalid_input", "start", "work", "--budget", dollars);
        await Cs.Fails("invalid_input", "budget", "set", dollars);

        Assert.Empty((await Cs.Json("budget", "list")).List("budgets"));
        await Cs.Fails("no_active_session", "status");
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        await Cs.Fails("invalid_input", "budget", "set", "5", "--per", "year");
        await Cs.Fails("invalid_input", "budget", "set", "5", "--per", "Day ");
        await Cs.Fails("invalid_input", "budget", "set", "5", "--warn-at", "0");
        await Cs.Fails("invalid_input", "budget", "set", "5", "--warn-at", "101");
        await Cs.Fails("invalid_input", "budget", "set", "5", "--warn-at", "half");
        await Cs.Fails("invalid_input", "budget", "set", "5", "--session", "one");
        await Cs.Fails("session_not_found", "budget", "set", "5", "--session", "99");
        await Cs.Fails("invalid_input", "budget", "remove", "one");
        await Cs.Fails("usage", "budget", "set");
        await Cs.Fails("usage", "budget", "set", "5", "--per");
        await Cs.Fails("usage", "budget");
    }

    [Fact]
    public async Task A_call_that_crosses_a_budget_is_recorded_and_the_answer_tells_it()
    {
        await Start(Cs);
        Assert.False((await Log(Cs, 100)).Has("budget"));
        await Cs.Json("budget", "set", "1", "--per", "total");

        var within = (await Log(Cs, 100, "0.50")).GetProperty("budget");
        var near = (await Log(Cs, 100, "0.40")).GetProperty("budget");
        var crossing = await Log(Cs, 100, "2.00");

        Assert.Equal(StateKeys, within.Keys().Take(6));
        Assert.Equal((0.51m, false, false), (within.Dollars("spent"), within.Is("exceeded"), within.Has("warning")));
        Assert.Equal("The budget is nearly used up: $0.91 of $1.00 in all spent.", near.Text("warning"));
        crossing.IsAnswerOf("logged", "pricing", "session", "budget");
        Assert.Equal(2.91m, crossing.GetProperty("session").Dollars("aiCost"));
        Assert.Equal((2.91m, 0m, true), (crossing.GetProperty("budget").Dollars("spent"),
            crossing.GetProperty("budget").Dollars("remaining"), crossing.GetProperty("budget").Is("exceeded")));
        Assert.Equal(4, (await Cs.Json("status")).List("aiUsage").Length);
    }

    [Fact]
    public async Task A_call_counts_towards_the_budget_of_its_agent()
    {
        await Start(Cs);
        await Cs.Json("budget", "set", "1", "--per", "total", "--agent", "codex");

        Assert.False((await Log(Cs, 100, "0.50", "--agent", "claude")).Has("budget"));
        Assert.Equal(0.5m, (await Log(Cs, 100, "0.50", "--agent", "codex")).GetProperty("budget").Dollars("spent"));
        Assert.False((await Cs.Json("status")).Has("budget"));
        Assert.True((await Cs.With("CODESESSION_AGENT_NAME", "codex").Json("status")).Has("budget"));
    }

    [Fact]
    public async Task Status_and_end_tell_the_tightest_budget()
    {
        await Start(Cs);
        await Cs.Json("budget", "set", "9", "--per", "total");
        await Cs.Json("budget", "set", "1", "--per", "session");
        await Log(Cs, 100, "6");

        var status = await Cs.Json("status");
        var text = (await Cs.Run("status")).Text;
        var end = await Cs.Json("end");

        Assert.Equal("budget", status.Keys()[^1]);
        Assert.Equal(("$1.00 a session", "$1.00 a session"), (Name(status), Name(end)));
        Assert.False(status.Has("warning"));
        Assert.Contains("$6.00 of $1.00 a session spent, exceeded by", text);
        Assert.Contains("$6.00 of $9.00 in all spent, $3.00 left", text);
    }

    [Fact]
    public async Task Without_a_budget_a_dear_session_carries_a_warning()
    {
        var id = await Start(Cs);
        await Log(Cs, 100, "5");
        Assert.False((await Cs.Json("status")).Has("warning"));
        await Log(Cs, 100, "1");

        var status = await Cs.Json("status");

        Assert.Equal("warning", status.Keys()[^1]);
        Assert.Equal($"Session {id} has cost $6.00, and no budget is set.", status.Text("warning"));
        Assert.Contains("has cost $6.00", (await Cs.Run("status")).Text);
        Assert.Contains("has cost $6.00", (await Cs.Json("end")).Text("warning"));
    }

    [Fact]
    public async Task The_settings_change_and_silence_the_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The settings lie in the home folder, which is not the environment's to say there.");
        await Start(Cs);
        await Log(Cs, 100, "6");

        Settle("""{"warnAbove": 6}""");
        Assert.False((await Cs.Json("status")).Has("warning"));
        Settle("""{"warnAbove": 5.99}""");
        Assert.True((await Cs.Json("status")).Has("warning"));
        Settle("""{"warnAbove": false}""");
        Assert.False((await Cs.Json("status")).Has("warning"));
    }

    [Fact]
    public async Task Settings_that_cannot_be_understood_lose_no_call_and_hide_no_figures()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The settings lie in the home folder, which is not the environment's to say there.");
        await Start(Cs);
        Settle("{");

        Assert.Equal(1, (await Log(Cs, 100, "1")).GetProperty("session").Dollars("aiCost"));
        Assert.Contains("config.json cannot be understood", (await Cs.Json("status")).Text("warning"));
        Assert.Equal("completed", (await Cs.Json("end")).Text("status"));
    }

    [Fact]
    public async Task The_texts_for_people_say_the_same()
    {
        await Start(Cs);

        Assert.Equal((0, "No budget is set. Set one with: cs budget set <dollars>\n"), Told(await Cs.Run("budget", "list")));
        Assert.Equal((0, "Budget 1: $1.00 in all\n  budget: $0.00 of $1.00 in all spent, $1.00 left\n"),
            Told(await Cs.Run("budget", "set", "1", "--per", "total")));
        Assert.EndsWith("  budget: $0.90 of $1.00 in all spent, $0.10 left\n",
            (await Cs.Run("log-ai", "-p", "p", "-m", "m", "-t", "1", "-c", "0.9")).Text.ReplaceLineEndings("\n"));
        Assert.Matches(@"1.*\$1\.00 in all.*\$0\.90.*\$0\.10.*80 %", (await Cs.Run("budget", "list")).Text);
        Assert.Equal((0, "Removed budget 1: $1.00 in all\n"), Told(await Cs.Run("budget", "remove", "1")));
    }

    [Fact]
    public async Task No_name_steers_the_terminal()
    {
        await Start(Cs);
        await Cs.Json("budget", "set", "1", "--per", "total", "--agent", "ab");
        using (var ledger = new Sql(Cs.LedgerPath))
        {
            ledger.Execute("UPDATE budgets SET agent_name = 'a' || char(27) || '[2Jb'");
        }

        foreach (var words in (string[][])[["budget", "list"], ["budget", "check", "--agent", "a\u001b[2Jb"], ["budget", "remove", "1"]])
        {
            var result = await Cs.Run(words);
            Assert.Equal(0, result.ExitCode);
            Assert.DoesNotContain('\u001b', result.Text);
        }
    }

    [Fact]
    public async Task Removing_a_session_removes_its_budget()
    {
        var id = (await Cs.Json("start", "work", "--budget", "2")).Whole("id");

        await Cs.Json("remove", "session", $"{id}", "--yes");

        Assert.Empty((await Cs.Json("budget", "list")).List("budgets"));
    }

    private void Settle(string settings) => File.WriteAllText(Path.Combine(Cs.Home, ".codesession", "config.json"), settings);

    private static string? Name(System.Text.Json.JsonElement answer) => answer.GetProperty("budget").Text("name");

    private static (int, string) Told(CsResult result) => (result.ExitCode, result.Text.ReplaceLineEndings("\n"));
}
