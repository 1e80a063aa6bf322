using Codesession.Storage;

namespace Codesession;

/// <summary>
/// Over budget or not. A call is always recorded, the one that crosses a limit too; what a budget stops is the next
/// one, where a door asks first (<see cref="Reserve"/>).
/// </summary>
public sealed class Budgets
{
    private readonly Database database;
    private readonly BudgetStore store;
    private readonly SessionStore sessions;
    private readonly TimeProvider time;
    private readonly string configPath;

    internal Budgets(Database database, LedgerOptions options)
    {
        this.database = database;
        time = options.Time;
        configPath = options.ConfigPath;
        store = new BudgetStore(database);
        sessions = new SessionStore(database);
    }

    /// <summary>Sets a budget, in place of one of the same kind.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>; <see cref="ErrorCode.SessionNotFound"/>.</exception>
    public Budget Set(NewBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        budget.Validate();
        var scoped = budget with { Project = budget.Project is { } folder ? Scope.Of(folder).Directory : null };
        return database.Write(() =>
        {
            if (budget.SessionId is { } id && sessions.Find(id) is null)
            {
                throw Sessions.NotFound(id);
            }
            return store.Set(scoped, time.GetUtcNow());
        });
    }

    /// <summary>All budgets, in the order in which they were set.</summary>
    public IReadOnlyList<Budget> List() => store.List();

    /// <summary>Removes a budget.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.BudgetNotFound"/>.</exception>
    public Budget Remove(long id) => database.Write(() => store.Remove(id) ?? throw NotFound(id));

    /// <summary>The error for an id that no budget has.</summary>
    public static CodesessionException NotFound(long id) => new(ErrorCode.BudgetNotFound, $"There is no budget {id}.")
    {
        CsAdvice = "cs budget list shows the budgets there are.",
        Subject = id,
        Details = [new("id", id)],
    };

    /// <summary>
    /// Every budget with its state now, in the order in which they were set. Of a budget for each session by itself it is
    /// that of the active session that has spent most; nothing is spent where none is active.
    /// </summary>
    public IReadOnlyList<BudgetState> States() => database.Read(() =>
    {
        var clock = new BudgetClock(time);
        return (IReadOnlyList<BudgetState>)[.. store.List().Select(budget => State(budget, store.DearestActive(budget), clock))];
    });

    /// <summary>All budgets that a call in a session counts towards, the tightest first: those exceeded, then by what is left.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="agentName">Who makes the call; null: nobody that has a name, nor a budget by it.</param>
    public IReadOnlyList<BudgetState> StatesFor(long sessionId, string? agentName = null) =>
        database.Read(() => States(store.Applying(sessionId, null, agentName), sessionId));

    /// <summary>Whether any budget counts the calls of a session: cheap, where none does.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="agentName">As for <see cref="StatesFor"/>.</param>
    public bool ApplyTo(long sessionId, string? agentName = null) => store.Applying(sessionId, null, agentName).Count > 0;

    /// <summary>The first of <see cref="StatesFor"/>; null: there is none.</summary>
    public BudgetState? TightestFor(long sessionId, string? agentName = null) =>
        StatesFor(sessionId, agentName) is [var tightest, ..] ? tightest : null;

    /// <summary>As <see cref="StatesFor"/>, for a session that has yet to be started in a folder: each budget for a session by itself is whole.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="agentName">As for <see cref="StatesFor"/>.</param>
    public IReadOnlyList<BudgetState> StatesIn(string folder, string? agentName = null) =>
        database.Read(() => States(store.Applying(null, Scope.Of(folder).Directory, agentName), null));

    /// <summary>
    /// The budgets of a session or, where it has none, a word on what it has cost, if that is much
    /// (<see cref="UserSettings.WarnAbove"/>).
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="agentName">As for <see cref="StatesFor"/>.</param>
    public BudgetOutlook OutlookFor(Session session, string? agentName = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        var states = StatesFor(session.Id, agentName);
        return new BudgetOutlook(states, states.Count > 0 ? null : CostWarning(session));
    }

