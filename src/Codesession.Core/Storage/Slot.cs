namespace Codesession.Storage;

/// <summary>The quarters of an hour that <c>usage_slots</c> counts, from 1970 on (UTC).</summary>
internal static class Slot
{
    /// <summary>Of the calls whose time is not in our form, or further away than anyone works: what they belong to is seen by a look at each.</summary>
    public const long Unknown = -1;

    /// <summary>How long one is.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromMinutes(15);

    private const int FirstYear = 1970, YearAfter = 2100;

    /// <summary>The slot of a call, as the triggers of <see cref="Migration5"/> tell it.</summary>
    public static long Of(string timestamp) =>
        Timestamp.TryParseOurs(timestamp, out var time) && time.Year is >= FirstYear and < YearAfter ? Number(time) : Unknown;

    /// <summary>The slot that begins at a moment; null: none does.</summary>
    public static long? BeginningAt(DateTimeOffset time) => time.UtcTicks % Length.Ticks == 0 ? Number(time) : null;

    /// <summary>When a slot begins.</summary>
    public static DateTimeOffset StartOf(long slot) => DateTimeOffset.UnixEpoch + slot * Length;

    private static long Number(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / Length.Ticks;
}
