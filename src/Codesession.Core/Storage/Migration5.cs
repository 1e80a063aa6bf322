namespace Codesession.Storage;

/// <summary>
/// The sums of the calls for each quarter of an hour, session, provider, model and agent: what statistics are made of, so that they
/// look at a few slots and not at a million calls. All zones' clocks differ from UTC by whole quarters of an hour, so the days, weeks
/// and hours of any of them are whole slots.
/// </summary>
/// <remarks>
/// The table mirrors the calls and nothing else: it refers to no session, but goes with the calls of one, whoever removes them and
/// whether or not his foreign keys are on.
/// </remarks>
internal static class Migration5
{
    public static void Apply(Database database)
    {
        database.Execute(Tables);
        database.Execute(Backfill);
        database.Execute(Triggers);
    }

    // A slot is a number of quarters of an hour since 1970 (UTC), -1 for the calls whose time only a look at each can tell.
    // Agent '': not told.
    private const string Tables = """
        CREATE TABLE usage_slots (
          slot INTEGER NOT NULL, session_id INTEGER NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL, agent_name TEXT NOT NULL,
          calls INTEGER NOT NULL, unpriced INTEGER NOT NULL, input INTEGER NOT NULL, cache_write INTEGER NOT NULL, cache_read INTEGER NOT NULL,
          output INTEGER NOT NULL, reasoning INTEGER NOT NULL, tokens INTEGER NOT NULL, cost_e10 INTEGER NOT NULL,
          PRIMARY KEY (slot, session_id, provider, model, agent_name)) WITHOUT ROWID;
        CREATE INDEX cs_slots_session ON usage_slots(session_id);
        CREATE INDEX cs_slots_unpriced ON usage_slots(provider, model, unpriced) WHERE unpriced > 0;
        """;

    private static readonly string Backfill = $"""
        INSERT INTO usage_slots
          SELECT {SlotOf("timestamp")} AS slot, session_id, provider, model, coalesce(agent_name, '') AS agent, count(*), count(*) - count(cost_e10),
            {string.Join(", ", Amounts("ai_usage").Select(amount => $"sum({amount})"))}, coalesce(sum(cost_e10), 0)
          FROM ai_usage GROUP BY slot, session_id, provider, model, agent;
        """;

    // By addition, as the session's own totals. The original inserts without a source, and another trigger, of which nobody knows
    // whether it runs before or after, reads its cost in the same way; the update by which that one keeps it is none of a call.
    private static readonly string Triggers = $"""
        CREATE TRIGGER cs_slot_call_inserted AFTER INSERT ON ai_usage BEGIN
          {Add("NEW.source IS NOT NULL AND NEW.cost_e10 IS NULL", "iif(NEW.source IS NULL, CAST(round(min(NEW.cost, 1e6) * 1e10) AS INTEGER), coalesce(NEW.cost_e10, 0))")}
        END;
        CREATE TRIGGER cs_slot_call_updated AFTER UPDATE OF session_id, provider, model, agent_name, timestamp, tokens, prompt_tokens, completion_tokens,
          cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens, cost_e10 ON ai_usage WHEN OLD.source IS NOT NULL BEGIN
          {Add("NEW.cost_e10 IS NULL", "coalesce(NEW.cost_e10, 0)")}
          {TakeAway}
        END;
        CREATE TRIGGER cs_slot_call_deleted AFTER DELETE ON ai_usage BEGIN
          {TakeAway}
        END;
        """;

    private static string Add(string unpriced, string cost) => $"""
        INSERT INTO usage_slots VALUES ({SlotOf("NEW.timestamp")}, NEW.session_id, NEW.provider, NEW.model, coalesce(NEW.agent_name, ''), 1, {unpriced},
            {string.Join(", ", Amounts("NEW"))}, {cost})
          ON CONFLICT (slot, session_id, provider, model, agent_name) DO UPDATE SET
            calls = calls + 1, unpriced = unpriced + excluded.unpriced, input = input + excluded.input, cache_write = cache_write + excluded.cache_write,
            cache_read = cache_read + excluded.cache_read, output = output + excluded.output, reasoning = reasoning + excluded.reasoning,
            tokens = tokens + excluded.tokens, cost_e10 = cost_e10 + excluded.cost_e10;
        """;

    private static string TakeAway
    {
        get
        {
            var slot = $"""
                slot = {SlotOf("OLD.timestamp")} AND session_id = OLD.session_id AND provider = OLD.provider AND model = OLD.model
                  AND agent_name = coalesce(OLD.agent_name, '')
                """;
            string[] amounts = Amounts("OLD");
            return $"""
                UPDATE usage_slots SET
                    calls = calls - 1, unpriced = unpriced - (OLD.cost_e10 IS NULL), input = input - {amounts[0]}, cache_write = cache_write - {amounts[1]},
                    cache_read = cache_read - {amounts[2]}, output = output - {amounts[3]}, reasoning = reasoning - {amounts[4]}, tokens = tokens - {amounts[5]},
                    cost_e10 = cost_e10 - coalesce(OLD.cost_e10, 0)
                  WHERE {slot};
                DELETE FROM usage_slots WHERE {slot} AND calls = 0;
                """;
        }
    }

    // Input, written to and read from caches, output, reasoning, all. Where only the total is known, the classes are null or 0.
    private static string[] Amounts(string row) =>
    [
        $"coalesce({row}.prompt_tokens - {row}.cache_read_tokens - {row}.cache_write_tokens - {row}.cache_write_1h_tokens, 0)",
        $"({row}.cache_write_tokens + {row}.cache_write_1h_tokens)", $"{row}.cache_read_tokens", $"coalesce({row}.completion_tokens, 0)",
        $"{row}.reasoning_tokens", $"{row}.tokens",
    ];

    // The same as Slot.Of. What SQLite, made to calculate, writes again as it was is in our form and a moment that exists.
    private static string SlotOf(string time) =>
        $"iif(strftime('%Y-%m-%dT%H:%M:%fZ', {time}, '+0 days') = {time} AND {time} >= '1970' AND {time} < '21', strftime('%s', {time}) / 900, -1)";
}
