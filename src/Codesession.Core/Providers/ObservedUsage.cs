using System.IO.Hashing;
using System.Text;

namespace Codesession;

/// <summary>What a reply told of its call.</summary>
public sealed record ObservedUsage
{
    /// <summary>The model that answered; null: the reply does not say.</summary>
    public string? Model { get; init; }

    /// <summary>The tokens that were billed, those of all passes together.</summary>
    public TokenCounts Tokens { get; init; }

    /// <summary>The provider's own id of the response.</summary>
    public string? ResponseId { get; init; }

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

    /// <summary>The reply broke off: these are the last figures that it told, more may have been billed.</summary>
    public bool Partial { get; init; }

    /// <summary>This, unless it tells of no tokens, or of more than can be.</summary>
    internal ObservedUsage? IfAny => Tokens.Total is > 0 and <= Limits.LargestCount ? this : null;

    /// <summary>The call as the ledger takes it.</summary>
    /// <param name="sessionId">The session on which it is booked.</param>
    /// <param name="source">Who saw it.</param>
    /// <param name="provider">Who served the model.</param>
    /// <param name="fallbackModel">The model that was asked for, where the reply names none.</param>
    /// <param name="agent">The agent; null: not told.</param>
    /// <param name="time">When it was made; null: now.</param>
    /// <param name="requestId">The id of the request; null: not told.</param>
    /// <param name="conversationId">The agent's conversation; null: not told.</param>
    /// <param name="eventId">Its place in the conversation; null: not told.</param>
    /// <returns>The call; names and ids that are too long for the ledger are shortened, each to one of its own.</returns>
    public NewUsage ToNewUsage(
        long sessionId, UsageSource source, string provider, string fallbackModel, string? agent = null, DateTimeOffset? time = null,
        string? requestId = null, string? conversationId = null, string? eventId = null) => new()
    {
        AgentName = agent,
        Timestamp = time,
        RequestId = Name(requestId),
        ConversationId = Name(conversationId),
        EventId = Name(eventId),
        SessionId = sessionId,
        Source = source,
        Provider = provider,
        Model = Name(Model) ?? Name(fallbackModel) ?? "unknown",
        PromptTokens = Tokens.Prompt,
        CompletionTokens = Tokens.Output,
        CacheReadTokens = Tokens.CacheRead,
        CacheWriteTokens = Tokens.CacheWrite,
        CacheWrite1hTokens = Tokens.CacheWrite1h,
        ReasoningTokens = Tokens.Reasoning,
        ResponseId = Name(ResponseId),
        ServiceTier = Name(ServiceTier),
        Speed = Name(Speed),
        Geography = Name(Geography),
        WebSearches = WebSearches,
        Passes = Passes,
        Partial = Partial,
    };

    // Some gateways pack a whole route into an id. It must stay the same id whenever it is read, and no other's; text of two
    // halves is not cut between them.
    private static string? Name(string? text) => text switch
    {
        null => null,
        _ when string.IsNullOrWhiteSpace(text) => null,
        { Length: <= NewUsage.LongestName } => text,
        _ => $"{text[..(char.IsHighSurrogate(text[127]) ? 127 : 128)]}~{Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(text)))}",
    };
}
