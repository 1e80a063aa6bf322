using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>Calls in flight, and what they may cost.</summary>
internal sealed record CallsInFlight(long Calls, decimal Amount);

/// <summary>The SQL of budgets, of what is spent of them, and of the calls in flight.</summary>
internal sealed class BudgetStore(Database database)
{
    /// <summary>The longest path of a project, in characters.</summary>
    public const int LongestProject = 4096;

    /// <summary>The project of a session: its git root, else its folder. The text of an index.</summary>
    public const string Project = "coalesce(nullif(git_root, ''), working_directory)";

    /// <summary>What two budgets of one kind have in common. The text of an index.</summary>
    public const string Kind = "period, coalesce(session_id, 0), coalesce(project, ''), coalesce(agent_name, '')";

    private const string Columns = "id, period, session_id, project, agent_name, limit_e10, warn_at_e10, created_at";

    private const string Sums = "coalesce(sum(cost_e10), 0), coalesce(sum(unpriced_calls), 0)";

    public Budget Set(NewBudget budget, DateTimeOffset time) => database.First($"""
        INSERT INTO budgets (period, session_id, project, agent_name, limit_e10, warn_at_e10, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT ({Kind}) DO UPDATE SET limit_e10 = excluded.limit_e10, warn_at_e10 = excluded.warn_at_e10
        RETURNING {Columns}
        """, Read, budget.Period.Name(), budget.SessionId, budget.Project, budget.AgentName, Money.ToUnits(budget.Limit),
        Money.ToUnits(budget.WarnAt), Timestamp.Text(time))!;

    public List<Budget> List() => [.. database.Stream($"SELECT {Columns} FROM budgets ORDER BY id", Read)];

    public Budget? Remove(long id) => database.First($"DELETE FROM budgets WHERE id = $1 RETURNING {Columns}", Read, id);

    /// <summary>The budgets that a call counts towards.</summary>
    /// <param name="sessionId">Its session; null: one that is yet to be started.</param>
    /// <param name="project">The project of that; null: the session's own.</param>
    /// <param name="agentName">Who makes it.</param>
    public List<Budget> Applying(long? sessionId, string? project, string? agentName) =>
    [
        .. database.Stream($"""
            SELECT {Columns} FROM budgets
            WHERE (session_id IS NULL OR session_id = $1) AND (agent_name IS NULL OR agent_name = $3)
              AND (project IS NULL OR project = coalesce($2, (SELECT {Project} FROM sessions WHERE id = $1)))
            ORDER BY id
            """, Read, sessionId, project, agentName),
    ];

    /// <summary>The active session that has spent most of a budget for each session by itself; null: none is active, or the budget is no such.</summary>
    public long? DearestActive(Budget budget)
    {
        if (budget.Period != BudgetPeriod.Session || budget.SessionId is not null)
        {
            return null;
        }
        var (join, cost) = budget.AgentName is null
            ? ("", "sessions.cost_e10")
            : ("LEFT JOIN session_agents ON session_id = id AND agent_name = $2", "coalesce(session_agents.cost_e10, 0)");
        return database.Scalar<object>($"""
            SELECT id FROM sessions {join} WHERE status = 'active' AND ($1 IS NULL OR {Project} = $1) AND ($2 IS NULL OR true)
            ORDER BY {cost} DESC, id DESC LIMIT 1
            """, budget.Project, budget.AgentName) as long?;
    }

    public Spending SpentInSession(long? id, string? agentName) => agentName is null
        ? Sum($"SELECT {Sums} FROM sessions WHERE id = $1", id)
        : Sum($"SELECT {Sums} FROM session_agents WHERE session_id = $1 AND agent_name = $2", id, agentName);

    /// <summary>From the totals of sessions, so that it does not take a look at every call.</summary>
    public Spending SpentInAll(Budget budget) => budget switch
    {
        { AgentName: { } agent, Project: { } project } => Sum(
            $"SELECT {Sums} FROM session_agents WHERE agent_name = $1 AND session_id IN (SELECT id FROM sessions WHERE {Project} = $2)", agent, project),
        { AgentName: { } agent } => Sum($"SELECT {Sums} FROM session_agents WHERE agent_name = $1", agent),
        { Project: { } project } => Sum($"SELECT {Sums} FROM sessions WHERE {Project} = $1", project),
        _ => Sum($"""
            SELECT {Sums} FROM (
              SELECT cost_e10, unpriced_calls FROM completed_totals
              UNION ALL SELECT cost_e10, unpriced_calls FROM sessions WHERE status = 'active')
            """),
    };

    public Spending Spent(Budget budget, TimeWindow window)
    {
        var filter = new Filter()
            .Between("timestamp", window.From, window.Until)
            .If(budget.SessionId, "session_id = {0}")
            // By the time first (that is what the plus is for): a project may have as many sessions as the day has calls.
            .If(budget.Project, $"+session_id IN (SELECT id FROM sessions WHERE {Project} = {{0}})")
            .If(budget.AgentName, "agent_name = {0}");
        return Sum($"SELECT coalesce(sum(cost_e10), 0), count(*) - count(cost_e10) FROM ai_usage {filter.Where}", filter.Values);
    }

    /// <summary>Takes down a call in flight.</summary>
    public long Reserve(ReservationRequest request, decimal amount, DateTimeOffset expires) => database.Insert(
        "INSERT INTO reservations (session_id, agent_name, amount_e10, expires_at) VALUES ($1, $2, $3, $4)",
        request.SessionId, request.AgentName, Money.ToUnits(amount), Timestamp.Text(expires));

    /// <summary>The calls in flight that count towards a budget, where the next one is of that session.</summary>
    public CallsInFlight InFlight(Budget budget, long sessionId) => database.First($"""
        SELECT count(*), coalesce(sum(amount_e10), 0) FROM reservations JOIN sessions ON sessions.id = session_id
        WHERE ($1 IS NULL OR session_id = $1) AND ($2 IS NULL OR {Project} = $2) AND ($3 IS NULL OR agent_name = $3)
        """, row => new CallsInFlight(row.GetInt64(0), Money.FromUnits(row.GetInt64(1))),
        budget.Period == BudgetPeriod.Session ? sessionId : budget.SessionId, budget.Project, budget.AgentName)!;

    public void Settle(long reservation) => database.Execute("DELETE FROM reservations WHERE id = $1", reservation);

    public void Renew(IEnumerable<long> reservations, DateTimeOffset expires) => database.Execute(
        "UPDATE reservations SET expires_at = $2 WHERE id IN (SELECT value FROM json_each($1))",
        $"[{string.Join(',', reservations.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]", Timestamp.Text(expires));

    /// <summary>Forgets the calls in flight of which nobody has said any more.</summary>
    public void Sweep(DateTimeOffset now) => database.Execute("DELETE FROM reservations WHERE expires_at <= $1", Timestamp.Text(now));

    private Spending Sum(string sql, params object?[] values) =>
        database.First(sql, row => new Spending(Money.FromUnits(row.GetInt64(0)), row.GetInt64(1)), values)!;

    private static Budget Read(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Period = BudgetPeriods.Parse(row.GetString(1)) ?? BudgetPeriod.Total,
        SessionId = row.Number(2),
        Project = row.Text(3),
        AgentName = row.Text(4),
        Limit = Money.FromUnits(row.GetInt64(5)),
        WarnAt = Money.FromUnits(row.GetInt64(6)),
        CreatedAt = Timestamp.Parse(row.GetString(7)),
    };
}
