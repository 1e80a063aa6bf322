namespace Codesession;

/// <summary>
/// What a month's calls will come to. Each day that is left, and today where it has not had as much yet, counts as the mean of its
/// weekday in the last 28 full days, or of all of them while fewer than 14 are known; days without a call count as well. The range is
/// 1.28 standard deviations to either side, of what is left and of means of so few days: four months in five end within it, if their
/// days are like those and independent of each other.
/// </summary>
public sealed record Projection
{
    // Of a normal distribution: a tenth lies beyond it, on either side.
    private const double Tenth = 1.28;

    private const int DaysOfWeekdays = 14, FewestDaysWithCalls = 3;

    /// <summary>How many full days are looked back on, at most.</summary>
    internal const int LongestPast = 28;

    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>US dollars that its calls have cost so far.</summary>
    public required decimal Spent { get; init; }

    /// <summary>US dollars at its end, if it goes on as it did; to a millionth, as the others.</summary>
    public required decimal Expected { get; init; }

    /// <summary>US dollars at its end, if it goes on with less; not below <see cref="Spent"/>.</summary>
    public required decimal Low { get; init; }

    /// <summary>US dollars at its end, if it goes on with more.</summary>
    public required decimal High { get; init; }

    /// <summary>How many past days it is made of; those from the first call in the ledger on.</summary>
    public required int DaysUsed { get; init; }

    /// <summary>How many calls of the month so far, and of these days, have no known price and are in none of the sums.</summary>
    public required long UnpricedCalls { get; init; }

    /// <param name="today">By the clock of the zone.</param>
    /// <param name="first">The day of the first call of all.</param>
    /// <param name="days">The days with calls, of this month and of the days looked back on.</param>
    /// <returns>Null: too few of these have calls.</returns>
    internal static Projection? Of(DateOnly today, DateOnly first, IReadOnlyList<DailyUsage> days)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var costs = days.ToDictionary(day => day.Day, day => day.Cost);
        var start = Later(first, today.AddDays(-LongestPast));
        var past = Enumerable.Range(0, Math.Max(0, today.DayNumber - start.DayNumber)).Select(start.AddDays).ToList();
        if (past.Count(costs.ContainsKey) < FewestDaysWithCalls)
        {
            return null;
        }
        var kinds = past.ToLookup(KindOf);
        var means = kinds.ToDictionary(kind => kind.Key, kind => kind.Average(CostOf));
        var deviations = past.Sum(day => Math.Pow((double)(CostOf(day) - means[KindOf(day)]), 2));
        var variance = deviations / (past.Count - means.Count);

        var left = Enumerable.Range(0, month.AddMonths(1).DayNumber - today.DayNumber).Select(today.AddDays).ToList();
        var spent = days.Where(day => day.Day >= month).Sum(day => day.Cost);
        var expected = spent + left.Sum(day => Math.Max(0, means[KindOf(day)] - CostOf(day)));
        // Days vary each for itself, a mean that is wrong is so for all of its days.
        var varying = left.GroupBy(KindOf).Sum(kind => kind.Count() * (1 + kind.Count() / (double)kinds[kind.Key].Count()));
        var spread = (decimal)(Tenth * Math.Sqrt(variance * varying));
        return new Projection
        {
            Month = month,
            Spent = spent,
            Expected = Money.Rounded(expected),
            Low = Money.Rounded(Math.Max(spent, expected - spread)),
            High = Money.Rounded(expected + spread),
            DaysUsed = past.Count,
            UnpricedCalls = days.Sum(day => day.UnpricedCalls),
        };

        decimal CostOf(DateOnly day) => costs.GetValueOrDefault(day);

        // Of fewer days a weekday would be its own mean, and certain.
        int KindOf(DateOnly day) => past.Count < DaysOfWeekdays ? 0 : (int)day.DayOfWeek;

        static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
    }
}
