using System.Diagnostics.CodeAnalysis;

namespace Codesession;

/// <summary>The calls of one model at one provider; <see cref="UsageStatistic.Key"/> is the model, exactly as its calls name it.</summary>
public sealed record ModelUsage : UsageStatistic
{
    [SetsRequiredMembers]
    internal ModelUsage(UsageStatistic sums) : base(sums) => Provider = "";

    /// <summary>Who served it, exactly as its calls name it.</summary>
    public required string Provider { get; init; }
}
