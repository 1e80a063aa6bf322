namespace Codesession;

/// <summary>All that is known of the price of one model: what counts now, and the built-in prices of all days with their sources.</summary>
public sealed record PriceHistory
{
    /// <summary>The name that the price is kept under: <c>model</c>, or <c>provider/model</c> for a custom price of one provider.</summary>
    public required string Key { get; init; }

    /// <summary>The vendor of the model; null: unknown (a custom price of its own).</summary>
    public string? Provider { get; init; }

    /// <summary>What counts on the day that was asked about: the user's own price, else the built-in one; null: none is known for that day.</summary>
    public TokenPrices? Current { get; init; }

    /// <summary>Whether <see cref="Current"/> is the user's own.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The model whose second name this is; null: none.</summary>
    public string? SameAs { get; init; }

    /// <summary>The built-in prices in the order of time; none for a model that is only in the user's own prices.</summary>
    public IReadOnlyList<DatedPrice> Windows { get; init; } = [];
}

/// <summary>A built-in price from one day until another.</summary>
/// <param name="From">The first UTC day; null: since ever.</param>
/// <param name="Until">The first UTC day that no longer counts; null: until further notice.</param>
/// <param name="Prices">The list price.</param>
/// <param name="Tiers">Dearer prices of requests with more than so many prompt tokens, the lowest first.</param>
/// <param name="Source">Where the price was found, and when.</param>
public sealed record DatedPrice(DateOnly? From, DateOnly? Until, TokenPrices Prices, IReadOnlyList<SizedPrice> Tiers, PriceOrigin Source);

/// <summary>What a whole request costs that has more than so many prompt tokens.</summary>
/// <param name="Above">Prompt tokens.</param>
/// <param name="Prices">The price.</param>
public sealed record SizedPrice(long Above, TokenPrices Prices);

/// <summary>Where a built-in price was found.</summary>
/// <param name="Name">The list: <c>Anthropic pricing page</c>.</param>
/// <param name="AsOf">The day on which it was looked at, or the version of the list.</param>
public sealed record PriceOrigin(string Name, string AsOf)
{
    /// <summary>For people.</summary>
    public override string ToString() => $"{Name}, as of {AsOf}";
}

/// <summary>US dollars per million tokens; null: no rate of its own, the vendor's rule applies.</summary>
/// <param name="Input">Input that no cache holds.</param>
/// <param name="Output">Output, reasoning included.</param>
/// <param name="CacheRead">Input read from a cache.</param>
/// <param name="CacheWrite">Input written to a cache for 5 minutes or no stated time.</param>
/// <param name="CacheWrite1h">Input written to a cache for one hour.</param>
public sealed record TokenPrices(decimal Input, decimal Output, decimal? CacheRead = null, decimal? CacheWrite = null, decimal? CacheWrite1h = null)
{
    internal static TokenPrices Of(Pricing.Rates rates) => new(rates.Input, rates.Output, rates.CacheRead, rates.CacheWrite, rates.CacheWrite1h);
}
