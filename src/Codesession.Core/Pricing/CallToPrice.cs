namespace Codesession;

/// <summary>All that the price of one call depends on.</summary>
public sealed record CallToPrice
{
    /// <summary>Who serves the model: <c>anthropic</c>, <c>openai</c>, …</summary>
    public required string Provider { get; init; }

    /// <summary>The model as the agent named it.</summary>
    public required string Model { get; init; }

    /// <summary>When the call was made: its UTC date picks the price.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The tokens by class; null where only <see cref="TotalTokens"/> is known.</summary>
    public TokenCounts? Tokens { get; init; }

    /// <summary>All tokens. Counts only where <see cref="Tokens"/> is null: then it is split 70/30 into input and output.</summary>
    public long TotalTokens { get; init; }

    /// <summary>The passes of a response that was billed for several; they then replace <see cref="Tokens"/>.</summary>
    public IReadOnlyList<UsagePass> Passes { get; init; } = [];

    /// <summary>The service tier as the provider reports it: <c>standard</c>, <c>batch</c>, <c>flex</c>, <c>priority</c>; null: the standard one.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The speed as the provider reports it: <c>fast</c>; null or <c>standard</c>: the ordinary one.</summary>
    public string? Speed { get; init; }

    /// <summary>Where the call was served, as the provider reports it: <c>us</c>, <c>eu</c>, <c>global</c>; null: not said.</summary>
    public string? Geography { get; init; }

    /// <summary>Web searches that the provider ran for the call.</summary>
    public long WebSearches { get; init; }
}
