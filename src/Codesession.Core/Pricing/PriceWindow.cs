namespace Codesession.Pricing;

/// <summary>The rates of a request with more than so many prompt tokens. They price the whole request.</summary>
internal sealed record PriceTier(long Above, Rates Rates);

/// <summary>The price of a model from one UTC day until another.</summary>
internal sealed record PriceWindow(Rates List)
{
    /// <summary>The first day; null: since ever.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The first day that no longer counts; null: until further notice.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Dearer rates of long requests, the lowest threshold first.</summary>
    public IReadOnlyList<PriceTier> Tiers { get; init; } = [];

    /// <summary>The rates at the speed <c>fast</c>; null: none is known.</summary>
    public Rates? Fast { get; init; }

    /// <summary>Whether the vendor's factors for geographies apply to the model.</summary>
    public bool Geography { get; init; } = true;

    /// <summary>Where the price was found, and when; null: the user's own.</summary>
    public PriceOrigin? Origin { get; init; }

    public bool Covers(DateOnly day) => !(day < From) && !(day >= Until);

    /// <summary>The rates of a request by its size and speed; null where the price of that speed is not known.</summary>
    public Rates? RatesOf(decimal prompt, string? speed)
    {
        var rates = Tiers.LastOrDefault(tier => prompt > tier.Above)?.Rates ?? List;
        return speed?.Trim().ToUpperInvariant() switch
        {
            null or "" or "STANDARD" => rates,
            "FAST" => Fast?.WithCacheLike(rates),
            _ => null,
        };
    }
}
