namespace Codesession.Core.Tests.Budgets;

/// <summary>Many callers at once, each with a ledger of its own, as proxies in processes of their own have.</summary>
public sealed class SideBySideTests : BudgetTest
{
    private const int Callers = 8;

    [Fact]
    public async Task Calls_that_cost_what_was_reserved_never_spend_more_than_the_budget()
    {
        Set(1);

        await AllCallAsync(estimate: 0.1m, cost: 0.1m);

        Assert.Equal((1m, 10, 0), (Spent(), Test.Sql.Number("SELECT count(*) FROM ai_usage"), Reserved));
    }

    [Fact]
    public async Task Calls_that_cost_more_overshoot_by_no_more_than_those_in_flight()
    {
        Set(1);

        await AllCallAsync(estimate: 0.1m, cost: 0.3m);

        Assert.InRange(Spent(), 1m, 1m + Callers * 0.3m - 0.0000000001m);
        Assert.Equal(0, Reserved);
    }

    [Fact]
    public async Task Calls_of_which_nothing_is_known_overshoot_by_no_more_than_those_in_flight()
    {
        Set(1);

        await AllCallAsync(estimate: null, cost: 0.3m);

        Assert.InRange(Spent(), 1m, 1m + Callers * 0.3m - 0.0000000001m);
    }

    /// <summary>Calls, each caller in a session of its own, until the budget is spent.</summary>
    private async Task AllCallAsync(decimal? estimate, decimal cost)
    {
        var sessions = Enumerable.Range(0, Callers).Select(i => Test.Start(Test.NewFolder($"caller {i}")).Id).ToList();
        using var together = new Barrier(Callers);
        await Task.WhenAll(sessions.Select(session => Task.Factory.StartNew(() =>
        {
            using var ledger = Ledger.Open(Test.Options);
            together.SignalAndWait(TestContext.Current.CancellationToken);
            Reservation reservation;
            do
            {
                reservation = Reserve(estimate, session, ledger: ledger);
                if (reservation.IsGranted)
                {
                    ledger.Usage.Add(Call(session, cost, reservation: reservation.Id));
                }
            }
            while (reservation.RefusedBy is not { Exceeded: true });
        }, TaskCreationOptions.LongRunning)));
    }
}
