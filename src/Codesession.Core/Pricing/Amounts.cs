namespace Codesession.Pricing;

/// <summary>The tokens to be priced, by class. Decimals, because a split total gives fractions of a token.</summary>
internal readonly record struct Amounts(decimal Input, decimal CacheRead, decimal CacheWrite, decimal CacheWrite1h, decimal Output)
{
    /// <summary>The whole input: what the thresholds of tiers are compared with.</summary>
    public decimal Prompt => Input + CacheRead + CacheWrite + CacheWrite1h;

    public static Amounts Of(TokenCounts tokens) =>
        new(tokens.Input, tokens.CacheRead, tokens.CacheWrite, tokens.CacheWrite1h, tokens.Output);

    /// <summary>A bare total, taken as 70 % input and 30 % output: the convention of the original.</summary>
    public static Amounts Split(long total) => new(total * 0.7m, 0, 0, 0, total * 0.3m);
}