    /// <summary>
    /// Asks whether a call may be made, and takes down that it is in flight, so that calls that are made side by side, by
    /// whatever process, do not all spend the same rest. What it may cost is the larger of the session's mean call and of
    /// <see cref="ReservationRequest.Estimate"/>. Refused is a call by a budget that is spent, or that would be by this call and
    /// those in flight; the only call in flight is never refused for what it may cost. Where no budget applies, nothing
    /// is written.
    /// </summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.SessionNotFound"/>.</exception>
    public Reservation Reserve(ReservationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        // Almost always there is none: then the ledger's lock is not asked for.
        return store.Applying(request.SessionId, null, request.AgentName).Count == 0
            ? new Reservation(null, null)
            : database.Write(() => ReserveAlone(request));
    }

    /// <summary>Takes back a reservation, whatever became of its call. May be repeated.</summary>
    public void Settle(long reservationId) => database.Write(() => store.Settle(reservationId));

    /// <summary>Lets reservations live on from now: the calls still go on.</summary>
    /// <param name="reservationIds">The reservations; one that has ended is passed over.</param>
    /// <param name="lifetime">How long from now.</param>
    public void Renew(IReadOnlyCollection<long> reservationIds, TimeSpan lifetime)
    {
        ArgumentNullException.ThrowIfNull(reservationIds);
        if (reservationIds.Count > 0)
        {
            database.Write(() => store.Renew(reservationIds, time.GetUtcNow() + lifetime));
        }
    }

    private Reservation ReserveAlone(ReservationRequest request)
    {
        var now = time.GetUtcNow();
        store.Sweep(now);
        var budgets = store.Applying(request.SessionId, null, request.AgentName);
        if (budgets.Count == 0)
        {
            return new Reservation(null, null);
        }
        var session = sessions.Find(request.SessionId) ?? throw Sessions.NotFound(request.SessionId);
        var amount = Math.Min(Math.Max(MeanCost(session), request.Estimate ?? 0), Money.MostPerCall);
        var refusing = States(budgets, session.Id).FirstOrDefault(state => !Allows(state, session.Id, amount));
        return refusing is null
            ? new Reservation(store.Reserve(request, amount, now + request.Lifetime), null)
            : new Reservation(null, refusing);
    }

    private bool Allows(BudgetState state, long sessionId, decimal amount)
    {
        if (state.Exceeded)
        {
            return false;
        }
        var others = store.InFlight(state.Budget, sessionId);
        return others.Calls == 0 || state.Spent + others.Amount + amount <= state.Budget.Limit;
    }

    private static decimal MeanCost(Session session) =>
        session.AiCalls > session.UnpricedCalls ? session.AiCost / (session.AiCalls - session.UnpricedCalls) : 0;

    private List<BudgetState> States(IEnumerable<Budget> budgets, long? sessionId)
    {
        var clock = new BudgetClock(time);
        return [.. budgets.Select(budget => State(budget, sessionId, clock)).OrderByDescending(state => state.Exceeded).ThenBy(state => state.Remaining)];
    }

    private BudgetState State(Budget budget, long? sessionId, BudgetClock clock)
    {
        var spending = budget.Period switch
        {
            BudgetPeriod.Session => store.SpentInSession(budget.SessionId ?? sessionId, budget.AgentName),
            BudgetPeriod.Total => budget.SessionId is { } id ? store.SpentInSession(id, budget.AgentName) : store.SpentInAll(budget),
            _ => store.Spent(budget, clock.Now(budget.Period)),
        };
        return new BudgetState
        {
            Budget = budget,
            SessionId = budget.SessionId ?? (budget.Period == BudgetPeriod.Session ? sessionId : null),
            Spent = spending.Cost,
            UnpricedCalls = spending.UnpricedCalls,
        };
    }

    // A mistake in the settings must not take the session's figures away: the warning tells it.
    private string? CostWarning(Session session)
    {
        try
        {
            return session.AiCost > 0 && session.AiCost > UserSettings.Read(configPath).WarnAbove
                ? $"Session {session.Id} has cost {MoneyText.Of(session)}, and no budget is set."
                : null;
        }
        catch (CodesessionException error) when (error.Code is ErrorCode.ConfigInvalid or ErrorCode.IoError)
        {
            return error.Message;
        }
    }
}
