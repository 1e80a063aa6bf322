namespace Codesession.Core.Tests.Reports;

/// <summary>Calls by model, provider, agent, project and file.</summary>
public sealed class ByNameTests : ReportTest
{
    [Fact]
    public void Tokens_are_told_apart_by_class()
    {
        var session = Test.Start().Id;
        Add(session, change: call => call with
        {
            PromptTokens = 1_000,
            CompletionTokens = 100,
            CacheReadTokens = 500,
            CacheWriteTokens = 30,
            CacheWrite1hTokens = 20,
            ReasoningTokens = 40,
        });
        Add(session, cost: null, change: call => call with { PromptTokens = 10, CompletionTokens = 5, Tokens = 20 });

        var expected = new UsageStatistic
        {
            Key = "m",
            Sessions = 1,
            Calls = 2,
            UnpricedCalls = 1,
            InputTokens = 460,
            CacheWriteTokens = 50,
            CacheReadTokens = 500,
            OutputTokens = 105,
            ReasoningTokens = 40,
            Tokens = 1_120,
            Cost = 0.1m,
        };
        Assert.Equal(expected, Assert.Single(By(UsageGrouping.Model)));
    }

    [Fact]
    public void A_call_of_which_only_the_total_is_known_is_in_no_class()
    {
        Add(Test.Start().Id, change: call => call with { Tokens = 700 });

        var group = Assert.Single(By(UsageGrouping.Provider));

        Assert.Equal((700, 0, 0, 0, 0, 0),
            (group.Tokens, group.InputTokens, group.CacheWriteTokens, group.CacheReadTokens, group.OutputTokens, group.ReasoningTokens));
    }

    [Fact]
    public void What_nobody_could_price_is_counted_and_costs_nothing()
    {
        var session = Test.Start().Id;
        Add(session, cost: null, change: call => call with { Model = "unheard-of" });
        Add(session, cost: 0, change: call => call with { Model = "free" });

        Assert.Equal([("free", 0, 0m), ("unheard-of", 1, 0m)], By(UsageGrouping.Model).Select(group => (group.Key, group.UnpricedCalls, group.Cost)));
    }

    [Fact]
    public void The_dearest_comes_first_and_equals_come_by_name()
    {
        var session = Test.Start().Id;
        foreach (var (model, cost) in new[] { ("b", 1m), ("a", 1m), ("B", 1m), ("once", 2.5m), ("often", 2m), ("often", 2m), ("é", 1m) })
            Add(session, cost: cost, change: call => call with { Model = model });

        Assert.Equal(["often: 2", "once: 1", "B: 1", "a: 1", "b: 1", "é: 1"], Calls(UsageGrouping.Model));
    }

    [Fact]
    public void Sums_of_money_are_exact()
    {
        var session = Test.Start().Id;
        for (var i = 0; i < 10; i++) Add(session, cost: 0.0000000001m);
        Add(session, cost: 999_999.9m);

        Assert.Equal(999_999.900000001m, Assert.Single(By(UsageGrouping.Model)).Cost);
    }

    [Fact]
    public void Calls_that_name_no_agent_are_a_group_without_a_key()
    {
        var session = Test.Start().Id;
        Add(session, cost: 1, change: call => call with { AgentName = "Codex" });
        Add(session);
        Add(session);
        // The original has both.
        Test.Sql.Execute("UPDATE ai_usage SET agent_name = '' WHERE id = 2");

        Assert.Equal(["Codex: 1", "-: 2"], Calls(UsageGrouping.Agent));
    }

    [Fact]
    public void A_session_counts_once_in_each_group_of_its_calls()
    {
        var (one, two) = (Test.Start().Id, Test.Start(Test.NewFolder("two")).Id);
        foreach (var session in (long[])[one, one, two]) Add(session);
        Add(two, change: call => call with { Provider = "q" });

        Assert.Equal([("p", 2, 3), ("q", 1, 1)], By(UsageGrouping.Provider).Select(group => (group.Key, group.Sessions, group.Calls)));
    }

