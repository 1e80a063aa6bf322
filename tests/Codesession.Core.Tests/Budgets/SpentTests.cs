using Codesession.Core.Tests.Reports;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Budgets;

/// <summary>What counts towards a budget.</summary>
public sealed class SpentTests : BudgetTest
{
    [Fact]
    public void Each_session_counts_by_itself_towards_one_a_session()
    {
        var other = Test.Start(Test.NewFolder("other"));
        Set(5, BudgetPeriod.Session);
        Spend(1);
        Spend(2, other.Id);

        Assert.Equal((1m, 2m), (Spent(), Spent(other.Id)));
    }

    [Fact]
    public void One_of_a_session_is_for_that_session_alone()
    {
        var other = Test.Start(Test.NewFolder("other"));
        Set(5, BudgetPeriod.Session, session: Session.Id);
        Spend(1);
        Spend(2, other.Id);

        Assert.Equal(1, Spent());
        Assert.Empty(Budgets.StatesFor(other.Id));
    }

    [Theory]
    [InlineData(BudgetPeriod.Day, "2026-11-20T00:00:00.000Z", "2026-11-20T23:59:59.999Z")]
    [InlineData(BudgetPeriod.Week, "2026-11-16T00:00:00.000Z", "2026-11-22T23:59:59.999Z")]
    [InlineData(BudgetPeriod.Month, "2026-11-01T00:00:00.000Z", "2026-11-30T23:59:59.999Z")]
    public void A_period_goes_from_its_first_moment_to_its_last(BudgetPeriod period, string first, string last)
    {
        Set(5, period);
        foreach (var (time, cost) in new[] { (first, 1m), (last, 2m) })
        {
            Spend(cost, at: DateTimeOffset.Parse(time, null));
        }
        Spend(4, at: DateTimeOffset.Parse(first, null).AddMilliseconds(-1));
        Spend(8, at: DateTimeOffset.Parse(last, null).AddMilliseconds(1));

        Assert.Equal(3, Spent());
    }

