namespace Codesession;

/// <summary>The list price of one model on one day: US dollars per million tokens, before tiers and modifiers.</summary>
public sealed record ModelPrice
{
    /// <summary>The name that the price is kept under: <c>model</c>, or <c>provider/model</c> for a custom price of one provider.</summary>
    public required string Key { get; init; }

    /// <summary>The vendor of the model: <c>anthropic</c>, <c>openai</c>, …; null: unknown (a custom price of its own).</summary>
    public string? Provider { get; init; }

    /// <summary>Input that no cache holds.</summary>
    public required decimal InputPer1M { get; init; }

    /// <summary>Output, reasoning included.</summary>
    public required decimal OutputPer1M { get; init; }

    /// <summary>Input read from a cache; null: no rate of its own, the vendor's rule applies.</summary>
    public decimal? CacheReadPer1M { get; init; }

    /// <summary>Input written to a cache for 5 minutes or no stated time; null: no rate of its own, the vendor's rule applies.</summary>
    public decimal? CacheWritePer1M { get; init; }

    /// <summary>Input written to a cache for one hour; null: no rate of its own, the vendor's rule applies.</summary>
    public decimal? CacheWrite1hPer1M { get; init; }

    /// <summary>Which table the price is in.</summary>
    public required PriceSource Source { get; init; }

    /// <summary>Where a built-in price was found, and its as-of date; null for a custom price.</summary>
    public string? Origin { get; init; }

    /// <summary>The first UTC day of this price; null: since ever.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The first UTC day on which this price no longer counts; null: until further notice.</summary>
    public DateOnly? Until { get; init; }
}
