namespace Codesession.Storage;

/// <summary>
/// Records hundreds of thousands of calls in one transaction: the indexes and triggers of the calls are put aside, for they would take
/// four fifths of the time, and put back in the same transaction; the totals that the triggers would have moved are moved once for
/// all. Nobody else ever sees the ledger without them.
/// </summary>
internal sealed class UsageLoad(Database database) : IDisposable
{
    private readonly List<string> putAside = [];
    private readonly Dictionary<(long Session, string Agent), Sums> sums = [];
    private readonly UsageInsert insert = new(database);
    private readonly SlotLoad slots = new(database);
    private long last;

    /// <summary>Begins, within a transaction.</summary>
    public void Begin()
    {
        // Enough to sort an index without many files; what else a large import needs leaves no more of 150 MB.
        database.Execute("PRAGMA cache_size = -16384");
        foreach (var (type, name, sql) in database.Stream(
            "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'ai_usage' AND type IN ('index', 'trigger') AND name LIKE 'cs\\_%' ESCAPE '\\' ORDER BY rowid",
            row => (row.GetString(0), row.GetString(1), row.GetString(2))).ToList())
        {
            database.Execute($"DROP {type} {name}");
            putAside.Add(sql);
        }
        last = Math.Max(
            database.Scalar<long>("SELECT coalesce(max(id), 0) FROM ai_usage"),
            database.Scalar<long>("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'ai_usage'"));
    }

    /// <summary>Records a call that is not in the ledger.</summary>
    /// <param name="row">Its values, as <see cref="UsageStore.Values"/> makes them; session and id are put in here.</param>
    /// <param name="session">The session.</param>
    /// <param name="agent">The agent; null: not told.</param>
    /// <returns>Its id.</returns>
    public long Add(object?[] row, long session, string? agent)
    {
        (row[UsageStore.SessionColumn], row[UsageStore.IdColumn]) = (session, ++last);
        insert.Add(row);
        slots.Add(row);
        var key = (session, agent ?? "");
        if (!sums.TryGetValue(key, out var sum)) sums[key] = sum = new Sums();
        sum.Add((long)row[UsageStore.TokensColumn]!, row[UsageStore.CostColumn] as long?);
        return last;
    }

    /// <summary>Puts everything back, within the same transaction.</summary>
    public void End()
    {
        slots.Write();
        foreach (var ((session, agent), sum) in sums) Move(session, agent, sum);
        foreach (var sql in putAside)
        {
            database.Execute(sql);
        }
        database.Execute("PRAGMA cache_size = -2000");
    }

    public void Dispose()
    {
        insert.Dispose();
        slots.Dispose();
    }

    private void Move(long session, string agent, Sums sum)
    {
        database.Execute("""
            UPDATE sessions SET cost_e10 = cost_e10 + $2, ai_cost = (cost_e10 + $2) / 1e10, ai_tokens = coalesce(ai_tokens, 0) + $3, calls = calls + $4,
              unpriced_calls = unpriced_calls + $5
            WHERE id = $1
            """, session, sum.Cost, sum.Tokens, sum.Calls, sum.Unpriced);
        if (agent.Length == 0) return;
        database.Execute("""
            INSERT INTO session_agents VALUES ($1, $2, $3, $4) ON CONFLICT (agent_name, session_id) DO UPDATE SET
              cost_e10 = cost_e10 + excluded.cost_e10, unpriced_calls = unpriced_calls + excluded.unpriced_calls
            """, agent, session, sum.Cost, sum.Unpriced);
    }

    /// <summary>What the calls of one agent in one session add to the totals.</summary>
    private sealed class Sums
    {
        public long Cost { get; private set; }

        public long Tokens { get; private set; }

        public long Calls { get; private set; }

        public long Unpriced { get; private set; }

        public void Add(long tokens, long? cost)
        {
            Cost += cost ?? 0;
            Tokens += tokens;
            Calls++;
            Unpriced += cost is null ? 1 : 0;
        }
    }
}
