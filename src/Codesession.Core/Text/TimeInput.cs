using System.Globalization;

namespace Codesession;

/// <summary>Times and zones as they are typed.</summary>
public static class TimeInput
{
    private const string Day = "yyyy-MM-dd";

    // The zone is K: Z, an offset, or nothing, which means the clock of the zone that is asked about.
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>A zone by its IANA name, <c>UTC</c> or <c>local</c>; null: the local one.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: this system knows no such zone.</exception>
    public static TimeZoneInfo Zone(string? name, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return name switch
        {
            null => time.LocalTimeZone,
            _ when name.Equals("local", StringComparison.OrdinalIgnoreCase) => time.LocalTimeZone,
            _ when name.Equals("UTC", StringComparison.OrdinalIgnoreCase) => TimeZoneInfo.Utc,
            // The name becomes a path below the system's zones, and must not leave them.
            _ when IsName(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) => zone,
            _ => throw Invalid($"\"{PlainText.Of(name, 40)}\" is no time zone that this system knows. Give a name like Europe/Berlin, UTC or local."),
        };
    }

    /// <summary>From when on: a day from its first moment, or a moment.</summary>
    /// <param name="text"><c>2026-11-22</c>, or a time of ISO 8601.</param>
    /// <param name="zone">By whose clock a day begins, and a time without an offset is meant.</param>
    /// <param name="what">The name of the value, for messages.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>.</exception>
    public static DateTimeOffset Since(string text, TimeZoneInfo zone, string what) => Parse(text, zone, what, day => day);

    /// <summary>Until when, as a bound that is not reached: the end of a day, which is in it, or a moment.</summary>
    /// <inheritdoc cref="Since"/>
    public static DateTimeOffset Until(string text, TimeZoneInfo zone, string what) => Parse(text, zone, what, day => day.AddDays(1));

    private static DateTimeOffset Parse(string text, TimeZoneInfo zone, string what, Func<DateTime, DateTime> bound)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var culture = CultureInfo.InvariantCulture;
        if (DateTime.TryParseExact(text, Day, culture, DateTimeStyles.None, out var day) && IsUsual(day))
        {
            return new Calendar(zone, UsageGrouping.Day).StartOf(bound(day).Ticks);
        }
        if (DateTime.TryParseExact(text, Moments, culture, DateTimeStyles.RoundtripKind, out var clock) && IsUsual(clock))
        {
            return clock.Kind == DateTimeKind.Unspecified
                ? new DateTimeOffset(clock, zone.GetUtcOffset(clock))
                : DateTimeOffset.ParseExact(text, Moments, culture, DateTimeStyles.None);
        }
        throw Invalid($"{what} must be a day like 2026-11-22 or a time like 2026-11-22T14:00:00Z, not \"{PlainText.Of(text, 40)}\".");
    }

    // Far from the ends of time, where a zone's clock would show none.
    private static bool IsUsual(DateTime time) => time.Year is > 1 and < 9998;

    private static bool IsName(string name) => !name.Contains("..", StringComparison.Ordinal) && name is [not '/', ..]
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "/_+-. ()".Contains(letter));

    private static CodesessionException Invalid(string message) => new(ErrorCode.InvalidInput, message);
}
