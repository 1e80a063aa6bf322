namespace Codesession;

/// <summary>One recorded AI call.</summary>
public sealed record AiUsage
{
    /// <summary>The number of the record.</summary>
    public required long Id { get; init; }

    /// <summary>The session.</summary>
    public required long SessionId { get; init; }

    /// <summary>Who served the model.</summary>
    public required string Provider { get; init; }

    /// <summary>The model as the agent named it.</summary>
    public required string Model { get; init; }

    /// <summary>All tokens.</summary>
    public required long Tokens { get; init; }

    /// <summary>The whole input, cache reads and writes included; null: not told apart.</summary>
    public long? PromptTokens { get; init; }

    /// <summary>Output, reasoning included; null: not told apart.</summary>
    public long? CompletionTokens { get; init; }

    /// <summary>How much of the input was read from a cache.</summary>
    public long CacheReadTokens { get; init; }

    /// <summary>How much of the input was written to a cache for 5 minutes.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>How much of the input was written to a cache for an hour.</summary>
    public long CacheWrite1hTokens { get; init; }

    /// <summary>How much of the output was reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>US dollars, to 10 decimals; null: no price is known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Where the cost is from; null: not known (the original does not say).</summary>
    public PriceSource? PriceSource { get; init; }

    /// <summary>The agent; null: not told.</summary>
    public string? AgentName { get; init; }

    /// <summary>When the call was made.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Where the record comes from.</summary>
    public required UsageSource Source { get; init; }

    /// <summary>The provider's own id of the response; null: not told.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The provider's id of the request, from the response's header or as the caller gave it; null: not told.</summary>
    public string? RequestId { get; init; }

    /// <summary>The reply broke off: these are the last figures that it told, and more may have been billed.</summary>
    public bool Partial { get; init; }

    /// <summary>The tokens by class; null where only the total is known.</summary>
    public TokenCounts? TokenClasses =>
        TokenCounts.Of(PromptTokens, CompletionTokens, CacheReadTokens, CacheWriteTokens, CacheWrite1hTokens, ReasoningTokens);
}
