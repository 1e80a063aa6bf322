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
        TryParseOurs(text, out var time)
        || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)
            ? time
            : DateTimeOffset.UnixEpoch;

    // By its digits: an eighth of the general parser's time, of which a report reads a million.
    internal static bool TryParseOurs(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _, '.', _, _, _, 'Z'])
        {
            return false;
        }
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second, millisecond) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]), Number(text[20..23]));
        var exists = year > 0 && month is > 0 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(year, month)
            && hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and < 60 && millisecond >= 0;
        if (exists)
        {
            time = new DateTimeOffset(year, month, day, hour, minute, second, millisecond, TimeSpan.Zero);
        }
        return exists;
    }

    // Negative: not digits alone.
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return -1;
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }
}
