namespace Codesession.Core.Tests.Budgets;

/// <summary>Budgets are set, replaced, listed and removed.</summary>
public sealed class SetTests : BudgetTest
{
    [Fact]
    public void One_that_was_set_is_listed()
    {
        var set = Set(5, BudgetPeriod.Day, project: Test.Work, agent: "codex", warnAt: 0.5m);

        Assert.Equal(set, Assert.Single(Budgets.List()));
        Assert.Equal((1, 5m, BudgetPeriod.Day, null, Test.Work, "codex", 0.5m, Test.Clock.GetUtcNow()),
            (set.Id, set.Limit, set.Period, set.SessionId, set.Project, set.AgentName, set.WarnAt, set.CreatedAt));
    }

    [Fact]
    public void One_of_the_same_kind_replaces_it_and_keeps_its_id()
    {
        var first = Set(5, BudgetPeriod.Day, agent: "codex");
        Test.Clock.Advance(TimeSpan.FromHours(1));

        var second = Set(7, BudgetPeriod.Day, agent: "codex", warnAt: 0.9m);

        Assert.Equal(first with { Limit = 7, WarnAt = 0.9m }, second);
        Assert.Equal(second, Assert.Single(Budgets.List()));
    }

    [Fact]
    public void Another_period_session_project_or_agent_makes_another_budget()
    {
        Set(1, BudgetPeriod.Session);
        Set(1, BudgetPeriod.Session, session: Session.Id);
        Set(1, BudgetPeriod.Day);
        Set(1, BudgetPeriod.Day, project: Test.Work);
        Set(1, BudgetPeriod.Day, agent: "a");
        Set(1, BudgetPeriod.Day, agent: "A");

        Assert.Equal([1, 2, 3, 4, 5, 6], Budgets.List().Select(budget => budget.Id));
    }

    [Fact]
    public void A_project_is_the_scope_of_the_folder_that_is_named()
    {
        var repository = Test.NewFolder("repository");
        Directory.CreateDirectory(Path.Combine(repository, ".git", "objects"));
        Directory.CreateDirectory(Path.Combine(repository, ".git", "refs"));
        File.WriteAllText(Path.Combine(repository, ".git", "HEAD"), "ref: refs/heads/main\n");
        var inside = Directory.CreateDirectory(Path.Combine(repository, "src")).FullName;

        Assert.Equal(GitFolder.FindRoot(repository), Set(1, project: inside).Project);
    }

    [Fact]
    public void One_that_was_removed_counts_no_more()
    {
        Spend(2);
        var budget = Set(1);

        Assert.Equal(budget, Budgets.Remove(budget.Id));

        Assert.Empty(Budgets.List());
        Assert.Empty(Budgets.StatesFor(Session.Id));
        Assert.True(Reserve().IsGranted);
    }

    [Fact]
    public void Removing_one_that_is_not_there_says_so()
    {
        var error = Refused(ErrorCode.BudgetNotFound, () => Budgets.Remove(7));

        Assert.Equal(("budget_not_found", 7L), (error.Code.Name(), error.Subject));
        Assert.Contains("cs budget list", error.Message);
    }

    [Theory]
    [InlineData(-0.01, 0.8)]
    [InlineData(100_000_001, 0.8)]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    [InlineData(1, 1.01)]
    public void Limits_and_shares_that_mean_nothing_are_refused(double limit, double warnAt)
    {
        Refused(ErrorCode.InvalidInput, () => Set((decimal)limit, warnAt: (decimal)warnAt));
        Assert.Empty(Budgets.List());
    }

    [Fact]
    public void Empty_names_are_refused()
    {
        Refused(ErrorCode.InvalidInput, () => Set(1, agent: " "));
        Refused(ErrorCode.InvalidInput, () => Set(1, agent: new string('a', 201)));
        Refused(ErrorCode.InvalidInput, () => Set(1, project: ""));
    }

    [Fact]
    public void A_session_that_is_not_there_is_refused() => Refused(ErrorCode.SessionNotFound, () => Set(1, BudgetPeriod.Session, session: 99));

    [Fact]
    public async Task A_session_may_be_started_with_one()
    {
        var started = await Test.Ledger.Sessions.StartAsync(new() { Name = "work", Folder = Test.NewFolder("other"), Budget = 2.5m }, TestContext.Current.CancellationToken);

        var budget = started.Budget!.Budget;
        var state = started.Budget!;
        Assert.Equal((2.5m, BudgetPeriod.Session, started.Session.Id, 0m), (state.Budget.Limit, state.Budget.Period, state.Budget.SessionId!.Value, state.Spent));
        Assert.Equal(state, Assert.Single(Budgets.StatesFor(started.Session.Id)));
        Assert.Empty(Budgets.StatesFor(Session.Id));
    }

    [Fact]
    public async Task A_session_that_is_resumed_gets_the_one_that_is_asked_for()
    {
        Set(1, BudgetPeriod.Session, session: Session.Id);

        var resumed = await Test.Ledger.Sessions.StartAsync(new() { Name = "work", Folder = Test.Work, Resume = true, Budget = 3 }, TestContext.Current.CancellationToken);

        Assert.Equal((true, 3m), (resumed.Resumed, resumed.Budget!.Budget.Limit));
        Assert.Equal(3, Assert.Single(Budgets.List()).Limit);
    }

    [Fact]
    public async Task A_wrong_one_starts_and_ends_no_session()
    {
        var error = await Assert.ThrowsAsync<CodesessionException>(() =>
            Test.Ledger.Sessions.StartAsync(new() { Name = "new", Folder = Test.Work, CloseStale = true, Budget = -1 }, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.InvalidInput, error.Code);
        Assert.Equal(SessionPhase.Active, Assert.Single(Test.Ledger.Sessions.List()).Status);
    }

    [Fact]
    public void Removing_a_session_removes_its_budget_and_what_it_has_in_flight()
    {
        Set(5, BudgetPeriod.Session, session: Session.Id);
        Set(5, BudgetPeriod.Day);
        Spend(1, agent: "codex");
        Assert.NotNull(Reserve().Id);

        Test.Ledger.Sessions.Remove(Session.Id);

        Assert.Equal(BudgetPeriod.Day, Assert.Single(Budgets.List()).Period);
        Assert.Equal((0, 0), (Reserved, Test.Sql.Number("SELECT count(*) FROM session_agents")));
    }
}
