namespace Codesession;

/// <summary>A call to be recorded, as a door hands it in.</summary>
public sealed record NewUsage
{
    /// <summary>The longest provider name.</summary>
    public const int LongestProvider = 100;

    /// <summary>The longest name of a model, an agent or an id.</summary>
    public const int LongestName = 200;

    /// <summary>The largest count of tokens.</summary>
    public const long LargestCount = Limits.LargestCount;

    /// <summary>The dearest call, in US dollars.</summary>
    public const decimal LargestCost = Money.MostPerCall;

    /// <summary>The session on which it is booked.</summary>
    public required long SessionId { get; init; }

    /// <summary>Who served the model.</summary>
    public required string Provider { get; init; }

    /// <summary>The model, as the agent names it.</summary>
    public required string Model { get; init; }

    /// <summary>Where the record comes from.</summary>
    public required UsageSource Source { get; init; }

    /// <summary>All tokens; null: the sum of the others. May exceed that sum: then the parts are what is priced.</summary>
    public long? Tokens { get; init; }

    /// <summary>The whole input, cache reads and writes included.</summary>
    public long? PromptTokens { get; init; }

    /// <summary>Output, reasoning included.</summary>
    public long? CompletionTokens { get; init; }

    /// <summary>How many of the prompt's tokens were read from a cache.</summary>
    public long? CacheReadTokens { get; init; }

    /// <summary>How many were written to a cache for 5 minutes, or for no stated time.</summary>
    public long? CacheWriteTokens { get; init; }

    /// <summary>How many were written to a cache for an hour.</summary>
    public long? CacheWrite1hTokens { get; init; }

    /// <summary>How many of the completion's tokens were reasoning.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>US dollars; null: computed from the price table.</summary>
    public decimal? Cost { get; init; }

    /// <summary>US dollars as the agent's own log states them; counts where no price is known. Null: not stated.</summary>
    public decimal? AgentCost { get; init; }

    /// <summary>Refuse the call with <see cref="ErrorCode.UnknownModel"/> where no price is known, instead of recording it as unpriced.</summary>
    public bool RequirePrice { get; init; }

    /// <summary>The agent.</summary>
    public string? AgentName { get; init; }

    /// <summary>When the call was made; null: now.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The provider's own id of the response: <c>msg_…</c>, <c>chatcmpl-…</c>, <c>resp_…</c>.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The provider's id of the request, or any id by which the caller will know the call again.</summary>
    public string? RequestId { get; init; }

    /// <summary>The agent's conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The event's own place in its conversation, where a log has no response ids.</summary>
    public string? EventId { get; init; }

    /// <inheritdoc cref="CallToPrice.ServiceTier"/>
    public string? ServiceTier { get; init; }

    /// <inheritdoc cref="CallToPrice.Speed"/>
    public string? Speed { get; init; }

    /// <inheritdoc cref="CallToPrice.Geography"/>
    public string? Geography { get; init; }

    /// <inheritdoc cref="CallToPrice.WebSearches"/>
    public long WebSearches { get; init; }

    /// <inheritdoc cref="CallToPrice.Passes"/>
    public IReadOnlyList<UsagePass> Passes { get; init; } = [];

    /// <summary>The reservation under which the call was made (<see cref="Budgets.Reserve"/>); it ends with the record, and with a refusal too.</summary>
    public long? ReservationId { get; init; }

    /// <summary>The reply broke off: these are the last figures that it told, and more may have been billed.</summary>
    public bool Partial { get; init; }

    /// <summary>The tokens by class; null where only a total was given.</summary>
    internal TokenCounts? Classes => Tokens > 0 && (PromptTokens ?? 0) + (CompletionTokens ?? 0) == 0
        ? null
        : TokenCounts.Of(PromptTokens, CompletionTokens, CacheReadTokens, CacheWriteTokens, CacheWrite1hTokens, ReasoningTokens);

    /// <summary>All tokens: as given, else the sum.</summary>
    internal long Total => Tokens is > 0 ? Tokens.Value : Classes?.Total ?? 0;

    /// <summary>Checks limits, signs and sums.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/> or <see cref="ErrorCode.MissingTokens"/>.</exception>
    internal void Validate()
    {
        Limits.Text(Provider, "The provider", LongestProvider);
        Limits.Text(Model, "The model", LongestName);
        OptionalText(AgentName, "The agent's name");
        OptionalText(ResponseId, "The response id");
        OptionalText(RequestId, "The request id");
        OptionalText(ConversationId, "The conversation id");
        OptionalText(EventId, "The event id");
        OptionalText(ServiceTier, "The service tier");
        OptionalText(Speed, "The speed");
        OptionalText(Geography, "The geography");
        if (Cost is < 0 or > Money.MostPerCall)
        {
            throw Invalid($"The cost must be a number of dollars from 0 to {Money.MostPerCall:0}.");
        }
        Limits.Count(Tokens ?? 0, "The number of tokens");
        Limits.Count(PromptTokens ?? 0, "The number of prompt tokens");
        Limits.Count(CompletionTokens ?? 0, "The number of completion tokens");
        Limits.Count(CacheReadTokens ?? 0, "The number of cache read tokens");
        Limits.Count(CacheWriteTokens ?? 0, "The number of cache write tokens");
        Limits.Count(CacheWrite1hTokens ?? 0, "The number of 1 hour cache write tokens");
        Limits.Count(ReasoningTokens ?? 0, "The number of reasoning tokens");
        Limits.Count(WebSearches, "The number of web searches");

        if ((CacheReadTokens ?? 0) + (CacheWriteTokens ?? 0) + (CacheWrite1hTokens ?? 0) > (PromptTokens ?? 0))
        {
            throw Invalid("More cache tokens than prompt tokens. The prompt tokens are the whole input, cache reads and writes included.");
        }
        if (ReasoningTokens > (CompletionTokens ?? 0))
        {
            throw Invalid("More reasoning tokens than completion tokens. The completion tokens include the reasoning.");
        }
        if (Total == 0)
        {
            throw new CodesessionException(ErrorCode.MissingTokens, "No tokens given.")
            {
                CsAdvice = "Give a total (--tokens), or --prompt-tokens and --completion-tokens.",
            };
        }
        if (Tokens is > 0 && Tokens < (Classes?.Total ?? 0))
        {
            throw Invalid("The total is smaller than prompt and completion tokens together. Leave it out, or give the right one.");
        }
        Limits.Count(Total, "The number of all tokens");
    }

    private static void OptionalText(string? value, string what)
    {
        if (value is not null)
        {
            Limits.Text(value, what, LongestName);
        }
    }

    private static CodesessionException Invalid(string message) => new(ErrorCode.InvalidInput, message);
}
