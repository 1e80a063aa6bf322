namespace Codesession.Storage;

/// <summary>Where the sums of calls are read.</summary>
/// <param name="Table">The table, which has the columns session_id, provider, model and agent_name.</param>
/// <param name="Time">Its column of time.</param>
/// <param name="Columns">The sums in SQL, by the same names and in the same order.</param>
internal sealed record CallSums(string Table, string Time, string Columns)
{
    /// <summary>From the calls themselves, which tell everything. Where only the total is known, the classes are null or 0.</summary>
    public static CallSums OfCalls { get; } = new("ai_usage", "timestamp", """
        count(*) AS calls, count(*) - count(cost_e10) AS unpriced,
        coalesce(sum(prompt_tokens - cache_read_tokens - cache_write_tokens - cache_write_1h_tokens), 0) AS input,
        coalesce(sum(cache_write_tokens) + sum(cache_write_1h_tokens), 0) AS cache_write, coalesce(sum(cache_read_tokens), 0) AS cache_read,
        coalesce(sum(completion_tokens), 0) AS output, coalesce(sum(reasoning_tokens), 0) AS reasoning,
        coalesce(sum(tokens), 0) AS tokens, coalesce(sum(cost_e10), 0) AS cost
        """);

    /// <summary>From what is kept of them for each quarter of an hour.</summary>
    public static CallSums OfSlots { get; } = new("usage_slots", "slot", """
        coalesce(sum(calls), 0) AS calls, coalesce(sum(unpriced), 0) AS unpriced, coalesce(sum(input), 0) AS input,
        coalesce(sum(cache_write), 0) AS cache_write, coalesce(sum(cache_read), 0) AS cache_read, coalesce(sum(output), 0) AS output,
        coalesce(sum(reasoning), 0) AS reasoning, coalesce(sum(tokens), 0) AS tokens, coalesce(sum(cost_e10), 0) AS cost
        """);
}
