using System.Diagnostics.CodeAnalysis;

namespace Codesession;

/// <summary>
/// The calls of one day by the clock of the zone, or those of them that have one <see cref="UsageStatistic.Key"/>;
/// <see cref="UsageStatistic.Start"/> is when the day began.
/// </summary>
public sealed record DailyUsage : UsageStatistic
{
    [SetsRequiredMembers]
    internal DailyUsage(UsageStatistic sums) : base(sums)
    {
    }

    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }
}
