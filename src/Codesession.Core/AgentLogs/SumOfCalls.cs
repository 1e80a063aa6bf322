namespace Codesession.AgentLogs;

/// <summary>
/// The tokens of many calls that a log does not tell one by one. Taken for one request they would have the price of a huge one, which
/// some models charge more for, a token: they are parted into passes of an ordinary size.
/// </summary>
internal static class SumOfCalls
{
    /// <summary>Below the thresholds of all models (the lowest is 100,000).</summary>
    private const long OrdinaryPrompt = 80_000;

    // What is kept of a call must stay small.
    private const long MostPasses = 200;

    /// <summary>What is to be booked; null: nothing.</summary>
    public static ObservedUsage? Observed(string? model, TokenCounts tokens)
    {
        var count = Math.Clamp((tokens.Prompt + OrdinaryPrompt - 1) / OrdinaryPrompt, 1, MostPasses);
        return new ObservedUsage
        {
            Model = model,
            Tokens = tokens,
            Passes = count == 1 ? [] : [.. Enumerable.Range(0, (int)count).Select(at => new UsagePass(null, Part(tokens, at, count)))],
        }.IfAny;
    }

    private static TokenCounts Part(TokenCounts all, long at, long count)
    {
        return new TokenCounts
        {
            Input = Of(all.Input), CacheWrite = Of(all.CacheWrite), CacheWrite1h = Of(all.CacheWrite1h), CacheRead = Of(all.CacheRead), Output = Of(all.Output),
        };

        // Together they are the whole, to the token.
        long Of(long whole) => (long)((Int128)whole * (at + 1) / count - (Int128)whole * at / count);
    }
}
