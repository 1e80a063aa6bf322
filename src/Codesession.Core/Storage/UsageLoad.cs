namespace Codesession.Storage;

/// <summary>
/// Records hundreds of thousands of calls in one transaction: the indexes and triggers of the calls are put aside, for they would take
/// four fifths of the time, and put back in the same transaction; the totals that the triggers would have moved are moved once for
/// all. Nobody else ever sees the ledger without them.
/// </summary>
internal sealed class UsageLoad(Database database, UsageStore store)
{
    private readonly List<string> putAside = [];
    private long first;
    private long last;

    /// <summary>Begins, within a transaction.</summary>
    /// <returns>The highest id so far.</returns>
    public long Begin()
    {
        // Sorting an index takes what there is, else files.
        database.Execute("PRAGMA cache_size = -24576; PRAGMA threads = 2");
        putAside.Clear();
        foreach (var (type, name, sql) in database.Stream(
            "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'ai_usage' AND type IN ('index', 'trigger') AND name LIKE 'cs\\_%' ESCAPE '\\' ORDER BY rowid",
            row => (row.GetString(0), row.GetString(1), row.GetString(2))).ToList())
        {
            database.Execute($"DROP {type} {name}");
            putAside.Add(sql);
        }
        first = last = Math.Max(
            database.Scalar<long>("SELECT coalesce(max(id), 0) FROM ai_usage"),
            database.Scalar<long>("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'ai_usage'"));
        return first;
    }

    /// <summary>Records a call that is not in the ledger.</summary>
    /// <returns>Its id.</returns>
    public long Add(NewUsage usage, DateTimeOffset made, CallPrice price)
    {
        store.Add(++last, usage, made, price);
        return last;
    }

    /// <summary>Puts everything back, within the same transaction.</summary>
    public void End()
    {
        database.Execute("""
            UPDATE sessions SET cost_e10 = cost_e10 + more_cost, ai_cost = (cost_e10 + more_cost) / 1e10, ai_tokens = coalesce(ai_tokens, 0) + more_tokens,
                calls = calls + more_calls, unpriced_calls = unpriced_calls + more_unpriced
              FROM (SELECT session_id, coalesce(sum(cost_e10), 0) AS more_cost, sum(tokens) AS more_tokens, count(*) AS more_calls,
                  count(*) - count(cost_e10) AS more_unpriced
                FROM ai_usage WHERE id > $1 GROUP BY session_id)
              WHERE session_id = sessions.id
            """, first);
        database.Execute("""
            INSERT INTO session_agents
              SELECT agent_name, session_id, coalesce(sum(cost_e10), 0), count(*) - count(cost_e10) FROM ai_usage
              WHERE id > $1 AND agent_name <> '' GROUP BY agent_name, session_id
              ON CONFLICT (agent_name, session_id) DO UPDATE SET
                cost_e10 = cost_e10 + excluded.cost_e10, unpriced_calls = unpriced_calls + excluded.unpriced_calls
            """, first);
        foreach (var sql in putAside)
        {
            database.Execute(sql);
        }
        database.Execute("PRAGMA cache_size = -2000");
    }
}