    [Theory]
    [InlineData(BudgetPeriod.Day, "2026-03-29T06:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData(BudgetPeriod.Day, "2026-10-25T06:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData(BudgetPeriod.Week, "2026-03-29T06:00:00Z", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData(BudgetPeriod.Month, "2026-10-25T06:00:00Z", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z")]
    public void Periods_are_those_of_the_local_clock(BudgetPeriod period, string now, string from, string until)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.Parse(now, null));
        clock.SetLocalTimeZone(Zones.Berlin);
        var there = Test.Open(options => options with { Time = clock });
        Set(5, period);
        Spend(1, at: DateTimeOffset.Parse(from, null));
        Spend(2, at: DateTimeOffset.Parse(until, null).AddMilliseconds(-1));
        Spend(4, at: DateTimeOffset.Parse(from, null).AddMilliseconds(-1));
        Spend(8, at: DateTimeOffset.Parse(until, null));

        Assert.Equal(3, Assert.Single(there.Budgets.StatesFor(Session.Id)).Spent);
    }

    [Fact]
    public void A_new_day_begins_with_nothing_spent()
    {
        Set(5, BudgetPeriod.Day);
        Spend(6);
        Assert.True(Assert.Single(Budgets.StatesFor(Session.Id)).Exceeded);

        Test.Clock.Advance(TimeSpan.FromHours(12));

        Assert.Equal(0, Spent());
        Assert.True(Reserve().IsGranted);
    }

    [Theory]
    [InlineData(BudgetPeriod.Day)]
    [InlineData(BudgetPeriod.Month)]
    [InlineData(BudgetPeriod.Total)]
    public void Of_a_project_the_sessions_of_its_scope_count(BudgetPeriod period)
    {
        var other = Test.Start(Test.NewFolder("other"));
        var original = new OriginalTool(Test.DatabasePath).Start("in a folder of the project", Path.Combine(Test.Work, "src"));
        Test.Sql.Execute("UPDATE sessions SET git_root = $1 WHERE id = $2", Test.Work, original);
        Set(5, period, project: Test.Work);
        Spend(1);
        Spend(2, other.Id);
        Spend(4, original);

        Assert.Equal((5m, 5m), (Spent(), Spent(original)));
        Assert.Empty(Budgets.StatesFor(other.Id));
    }

    [Theory]
    [InlineData(BudgetPeriod.Session, 3)]
    [InlineData(BudgetPeriod.Week, 11)]
    [InlineData(BudgetPeriod.Total, 11)]
    public void Of_an_agent_its_calls_count_in_whatever_session(BudgetPeriod period, int spent)
    {
        var other = Test.Start(Test.NewFolder("other"));
        Set(50, period, agent: "codex");
        Spend(1, agent: "codex");
        Spend(2, agent: "codex");
        Spend(4, agent: "claude");
        Spend(16);
        Spend(8, other.Id, "codex");

        Assert.Equal(spent, Spent(agent: "codex"));
        Assert.Empty(Budgets.StatesFor(Session.Id, "claude"));
        Assert.Empty(Budgets.StatesFor(Session.Id));
    }

    [Theory]
    [InlineData(BudgetPeriod.Session)]
    [InlineData(BudgetPeriod.Day)]
    [InlineData(BudgetPeriod.Total)]
    public void Of_an_agent_in_a_project_only_its_calls_there_count(BudgetPeriod period)
    {
        var other = Test.Start(Test.NewFolder("other"));
        Set(50, period, project: Test.Work, agent: "codex");
        Spend(1, agent: "codex");
        Spend(2, agent: "claude");
        Spend(4, other.Id, "codex");

        Assert.Equal(1, Spent(agent: "codex"));
        Assert.Empty(Budgets.StatesFor(other.Id, "codex"));
    }

    [Theory]
    [InlineData(BudgetPeriod.Day)]
    [InlineData(BudgetPeriod.Total)]
    public void Of_one_session_only_its_calls_count_in_any_period(BudgetPeriod period)
    {
        Set(50, period, session: Session.Id);
        Spend(1);
        Spend(2, Test.Start(Test.NewFolder("other")).Id);

        Assert.Equal(1, Spent());
    }

    [Fact]
    public async Task In_all_counts_active_and_ended_sessions_alike()
    {
        var other = Test.Start(Test.NewFolder("other"));
        Set(50);
        Spend(1);
        Spend(2, other.Id);
        await Test.EndAsync(other.Id);

        Assert.Equal(3, Spent());
    }

    [Theory]
    [InlineData(BudgetPeriod.Session, null)]
    [InlineData(BudgetPeriod.Day, null)]
    [InlineData(BudgetPeriod.Total, null)]
    [InlineData(BudgetPeriod.Session, "codex")]
    [InlineData(BudgetPeriod.Total, "codex")]
    public void A_call_that_is_removed_counts_no_more_and_one_without_a_price_is_told(BudgetPeriod period, string? agent)
    {
        Set(50, period, agent: agent);
        Spend(1, agent: agent);
        var removed = Spend(2, agent: agent);
        Spend(null, agent: agent);
        var unpriced = Spend(null, agent: agent);

        Test.Ledger.Usage.Remove(removed.Id);
        Test.Ledger.Usage.Remove(unpriced.Id);

        var state = Assert.Single(Budgets.StatesFor(Session.Id, agent));
        Assert.Equal((1m, 1), (state.Spent, state.UnpricedCalls));
    }

    [Theory]
    [InlineData(BudgetPeriod.Session)]
    [InlineData(BudgetPeriod.Day)]
    [InlineData(BudgetPeriod.Total)]
    public void A_call_that_is_priced_later_counts_from_then_on(BudgetPeriod period)
    {
        Set(50, period, agent: "codex");
        var call = Call(Session.Id, null, "codex") with { RequestId = "r" };
        Test.Ledger.Usage.Add(call);
        Assert.Equal(0, Spent(agent: "codex"));

        Test.Ledger.Usage.Add(call with { Cost = 2 });

        var state = Assert.Single(Budgets.StatesFor(Session.Id, "codex"));
        Assert.Equal((2m, 0), (state.Spent, state.UnpricedCalls));
    }

    [Theory]
    [InlineData(BudgetPeriod.Session)]
    [InlineData(BudgetPeriod.Day)]
    [InlineData(BudgetPeriod.Total)]
    public void Calls_that_the_original_writes_count(BudgetPeriod period)
    {
        Set(5, period);
        Set(5, period, agent: "codex");

        Test.Sql.Execute("""
            INSERT INTO ai_usage (session_id, provider, model, tokens, cost, timestamp, agent_name)
            VALUES ($1, 'openai', 'gpt-4o', 10, 0.3, '2026-11-20T08:00:00.000Z', 'codex')
            """, Session.Id);

        Assert.Equal([0.3m, 0.3m], Budgets.StatesFor(Session.Id, "codex").Select(state => state.Spent));
    }

    [Fact]
    public void The_tightest_budget_comes_first()
    {
        Set(100, BudgetPeriod.Month);
        Set(5, BudgetPeriod.Day);
        Set(4, BudgetPeriod.Session);
        Set(7, BudgetPeriod.Week);
        Spend(3.5m);
        Spend(3.5m, Test.Start(Test.NewFolder("other")).Id, at: TestLedger.Noon.AddDays(-1));

        Assert.Equal([(BudgetPeriod.Week, 0m), (BudgetPeriod.Session, 0.5m), (BudgetPeriod.Day, 1.5m), (BudgetPeriod.Month, 93m)],
            Budgets.StatesFor(Session.Id).Select(state => (state.Budget.Period, state.Remaining)));
    }

    [Theory]
    [InlineData(3.99, false, false, 1.01)]
    [InlineData(4, true, false, 1)]
    [InlineData(4.9999999999, true, false, 0.0000000001)]
    [InlineData(5, true, true, 0)]
    [InlineData(6, true, true, 0)]
    public void There_is_a_warning_at_four_fifths_and_the_end_at_the_whole(double spent, bool warned, bool exceeded, double remaining)
    {
        Set(5);
        Spend((decimal)spent);

        var state = Assert.Single(Budgets.StatesFor(Session.Id));

        Assert.Equal((warned, exceeded, (decimal)remaining), (state.Warned, state.Exceeded, state.Remaining));
    }

    [Fact]
    public void A_session_yet_to_be_started_has_the_budgets_of_its_folder_and_those_of_sessions_whole()
    {
        Set(5, BudgetPeriod.Session);
        Set(9, BudgetPeriod.Day, project: Test.Work);
        Set(7, BudgetPeriod.Session, session: Session.Id);
        Spend(1);

        Assert.Equal([(BudgetPeriod.Session, 0m), (BudgetPeriod.Day, 1m)],
            Budgets.StatesIn(Test.Work).Select(state => (state.Budget.Period, state.Spent)));
        Assert.Equal([BudgetPeriod.Session], Budgets.StatesIn(Test.NewFolder("other")).Select(state => state.Budget.Period));
    }

    [Fact]
    public async Task All_budgets_are_told_and_those_a_session_by_the_dearest_active_one()
    {
        var (other, ended) = (Test.Start(Test.NewFolder("other")), Test.Start(Test.NewFolder("ended")));
        Set(5, BudgetPeriod.Session);
        Set(5, BudgetPeriod.Session, agent: "codex");
        Set(5, BudgetPeriod.Session, project: Test.Work);
        Set(5, BudgetPeriod.Session, session: ended.Id);
        Set(5, BudgetPeriod.Day);
        Spend(1, agent: "codex");
        Spend(2, other.Id);
        Spend(4, ended.Id);
        await Test.EndAsync(ended.Id);

        Assert.Equal(
            [((long?)other.Id, 2m), (Session.Id, 1m), (Session.Id, 1m), (ended.Id, 4m), (null, 7m)],
            Budgets.States().Select(state => (state.SessionId, state.Spent)));
    }

    [Fact]
    public async Task Where_no_session_is_active_nothing_is_spent_of_one_a_session()
    {
        Set(5, BudgetPeriod.Session);
        Spend(1);
        await Test.EndAsync(Session.Id);

        var state = Assert.Single(Budgets.States());

        Assert.Equal((null, 0m), (state.SessionId, state.Spent));
    }
}
