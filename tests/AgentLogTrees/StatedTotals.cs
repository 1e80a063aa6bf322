namespace Codesession.AgentLogTrees;

/// <summary>What a tree comes to.</summary>
public sealed class StatedTotals
{
    private readonly Dictionary<(string Agent, string Model, DateOnly Day), StatedSum> sums = [];

    /// <summary>The sums by agent, model and day in UTC.</summary>
    public IReadOnlyDictionary<(string Agent, string Model, DateOnly Day), StatedSum> Sums => sums;

    /// <summary>How many calls there are.</summary>
    public long Calls => sums.Values.Sum(sum => sum.Calls);

    /// <summary>How many files were written.</summary>
    public int Files { get; internal set; }

    /// <summary>How many bytes.</summary>
    public long Bytes { get; internal set; }

    internal void Add(StatedCall call)
    {
        var key = (call.Agent, call.Model, DateOnly.FromDateTime(call.Time));
        var sum = sums.GetValueOrDefault(key);
        sums[key] = new StatedSum(sum.Calls + 1, sum.Tokens + call.Tokens, sum.WebSearches + call.WebSearches);
    }
}

/// <summary>A sum of calls.</summary>
/// <param name="Calls">How many.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="WebSearches">Their searches.</param>
public readonly record struct StatedSum(long Calls, StatedTokens Tokens, long WebSearches);
