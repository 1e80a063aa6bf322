namespace Codesession;

/// <summary>From when until when a moment's period lasts.</summary>
internal readonly record struct TimeWindow(DateTimeOffset From, DateTimeOffset Until);

/// <summary>One moment by the local clock. The zone, whose rules are read from files, is looked at when it is needed.</summary>
internal sealed class BudgetClock(TimeProvider time)
{
    private readonly DateTimeOffset now = time.GetUtcNow();

    /// <summary>The day, week or month that it is now.</summary>
    public TimeWindow Now(BudgetPeriod period)
    {
        var calendar = new Calendar(time.LocalTimeZone, period switch
        {
            BudgetPeriod.Week => UsageGrouping.Week,
            BudgetPeriod.Month => UsageGrouping.Month,
            _ => UsageGrouping.Day,
        });
        var start = calendar.PeriodOf(now);
        return new(calendar.StartOf(start), calendar.StartOf(calendar.After(start)));
    }
}
