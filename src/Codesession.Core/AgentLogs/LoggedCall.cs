namespace Codesession.AgentLogs;

/// <summary>A call as a log tells it.</summary>
internal sealed class LoggedCall
{
    /// <summary>The conversation in which it was made.</summary>
    public required LoggedConversation Conversation { get; init; }

    /// <summary>Model, tokens, the response's own id, and what else decides the price.</summary>
    public required ObservedUsage Observed { get; init; }

    /// <summary>When the line was written that tells it.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who served the model; null: not told, then by the model's name.</summary>
    public string? Provider { get; init; }

    /// <summary>The id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The call's own place in its conversation, where a log has no response ids: the same whenever it is read.</summary>
    public string? EventId { get; init; }

    /// <summary>This form of a call, which comes after another one; some gateways write 0 for an input that they told before.</summary>
    public LoggedCall After(LoggedCall before) => Observed.Tokens.Prompt > 0 || before.Observed.Tokens.Prompt == 0 ? this : new LoggedCall
    {
        Conversation = Conversation,
        Observed = Observed with { Tokens = before.Observed.Tokens with { Output = Observed.Tokens.Output, Reasoning = Observed.Tokens.Reasoning } },
        Time = Time,
        Provider = Provider,
        RequestId = RequestId,
        EventId = EventId,
        StatedCost = StatedCost,
    };

    /// <summary>US dollars as the agent reckoned them; null or 0: not told. Counts where the price table knows nothing.</summary>
    public decimal? StatedCost { get; init; }
}
