namespace Codesession.Core.Tests.Budgets;

/// <summary>Calls in flight.</summary>
public sealed class ReservationTests : BudgetTest
{
    [Fact]
    public void Where_no_budget_applies_a_call_may_be_made_and_nothing_is_written()
    {
        Set(0, BudgetPeriod.Day, agent: "somebody else");
        Set(0, BudgetPeriod.Session, session: Test.Start(Test.NewFolder("other")).Id);
        using var other = Test.Sql.Connect();
        using var held = other.BeginTransaction();

        Assert.Equal(new Reservation(null, null), Reserve(5));
        Assert.True(Reserve(5).IsGranted);
    }

    [Fact]
    public void A_budget_that_is_spent_refuses()
    {
        var budget = Set(1);
        Spend(1);

        var refused = Reserve();

        Assert.Equal((false, null, budget), (refused.IsGranted, refused.Id, refused.RefusedBy!.Budget));
        Assert.Equal(0, Reserved);
    }

    [Fact]
    public void A_budget_of_nothing_refuses_from_the_start()
    {
        Set(0);

        Assert.False(Reserve().IsGranted);
    }

    [Fact]
    public void The_only_call_is_not_refused_for_what_it_may_cost()
    {
        Set(1);
        Spend(0.99m);

        Assert.True(Reserve(5).IsGranted);
        Assert.False(Reserve(5).IsGranted);
    }

