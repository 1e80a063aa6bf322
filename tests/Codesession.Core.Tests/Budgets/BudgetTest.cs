using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Budgets;

/// <summary>A ledger with one active session, and short ways to spend. It is noon of a Friday in a zone without summer time.</summary>
public abstract class BudgetTest : IDisposable
{
    protected BudgetTest() => Session = Test.Start();

    protected TestLedger Test { get; } = new();

    protected Session Session { get; }

    protected Codesession.Budgets Budgets => Test.Ledger.Budgets;

    public void Dispose()
    {
        Test.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Budget Set(
        decimal limit, BudgetPeriod period = BudgetPeriod.Total, long? session = null, string? project = null, string? agent = null, decimal warnAt = 0.8m) =>
        Budgets.Set(new() { Limit = limit, Period = period, SessionId = session, Project = project, AgentName = agent, WarnAt = warnAt });

    protected static NewUsage Call(long session, decimal? cost, string? agent = null, DateTimeOffset? at = null, long? reservation = null) => new()
    {
        SessionId = session, Provider = "somebody", Model = "unheard-of", Source = UsageSource.Proxy, Tokens = 100, Cost = cost,
        AgentName = agent, Timestamp = at, ReservationId = reservation,
    };

    protected AiUsage Spend(decimal? cost, long? session = null, string? agent = null, DateTimeOffset? at = null, long? reservation = null) =>
        Test.Ledger.Usage.Add(Call(session ?? Session.Id, cost, agent, at, reservation)).Usage;

    /// <summary>What is spent of the only budget that the next call in the session counts towards.</summary>
    protected decimal Spent(long? session = null, string? agent = null) => Assert.Single(Budgets.StatesFor(session ?? Session.Id, agent)).Spent;

    protected Reservation Reserve(decimal? estimate = null, long? session = null, string? agent = null, double minutes = 10, Ledger? ledger = null) =>
        (ledger ?? Test.Ledger).Budgets.Reserve(new()
        {
            SessionId = session ?? Session.Id, AgentName = agent, Estimate = estimate, Lifetime = TimeSpan.FromMinutes(minutes),
        });

    /// <summary>How many calls are taken down as in flight, those that have expired included.</summary>
    protected long Reserved => Test.Sql.Number("SELECT count(*) FROM reservations");

    protected static CodesessionException Refused(ErrorCode code, Action act)
    {
        var error = Assert.Throws<CodesessionException>(act);
        Assert.Equal(code, error.Code);
        return error;
    }
}