    [Fact]
    public async Task A_project_has_the_work_of_its_sessions()
    {
        await CompletedAsync("a", 10, id => { Add(id, cost: 1); Add(id, cost: 1); Change(id, "x.txt", "y.txt"); });
        await CompletedAsync("a", 21, id => { Add(id, cost: 1); Change(id, "x.txt"); });
        await CompletedAsync("without calls", 99);
        var active = Test.Start(Test.NewFolder("a")).Id;
        Add(active, cost: 1);
        Add(Test.Start(Test.NewFolder("b")).Id, cost: 9);
        Test.Sql.Execute("UPDATE sessions SET commits = 3 WHERE id = 1");

        var projects = By(UsageGrouping.Project);

        Assert.Equal([Path.Combine(Test.Folder, "b"), Path.Combine(Test.Folder, "a")], projects.Select(project => project.Key));
        var project = projects[1];
        Assert.Equal((3, 4, 4m), (project.Sessions, project.Calls, project.Cost));
        Assert.Equal((TimeSpan.FromSeconds(31), TimeSpan.FromSeconds(16)), (project.Duration, project.AverageDuration));
        Assert.Equal((3, 3), (project.FilesChanged, project.Commits));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, 0, 0),
            (projects[0].Duration, projects[0].AverageDuration, projects[0].FilesChanged, projects[0].Commits));
    }

    [Fact]
    public async Task A_session_counts_in_full_for_each_file_it_changed()
    {
        var one = await CompletedAsync("a", 10, id => { Add(id, cost: 1); Add(id, cost: 1); Change(id, "src/x.txt", "y.txt"); });
        await CompletedAsync("a", 20, id => { Add(id, cost: 4); Change(id, "src/x.txt"); });
        await CompletedAsync("b", 30, id => { Add(id, cost: 3); Change(id, "y.txt"); });
        await CompletedAsync("c", 30, id => Add(id, cost: 3));
        // The original's watcher has a row for each event.
        Test.Sql.Execute("""
            INSERT INTO file_changes (session_id, file_path, change_type, timestamp) VALUES ($1, 'y.txt', 'deleted', '2026-10-01T08:00:00.000Z')
            """, one);

        var files = By(UsageGrouping.File);

        var (a, b) = (Path.Combine(Test.Folder, "a"), Path.Combine(Test.Folder, "b"));
        Assert.Equal(
            [($"{a}/src/x.txt", 2, 3, 6m, 30), ($"{b}/y.txt", 1, 1, 3m, 30), ($"{a}/y.txt", 1, 2, 2m, 10)],
            files.Select(file => (file.Key, file.Sessions, file.Calls, file.Cost, (int)file.Duration!.Value.TotalSeconds)));
        Assert.Equal(TimeSpan.FromSeconds(15), files[0].AverageDuration);
        Assert.All(files, file => Assert.Equal((null, null), (file.FilesChanged, file.Commits)));
    }

    [Fact]
    public void A_file_of_a_session_in_the_root_folder_has_one_slash()
    {
        var session = Test.Start().Id;
        Add(session);
        Change(session, "etc/hosts");
        Test.Sql.Execute("UPDATE sessions SET working_directory = '/'");

        Assert.Equal("/etc/hosts", Assert.Single(By(UsageGrouping.File)).Key);
    }

    [Fact]
    public void The_bounds_are_for_the_time_of_a_call()
    {
        var session = Test.Start().Id;
        foreach (var (i, time) in new[] { "11:59:59.999", "12:00:00.000", "12:30:00.000", "13:00:00.000" }.Index())
            Add(session, $"2026-11-20T{time}Z", cost: i);
        var noon = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(6, Cost(All));
        Assert.Equal(6, Cost(new() { After = noon }));
        Assert.Equal(3, Cost(new() { After = noon, Before = noon.AddHours(1) }));
        Assert.Equal(3, Cost(new() { After = noon.ToOffset(TimeSpan.FromHours(-5)), Before = noon.AddHours(1) }));
        Assert.Equal(5, Cost(new() { After = noon.AddTicks(1) }));
        Assert.Equal(1, Cost(new() { Before = noon.AddTicks(1) }));
        Assert.Empty(By(UsageGrouping.Model, new() { After = noon.AddDays(1) }));

        decimal Cost(UsageQuery query)
        {
            var costs = Enum.GetValues<UsageGrouping>().Except([UsageGrouping.File]).Select(grouping => By(grouping, query).Sum(group => group.Cost));
            return Assert.Single(costs.Distinct());
        }
    }

    [Fact]
    public void The_sessions_that_are_named_count_and_no_others()
    {
        long[] sessions = [.. Enumerable.Range(1, 4).Select(i => Test.Start(Test.NewFolder($"{i}")).Id)];
        foreach (var session in sessions) Add(session);

        Assert.Equal(["m: 2"], Calls(UsageGrouping.Model, new() { SessionIds = [sessions[0], sessions[2], sessions[2], 99, -1] }));
        Assert.Equal(2, By(UsageGrouping.Project, new() { SessionIds = [sessions[0], sessions[2]] }).Count);
        Assert.Empty(By(UsageGrouping.Model, new() { SessionIds = [] }));
        Assert.Equal(["m: 3"], Calls(UsageGrouping.Model, new() { SessionIds = [.. Enumerable.Range(2, 10_000).Select(id => (long)id)] }));
    }

    [Fact]
    public void An_unknown_grouping_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Test.Ledger.Reports.By((UsageGrouping)99, All));
}