    [Fact]
    public void Calls_side_by_side_do_not_spend_the_same_rest()
    {
        Set(1);

        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => Reserve(0.5m).IsGranted));
        Assert.Equal(2, Reserved);
    }

    [Fact]
    public void What_a_call_may_cost_is_at_least_the_mean_of_the_priced_calls_so_far()
    {
        Set(1);
        Spend(0.1m);
        Spend(0.5m);
        Spend(null);

        // 0.3 each, and 0.4 left.
        Assert.True(Reserve(0.01m).IsGranted);
        Assert.False(Reserve(0.01m).IsGranted);
        Assert.Equal(3_000_000_000, Test.Sql.Number("SELECT amount_e10 FROM reservations"));
    }

    [Fact]
    public void A_long_input_may_cost_more_than_the_mean()
    {
        Set(2);
        Spend(0.1m);

        Assert.True(Reserve(1.5m).IsGranted);
        Assert.False(Reserve(0.5m).IsGranted);
        Assert.True(Reserve(0.3m).IsGranted);
    }

    [Fact]
    public void A_call_that_has_ended_makes_room()
    {
        Set(1);
        var first = Reserve(1);
        Assert.False(Reserve(1).IsGranted);

        Budgets.Settle(first.Id!.Value);
        Budgets.Settle(first.Id!.Value);

        var second = Reserve(1);
        Budgets.Settle(first.Id!.Value);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(1, Reserved);
    }

    [Fact]
    public void Recording_the_call_ends_its_reservation()
    {
        Set(1);
        var reservation = Reserve(1);

        Spend(0.25m, reservation: reservation.Id);

        Assert.Equal((0, 0.25m), (Reserved, Spent()));
    }

    [Fact]
    public void So_does_recording_many()
    {
        Set(1);
        var reservations = Enumerable.Range(0, 3).Select(_ => Reserve(0.1m).Id).ToList();

        var outcomes = Test.Ledger.Usage.AddAll(
        [
            Call(Session.Id, 0.1m, reservation: reservations[0]),
            Call(Session.Id, -1, reservation: reservations[1]),
            Call(99, 0.1m, reservation: reservations[2]),
        ]);

        Assert.Equal([null, ErrorCode.InvalidInput, ErrorCode.SessionNotFound], outcomes.Select(outcome => outcome.Error?.Code));
        Assert.Equal((0, 0.1m), (Reserved, Spent()));
    }

    [Fact]
    public void A_call_that_is_known_already_ends_its_reservation_too()
    {
        Set(1);
        Test.Ledger.Usage.Add(Call(Session.Id, 0.1m) with { RequestId = "r" });

        var again = Test.Ledger.Usage.Add(Call(Session.Id, 0.1m, reservation: Reserve().Id) with { RequestId = "r" });

        Assert.True(again.Duplicate);
        Assert.Equal(0, Reserved);
    }

    [Fact]
    public void A_call_that_cannot_be_recorded_ends_its_reservation_too()
    {
        Set(1);
        NewUsage[] wrong =
        [
            Call(Session.Id, -1),
            Call(99, 1),
            Call(Session.Id, null) with { RequirePrice = true },
            Call(Session.Id, 1) with { Tokens = null },
        ];

        Assert.All(wrong, call => Assert.Throws<CodesessionException>(() =>
            Test.Ledger.Usage.Add(call with { ReservationId = Reserve().Id })));
        Assert.Equal((0, 0m), (Reserved, Spent()));
    }

    [Fact]
    public void A_reservation_of_which_nobody_says_more_expires()
    {
        Set(1);
        Reserve(1, minutes: 10);

        Test.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.False(Reserve(1).IsGranted);
        Test.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(Reserve(1).IsGranted);
        Assert.Equal(1, Reserved);
    }

    [Fact]
    public void One_that_is_renewed_lives_on()
    {
        Set(1);
        var long_one = Reserve(0.5m, minutes: 10);
        Reserve(0.5m, minutes: 10);
        Test.Clock.Advance(TimeSpan.FromMinutes(9));

        Budgets.Renew([long_one.Id!.Value, 99], TimeSpan.FromMinutes(10));
        Budgets.Renew([], TimeSpan.FromMinutes(10));

        Test.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.False(Reserve(0.6m).IsGranted);
        Assert.True(Reserve(0.5m).IsGranted);
        Test.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(Reserve(0.5m).IsGranted);
    }

    [Fact]
    public void Only_calls_that_count_towards_the_same_budget_take_its_room()
    {
        var other = Test.Start(Test.NewFolder("other"));
        Set(1, BudgetPeriod.Session);
        Set(1, BudgetPeriod.Day, agent: "codex");
        Set(1, BudgetPeriod.Day, project: Test.Work, agent: "claude");

        Assert.True(Reserve(1).IsGranted);
        Assert.True(Reserve(1, other.Id, "codex").IsGranted);
        Assert.Equal(BudgetPeriod.Day, Reserve(0.5m, Test.Start(Test.NewFolder("third")).Id, "codex").RefusedBy!.Budget.Period);
        Assert.Equal(BudgetPeriod.Session, Reserve(0.5m, other.Id, "claude").RefusedBy!.Budget.Period);
        Assert.True(Reserve(1, Test.Start(Test.NewFolder("fourth")).Id, "claude").IsGranted);
    }

    [Fact]
    public void Any_budget_may_refuse_whatever_the_others_have_left()
    {
        Set(100, BudgetPeriod.Month);
        Set(1, BudgetPeriod.Day);
        Spend(1);

        Assert.Equal(BudgetPeriod.Day, Reserve().RefusedBy!.Budget.Period);
    }

    [Fact]
    public void A_session_that_is_not_there_is_told()
    {
        Set(1);

        Refused(ErrorCode.SessionNotFound, () => Reserve(session: 99));
    }

    [Fact]
    public void An_estimate_beyond_all_sense_does_no_harm()
    {
        Set(1);

        Assert.True(Reserve(decimal.MaxValue).IsGranted);
        Assert.False(Reserve(0).IsGranted);
    }

    [Fact]
    public void The_refusal_names_the_budget_and_how_to_raise_it()
    {
        var budget = Set(1, BudgetPeriod.Day, project: Test.Work, agent: "codex");
        Spend(1.5m, agent: "codex");

        var error = Reserve(agent: "codex").Error!;

        Assert.Equal(("budget_exceeded", (object)budget.Id), (error.Code.Name(), error.Subject));
        Assert.Equal(
            $"The budget is exceeded: $1.50 of $1.00 a day in {Test.Work} for agent codex spent. "
            + $"Raise it: cs budget set <dollars> --per day --project \"{Test.Work}\" --agent \"codex\". Or remove it: cs budget remove {budget.Id}.",
            error.Message);
    }

    [Fact]
    public void A_refusal_for_calls_in_flight_says_that_it_passes()
    {
        Set(1, BudgetPeriod.Session, session: Session.Id);
        Reserve(1);

        var error = Reserve(1).Error!;

        Assert.StartsWith($"The calls in flight may use up the rest of the budget: $0.00 of $1.00 for session {Session.Id} spent. Try again", error.Message);
        Assert.Contains($"cs budget set <dollars> --session {Session.Id}.", error.Message);
        Assert.Null(new Reservation(1, null).Error);
    }
}
