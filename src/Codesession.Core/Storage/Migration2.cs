namespace Codesession.Storage;

/// <summary>
/// Budgets, the calls in flight that count towards them, and what makes their sums cheap on a million calls. As in
/// <see cref="Migration1"/>, what refers to a session goes with it.
/// </summary>
internal static class Migration2
{
    public static void Apply(Database database)
    {
        // 1: the reply broke off; the figures are the last that it told.
        database.Execute("ALTER TABLE ai_usage ADD COLUMN partial INTEGER NOT NULL DEFAULT 0");
        database.Execute(Tables);
        database.Execute(Indexes);
        database.Execute(Backfill);
        database.Execute(Triggers);
    }

    // AUTOINCREMENT: an id is never used again, so that settling twice, or late, ends nobody else's reservation.
    private const string Tables = """
        CREATE TABLE budgets (
          id INTEGER PRIMARY KEY AUTOINCREMENT, period TEXT NOT NULL, session_id INTEGER REFERENCES sessions(id) ON DELETE CASCADE,
          project TEXT, agent_name TEXT, limit_e10 INTEGER NOT NULL, warn_at_e10 INTEGER NOT NULL, created_at TEXT NOT NULL);
        CREATE TABLE reservations (
          id INTEGER PRIMARY KEY AUTOINCREMENT, session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
          agent_name TEXT, amount_e10 INTEGER NOT NULL, expires_at TEXT NOT NULL);
        CREATE TABLE session_agents (
          agent_name TEXT NOT NULL, session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
          cost_e10 INTEGER NOT NULL, unpriced_calls INTEGER NOT NULL, PRIMARY KEY (agent_name, session_id)) WITHOUT ROWID;
        """;

    // The calls of a day without reading their rows. The project is an expression so that no other query's plan changes.
    private const string Indexes = $"""
        CREATE INDEX cs_usage_time ON ai_usage(timestamp, session_id, agent_name, cost_e10);
        CREATE INDEX cs_sessions_project ON sessions({BudgetStore.Project});
        CREATE INDEX cs_agents_session ON session_agents(session_id);
        CREATE INDEX cs_budgets_session ON budgets(session_id);
        CREATE UNIQUE INDEX cs_budgets_kind ON budgets({BudgetStore.Kind});
        """;

    private const string Backfill = """
        INSERT INTO session_agents
          SELECT agent_name, session_id, coalesce(sum(cost_e10), 0), count(*) - count(cost_e10) FROM ai_usage
          WHERE agent_name <> '' GROUP BY agent_name, session_id;
        """;

    // What an agent cost in a session, by addition, as the session's own totals. The original inserts without a source,
    // and another trigger, of which nobody knows whether it runs before or after, reads its cost in the same way.
    private const string Triggers = """
        CREATE TRIGGER cs_agent_call_inserted AFTER INSERT ON ai_usage WHEN NEW.agent_name <> '' BEGIN
          INSERT INTO session_agents VALUES (NEW.agent_name, NEW.session_id,
              iif(NEW.source IS NULL, CAST(round(min(NEW.cost, 1e6) * 1e10) AS INTEGER), coalesce(NEW.cost_e10, 0)),
              NEW.source IS NOT NULL AND NEW.cost_e10 IS NULL)
            ON CONFLICT (agent_name, session_id) DO UPDATE SET
              cost_e10 = cost_e10 + excluded.cost_e10, unpriced_calls = unpriced_calls + excluded.unpriced_calls;
        END;
        CREATE TRIGGER cs_agent_call_updated AFTER UPDATE OF cost_e10 ON ai_usage WHEN OLD.source IS NOT NULL AND OLD.agent_name <> '' BEGIN
          UPDATE session_agents SET
              cost_e10 = cost_e10 + coalesce(NEW.cost_e10, 0) - coalesce(OLD.cost_e10, 0),
              unpriced_calls = unpriced_calls + (NEW.cost_e10 IS NULL) - (OLD.cost_e10 IS NULL)
            WHERE agent_name = OLD.agent_name AND session_id = OLD.session_id;
        END;
        CREATE TRIGGER cs_agent_call_deleted AFTER DELETE ON ai_usage WHEN OLD.agent_name <> '' BEGIN
          UPDATE session_agents SET
              cost_e10 = cost_e10 - coalesce(OLD.cost_e10, 0), unpriced_calls = unpriced_calls - (OLD.cost_e10 IS NULL)
            WHERE agent_name = OLD.agent_name AND session_id = OLD.session_id;
        END;
        """;
}
