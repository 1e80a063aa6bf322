namespace Codesession.Storage;

/// <summary>
/// From a conversation to what its calls cost, for a status line that asks every few seconds. An index of its own: that of
/// events leaves out the calls of agents whose logs have response ids, and a conversation may be booked on several sessions.
/// </summary>
internal static class Migration4
{
    public static void Apply(Database database) => database.Execute(
        "CREATE INDEX cs_usage_conversation ON ai_usage(conversation_id, cost_e10) WHERE conversation_id IS NOT NULL");
}
