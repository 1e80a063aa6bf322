namespace Codesession;

/// <summary>The calls that were made in one hour of the week, by the clock of the zone, in whichever week.</summary>
/// <param name="Day">The day of the week.</param>
/// <param name="Hour">The hour, 0 to 23.</param>
/// <param name="Calls">How many calls were made.</param>
/// <param name="UnpricedCalls">How many of them have no known price and are not in <paramref name="Cost"/>.</param>
/// <param name="Tokens">All their tokens.</param>
/// <param name="Cost">US dollars: the exact sum of what has a price.</param>
public sealed record HourOfWeek(DayOfWeek Day, int Hour, long Calls, long UnpricedCalls, long Tokens, decimal Cost)
{
    /// <summary>How many a week has.</summary>
    internal const int Count = 7 * 24;

    /// <param name="hour">Its number, from Monday's first on.</param>
    /// <param name="sums">Of its calls.</param>
    internal static HourOfWeek Of(long hour, UsageStatistic sums) =>
        new((DayOfWeek)((hour / 24 + 1) % 7), (int)(hour % 24), sums.Calls, sums.UnpricedCalls, sums.Tokens, sums.Cost);
}
