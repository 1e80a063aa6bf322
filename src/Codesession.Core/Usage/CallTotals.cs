namespace Codesession;

/// <summary>Sums over calls.</summary>
/// <param name="Calls">How many there are.</param>
/// <param name="UnpricedCalls">How many of them have no known price and are not in <paramref name="Cost"/>.</param>
/// <param name="Tokens">All tokens.</param>
/// <param name="Cost">US dollars: the exact sum of what has a price.</param>
public sealed record CallTotals(long Calls, long UnpricedCalls, long Tokens, decimal Cost)
{
    /// <summary>Of no calls at all.</summary>
    public static CallTotals None { get; } = new(0, 0, 0, 0);

    /// <summary>The sums with the calls of a group, which has none in common with these.</summary>
    public CallTotals With(UsageStatistic group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return new(Calls + group.Calls, UnpricedCalls + group.UnpricedCalls, Tokens + group.Tokens, Cost + group.Cost);
    }
}
