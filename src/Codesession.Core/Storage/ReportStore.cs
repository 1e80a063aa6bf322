namespace Codesession.Storage;

/// <summary>The SQL of sums.</summary>
internal sealed class ReportStore(Database database)
{
    public Stats Stats() => database.First("""
        SELECT sessions, duration, files_changed, commits, cost_e10, unpriced_calls, timed FROM completed_totals
        """, row => new Stats
    {
        TotalSessions = row.GetInt64(0),
        TotalTime = TimeSpan.FromSeconds(row.GetInt64(1)),
        TotalFiles = row.GetInt64(2),
        TotalCommits = row.GetInt64(3),
        TotalAiCost = Money.FromUnits(row.GetInt64(4)),
        UnpricedCalls = row.GetInt64(5),
        AverageSessionTime = TimeSpan.FromSeconds(Math.Round(row.GetInt64(1) / Math.Max(1.0, row.GetInt64(6)))),
    })!;

    public IEnumerable<string> Agents(long sessionId) => database.Stream("""
        SELECT agent_name FROM ai_usage WHERE session_id = $1 AND agent_name <> '' GROUP BY agent_name ORDER BY min(timestamp), min(id)
        """, row => row.GetString(0), sessionId);

    public ModelCost? TopModel(long sessionId) => database.First("""
        SELECT model, sum(cost_e10) AS cost, sum(tokens) FROM ai_usage WHERE session_id = $1 GROUP BY model HAVING cost > 0 ORDER BY cost DESC LIMIT 1
        """, row => new ModelCost(row.GetString(0), Money.FromUnits(row.GetInt64(1)), row.GetInt64(2)), sessionId);
}
