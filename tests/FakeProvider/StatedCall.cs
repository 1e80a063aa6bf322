namespace Codesession.Fakes;

/// <summary>What a reply stated of its usage: the oracle for what is recorded of it.</summary>
public sealed record StatedCall
{
    /// <summary><c>anthropic</c>, <c>openai</c> or <c>google</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The model as the reply names it.</summary>
    public required string Model { get; init; }

    /// <summary>The reply's own id; null: that kind has none.</summary>
    public required string? ResponseId { get; init; }

    /// <summary>The tokens that were stated last.</summary>
    public required TokenCounts Tokens { get; init; }

    /// <summary>The passes that replace <see cref="Tokens"/> where there are any.</summary>
    public IReadOnlyList<UsagePass> Passes { get; init; } = [];

    /// <summary>The service tier; null: the ordinary one.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The speed; null: the ordinary one.</summary>
    public string? Speed { get; init; }

    /// <summary>Where it was served; null: not said.</summary>
    public string? Geography { get; init; }

    /// <summary>Web searches.</summary>
    public long WebSearches { get; init; }

    /// <summary>Whether the reply was sent to its end; false: it broke, and these are the figures stated before.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>The name of the reply that the request asked for; null: none.</summary>
    public string? Play { get; init; }

    /// <summary>The dollars, to the ten decimals of the ledger.</summary>
    /// <param name="prices">The price table.</param>
    /// <param name="time">When the call was made.</param>
    /// <returns>Null: no price is known.</returns>
    public decimal? Dollars(Prices prices, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(prices);
        var price = prices.PriceOf(new CallToPrice
        {
            Provider = Provider,
            Model = Model,
            Time = time,
            Tokens = Tokens,
            Passes = Passes,
            ServiceTier = ServiceTier,
            Speed = Speed,
            Geography = Geography,
            WebSearches = WebSearches,
        });
        return price.Cost is { } cost ? decimal.Round(cost, 10, MidpointRounding.AwayFromZero) : null;
    }
}
