namespace Codesession;

/// <summary>Where a cost comes from.</summary>
public enum PriceSource
{
    /// <summary>The price table of this version.</summary>
    BuiltIn,
    /// <summary>The user's own <c>pricing.json</c>.</summary>
    Custom,
    /// <summary>The caller stated the cost.</summary>
    Manual,
    /// <summary>The agent's own log states the cost, and no table knows the model.</summary>
    Agent,
}

/// <summary>What a call costs, and how that is known.</summary>
public sealed record CallPrice
{
    /// <summary>US dollars, exact and not rounded; null where no price is known for the model, its day or one of its modifiers.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Which table the price is from.</summary>
    public PriceSource Source { get; init; }

    /// <summary>Whether the model is in a table at all.</summary>
    public bool ModelKnown { get; init; }

    /// <summary>List price of input in US dollars per million tokens on the day of the call, before tiers and modifiers; null: unknown.</summary>
    public decimal? InputPer1M { get; init; }

    /// <summary>The same of output.</summary>
    public decimal? OutputPer1M { get; init; }
}
