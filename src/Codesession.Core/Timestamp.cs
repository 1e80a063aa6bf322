using System.Globalization;

namespace Codesession;

/// <summary>Times as the ledger and every JSON shape write them: UTC, ISO 8601, milliseconds, <c>Z</c>.</summary>
internal static class Timestamp
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads our form and any other that the original or a hand may have written. What is no time at all becomes the
    /// Unix epoch: one damaged cell must not make a whole ledger unreadable.
    /// </summary>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : DateTimeOffset.UnixEpoch;
}
