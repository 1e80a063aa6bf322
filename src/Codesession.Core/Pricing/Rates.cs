namespace Codesession.Pricing;

/// <summary>Multiples of the input rate that cached tokens cost where a model has no cache rate of its own.</summary>
internal sealed record CacheFactors(decimal Read = 1, decimal Write = 1, decimal Write1h = 1);

/// <summary>US dollars per million tokens of each class; null: the model has no rate of its own for that class.</summary>
internal sealed record Rates(
    decimal Input, decimal Output, decimal? CacheRead = null, decimal? CacheWrite = null, decimal? CacheWrite1h = null)
{
    /// <summary>What tokens cost at these rates, in US dollars, not rounded.</summary>
    public decimal Cost(Amounts tokens, CacheFactors factors) => 0.000001m * (
        (tokens.Input * Input)
        + (tokens.CacheRead * (CacheRead ?? (Input * factors.Read)))
        + (tokens.CacheWrite * (CacheWrite ?? (Input * factors.Write)))
        + (tokens.CacheWrite1h * (CacheWrite1h ?? (Input * factors.Write1h)))
        + (tokens.Output * Output));

    /// <summary>These rates, and for each cache rate that is missing that of <paramref name="model"/>, scaled as the input is.</summary>
    public Rates WithCacheLike(Rates? model) => model is null || model.Input == 0 ? this : this with
    {
        // Multiplied before divided: a quotient such as 1/3 would not be exact.
        CacheRead = CacheRead ?? (Input * model.CacheRead / model.Input),
        CacheWrite = CacheWrite ?? (Input * model.CacheWrite / model.Input),
        CacheWrite1h = CacheWrite1h ?? (Input * model.CacheWrite1h / model.Input),
    };
}
