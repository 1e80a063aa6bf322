using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Reports;

/// <summary>Calls of one agent or project, sums by session, and short spans.</summary>
public sealed class FilterTests : ReportTest
{
    [Fact]
    public void An_agent_is_meant_by_exactly_its_name()
    {
        var session = Test.Start().Id;
        foreach (var agent in (string?[])["codex", "codex", "Codex", null])
        {
            Add(session, change: call => call with { AgentName = agent });
        }

        Assert.All(Enum.GetValues<UsageGrouping>().Except([UsageGrouping.File]),
            grouping => Assert.Equal(2, Assert.Single(By(grouping, new() { AgentName = "codex" })).Calls));
        Assert.Empty(By(UsageGrouping.Day, new() { AgentName = "cod" }));
    }

    [Fact]
    public void A_project_is_meant_by_folder_or_git_root()
    {
        var (one, two) = (Test.Start(Test.NewFolder("one")), Test.Start(Test.NewFolder("two")));
        Add(one.Id);
        Add(two.Id);
        Add(two.Id);
        Test.Sql.Execute("UPDATE sessions SET git_root = '/code/repo' WHERE id = $1", two.Id);

        Assert.All(Enum.GetValues<UsageGrouping>().Except([UsageGrouping.File]), grouping =>
        {
            Assert.Equal(1, Assert.Single(By(grouping, new() { Project = one.WorkingDirectory })).Calls);
            Assert.Equal(2, Assert.Single(By(grouping, new() { Project = two.WorkingDirectory })).Calls);
            Assert.Equal(2, Assert.Single(By(grouping, new() { Project = "/code/repo" })).Calls);
            Assert.Empty(By(grouping, new() { Project = "/code" }));
        });
        Assert.Equal(2, Total(new() { Project = "/code/repo", SessionIds = [one.Id, two.Id] }).Calls);
    }

    [Fact]
    public async Task The_total_of_an_agent_is_over_its_calls_and_the_sessions_it_worked_in()
    {
        await CompletedAsync("one", 10, id =>
        {
            Add(id, cost: 1, change: call => call with { AgentName = "codex", Tokens = 7 });
            Add(id, cost: 5, change: call => call with { AgentName = "claude-code" });
        });
        await CompletedAsync("two", 20, id => Add(id, cost: 9));

        var total = Total(new() { AgentName = "codex" });

        Assert.Equal((1L, 1L, 1m, 7L, TimeSpan.FromSeconds(10)), (total.Sessions, total.Calls, total.Cost, total.Tokens, total.Duration));
    }

    [Fact]
    public async Task Sessions_have_their_id_their_name_and_their_start()
    {
        var cheap = (await Test.StartAsync(Test.NewFolder("a"), "cheap")).Session;
        Test.Clock.Advance(TimeSpan.FromHours(1));
        var dear = (await Test.StartAsync(Test.NewFolder("b"), "dear")).Session;
        Add(cheap.Id, cost: 1);
        Add(dear.Id, cost: 1);
        Add(dear.Id, cost: null);
        Add(dear.Id, cost: 1);
        Test.Start(Test.NewFolder("without calls"));

        var sessions = By(UsageGrouping.Session, new() { Zone = Zones.Kolkata });

        Assert.Equal([($"{dear.Id}", "dear", 3L, 1L, 2m), ($"{cheap.Id}", "cheap", 1L, 0L, 1m)],
            sessions.Select(group => (group.Key, group.Name, group.Calls, group.UnpricedCalls, group.Cost)));
        Assert.Equal((TestLedger.Noon, TimeSpan.FromMinutes(330)), (sessions[1].Start!.Value, sessions[1].Start!.Value.Offset));
        Assert.All(sessions, group => Assert.Equal(1, group.Sessions));
    }

    [Fact]
    public void A_span_has_the_calls_from_its_start_until_its_end()
    {
        var session = Test.Start().Id;
        foreach (var (i, time) in new[] { "11:59:59.999", "12:00:00.000", "12:59:59.999", "13:00:00.000" }.Index())
        {
            Add(session, $"2026-11-20T{time}Z", cost: i == 2 ? null : i + 1);
        }

        Assert.Equal(new Spending(2m, 1), Test.Ledger.Reports.Spent(TestLedger.Noon, TestLedger.Noon.AddHours(1)));
        Assert.Equal(new Spending(0, 0), Test.Ledger.Reports.Spent(TestLedger.Noon.AddDays(1), TestLedger.Noon.AddDays(2)));
    }

    [Fact]
    public void A_conversation_has_the_calls_of_all_its_sessions()
    {
        var (one, two) = (Test.Start(Test.NewFolder("one")).Id, Test.Start(Test.NewFolder("two")).Id);
        Add(one, cost: 2, change: call => call with { ConversationId = "c" });
        Add(one, cost: null, change: call => call with { ConversationId = "c" });
        Add(two, cost: 1, change: call => call with { ConversationId = "c", AgentName = "claude-code" });
        Add(one, cost: 8, change: call => call with { ConversationId = "other" });

        Assert.Equal(new ConversationSpending(new Spending(3m, 1), two, "claude-code"), Test.Ledger.Reports.Conversation("c"));
        Assert.Null(Test.Ledger.Reports.Conversation("unheard-of"));
    }

    [Fact]
    public void A_project_may_be_named_by_path_or_by_the_name_of_its_folder()
    {
        var web = Test.Start(Test.NewFolder("code/web-shop")).WorkingDirectory;
        foreach (var parent in (string[])["one", "two"])
        {
            Test.Start(Test.NewFolder($"{parent}/twice"));
        }
        var reports = Test.Ledger.Reports;
        var other = Test.NewFolder("other");

        Assert.Equal(web, reports.ProjectOf(web, other));
        Assert.Equal(web, reports.ProjectOf(".", web));
        Assert.Equal(web, reports.ProjectOf("../code/web-shop/", other));
        Assert.Equal(web, reports.ProjectOf("web-shop", other));
        Assert.Equal(Path.Combine(other, "twice"), reports.ProjectOf("twice", other));
        Assert.Equal(Path.Combine(other, "shop"), reports.ProjectOf("shop", other));
    }

    [Fact]
    public void A_subfolder_of_a_repository_means_the_repository()
    {
        var root = Test.NewFolder("repo");
        foreach (var part in (string[])["objects", "refs"])
        {
            Directory.CreateDirectory(Path.Combine(root, ".git", part));
        }
        File.WriteAllText(Path.Combine(root, ".git", "HEAD"), "ref: refs/heads/main\n");
        var inside = Test.NewFolder("repo/src");

        Assert.Equal(root, Test.Ledger.Reports.ProjectOf(".", inside));
    }
}
