namespace Codesession.Core.Tests.Budgets;

/// <summary>What a session's figures say of budgets, and of what it costs where there is none.</summary>
public sealed class OutlookTests : BudgetTest
{
    [Theory]
    [InlineData(5, false)]
    [InlineData(5.01, true)]
    public void Without_a_budget_a_session_of_more_than_five_dollars_carries_a_warning(double cost, bool warned)
    {
        Spend((decimal)cost);

        var status = Test.Ledger.Sessions.Status(Session.Id);

        Assert.Null(status.Budget);
        Assert.Equal(warned ? $"Session {Session.Id} has cost $5.01, and no budget is set." : null, status.Warning);
    }

    [Theory]
    [InlineData("""{"warnAbove": 7}""", null)]
    [InlineData("""{"warnAbove": 5.5}""", "has cost $6.00")]
    [InlineData("""{"warnAbove": null}""", null)]
    [InlineData("""{"warnAbove": false}""", null)]
    [InlineData("""{"somethingElse": 1}""", "has cost $6.00")]
    [InlineData("""{"warnAbove": """, "config.json cannot be understood")]
    public void The_settings_say_from_when_on(string settings, string? warning)
    {
        File.WriteAllText(Test.Options.ConfigPath, settings);
        Spend(6);

        var told = Budgets.OutlookFor(Test.Session(Session.Id)).Warning;

        if (warning is null) Assert.Null(told);
        else Assert.Contains(warning, told);
    }

    [Fact]
    public void With_a_budget_it_is_the_budget_that_is_told()
    {
        Set(100, BudgetPeriod.Month);
        var tightest = Set(7, BudgetPeriod.Day, agent: "codex");
        Spend(6, agent: "codex");

        var status = Test.Ledger.Sessions.Status(Session.Id, "codex");

        Assert.Equal((tightest, 6m, null), (status.Budget!.Budget, status.Budget.Spent, status.Warning));
        Assert.Equal(BudgetPeriod.Month, Test.Ledger.Sessions.Status(Session.Id).Budget!.Budget.Period);
    }

    [Theory]
    [InlineData(0.42, "budget: $0.42 of $1.00 a day spent, $0.58 left", null)]
    [InlineData(0.8, "budget: $0.80 of $1.00 a day spent, $0.20 left", "The budget is nearly used up: $0.80 of $1.00 a day spent.")]
    [InlineData(1, "budget: $1.00 of $1.00 a day spent, nothing left", "The budget is exceeded: $1.00 of $1.00 a day spent.")]
    [InlineData(1.2, "budget: $1.20 of $1.00 a day spent, exceeded by $0.20", "The budget is exceeded: $1.20 of $1.00 a day spent.")]
    public void A_budget_is_one_line_for_people(double spent, string line, string? warning)
    {
        Set(1, BudgetPeriod.Day);
        Spend((decimal)spent);

        var state = Assert.Single(Budgets.StatesFor(Session.Id));

        Assert.Equal((line, warning), (BudgetText.Line(state), BudgetText.Warning(state)));
    }

    [Fact]
    public void Calls_without_a_price_are_told_with_it()
    {
        Set(1, BudgetPeriod.Day);
        Spend(0.5m);
        Spend(null);

        Assert.Equal("budget: $0.50 + 1 unpriced of $1.00 a day spent, $0.50 left", BudgetText.Line(Assert.Single(Budgets.StatesFor(Session.Id))));
    }

    [Fact]
    public void Budgets_have_names_for_people()
    {
        Set(5, BudgetPeriod.Session);
        Set(5, BudgetPeriod.Session, session: Session.Id);
        Set(5, BudgetPeriod.Day, session: Session.Id);
        Set(5, BudgetPeriod.Week, project: Test.Work);
        Set(0.0042m, BudgetPeriod.Month, agent: "codex");
        Set(1_500, BudgetPeriod.Total);

        Assert.Equal(
            [
                "$5.00 a session", $"$5.00 for session {Session.Id}", $"$5.00 a day for session {Session.Id}", $"$5.00 a week in {Test.Work}",
                "$0.0042 a month for agent codex", "$1,500.00 in all",
            ],
            Budgets.List().Select(budget => budget.Name));
    }
}
