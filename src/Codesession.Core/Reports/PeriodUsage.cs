namespace Codesession;

/// <summary>The calls of a day, week or month.</summary>
/// <param name="Start">When it begins, with the offset of the zone at that moment.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Calls">What they come to.</param>
public sealed record PeriodUsage(DateTimeOffset Start, DateTimeOffset Until, CallTotals Calls)
{
    /// <summary>The period of a moment, without calls.</summary>
    internal static PeriodUsage At(DateTimeOffset now, TimeZoneInfo zone, UsageGrouping length)
    {
        var calendar = new Calendar(zone, length);
        var period = calendar.PeriodOf(now);
        return new(calendar.StartOf(period), calendar.StartOf(calendar.After(period)), CallTotals.None);
    }

    /// <summary>The period with those of the days that are in it.</summary>
    internal PeriodUsage Of(IEnumerable<DailyUsage> days) =>
        this with { Calls = days.Where(day => day.Start >= Start && day.Start < Until).Aggregate(Calls, (sums, day) => sums.With(day)) };
}
