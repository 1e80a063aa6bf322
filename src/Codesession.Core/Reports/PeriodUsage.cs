using System.Diagnostics.CodeAnalysis;

namespace Codesession;

/// <summary>The calls of the day, week or month that it is now; <see cref="UsageStatistic.Start"/> is when it began.</summary>
public sealed record PeriodUsage : UsageStatistic
{
    [SetsRequiredMembers]
    internal PeriodUsage(UsageStatistic sums) : base(sums)
    {
    }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Until { get; init; }
}
