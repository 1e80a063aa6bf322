using System.Globalization;

namespace Codesession.Core.Tests.Storage;

/// <summary>What is kept of the calls for each quarter of an hour, beside what a plain sum of them gives.</summary>
internal static class KeptSlots
{
    public static void AssertMirror(SqlFile file)
    {
        var expected = file.Rows("""
            SELECT timestamp, session_id, provider, model, coalesce(agent_name, ''), cost_e10 IS NULL,
              coalesce(prompt_tokens - cache_read_tokens - cache_write_tokens - cache_write_1h_tokens, 0), cache_write_tokens + cache_write_1h_tokens,
              cache_read_tokens, coalesce(completion_tokens, 0), reasoning_tokens, tokens, coalesce(cost_e10, 0)
            FROM ai_usage
            """)
            .Select(row => row.Split('|'))
            .GroupBy(cells => string.Join('|', [string.Create(CultureInfo.InvariantCulture, $"{SlotOf(cells[0])}"), .. cells[1..5]]))
            .Select(calls => string.Join('|', [calls.Key, calls.Count(), .. Enumerable.Range(5, 8).Select(cell => calls.Sum(call => Number(call[cell])))]));
        Assert.Equal(expected.Order(StringComparer.Ordinal), file.Rows("SELECT * FROM usage_slots").Order(StringComparer.Ordinal));
    }

    private static long Number(string cell) => long.Parse(cell, CultureInfo.InvariantCulture);

    // By the general parser: whether text is in our form is told by writing it again.
    private static double SlotOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) == text && time.Year is >= 1970 and < 2100
            ? Math.Floor((time - DateTimeOffset.UnixEpoch) / TimeSpan.FromMinutes(15))
            : -1;
}
