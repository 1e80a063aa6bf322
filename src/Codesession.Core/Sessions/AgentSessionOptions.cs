namespace Codesession;

/// <summary>How an <see cref="AgentSession"/> is kept.</summary>
public sealed record AgentSessionOptions
{
    /// <summary>The ledger; null: that of the user (<see cref="LedgerOptions.ForUser"/>).</summary>
    public LedgerOptions? Ledger { get; init; }

    /// <summary>The folder of the work; its session belongs to the git root around it. Null: the process's current folder.</summary>
    public string? Directory { get; init; }

    /// <summary>US dollars that the session may cost; null: no budget of its own. Other budgets in the ledger count all the same.</summary>
    public decimal? Budget { get; init; }

    /// <summary>The agent that calls are of where they do not say; null: none.</summary>
    public string? AgentName { get; init; }

    /// <inheritdoc cref="NewSession.Resume"/>
    public bool Resume { get; init; }

    /// <inheritdoc cref="NewSession.CloseStale"/>
    public bool CloseStale { get; init; }

    /// <summary>Refuse calls of models without a known price (<see cref="ErrorCode.UnknownModel"/>), instead of recording them as unpriced.</summary>
    public bool RequirePrice { get; init; }
}
