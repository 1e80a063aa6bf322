namespace Codesession;

/// <summary>How much may be spent in a time: by all, or by one session, project or agent.</summary>
public sealed record Budget
{
    /// <summary>The number that names it.</summary>
    public required long Id { get; init; }

    /// <summary>US dollars.</summary>
    public required decimal Limit { get; init; }

    /// <summary>The time in which it may be spent.</summary>
    public required BudgetPeriod Period { get; init; }

    /// <summary>The one session; null: any.</summary>
    public long? SessionId { get; init; }

    /// <summary>The project's folder (git root, or the folder of its sessions); null: any.</summary>
    public string? Project { get; init; }

    /// <summary>The agent; null: any.</summary>
    public string? AgentName { get; init; }

    /// <summary>The share of the limit from which on there is a warning.</summary>
    public required decimal WarnAt { get; init; }

    /// <summary>When it was set first.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>For people: <c>$5.00 a day for agent codex</c>.</summary>
    public string Name => BudgetText.Name(this);
}

/// <summary>A budget with what is spent of it.</summary>
public sealed record BudgetState
{
    /// <summary>The budget.</summary>
    public required Budget Budget { get; init; }

    /// <summary>The number that names the budget.</summary>
    public long Id => Budget.Id;

    /// <summary>The budget for people: <c>$5.00 a day for agent codex</c>.</summary>
    public string Name => Budget.Name;

    /// <summary>US dollars that may be spent.</summary>
    public decimal Limit => Budget.Limit;

    /// <summary>The session whose spending this is, where each session counts by itself; null: not of one session, or of none yet.</summary>
    public long? SessionId { get; init; }

    /// <summary>US dollars: the exact sum of what counts towards it and has a price.</summary>
    public required decimal Spent { get; init; }

    /// <summary>How many calls counted towards it have no known price and are not in <see cref="Spent"/>.</summary>
    public required long UnpricedCalls { get; init; }

    /// <summary>US dollars left; never negative.</summary>
    public decimal Remaining => Math.Max(0, Budget.Limit - Spent);

    /// <summary>Nothing is left: the next call is one too many.</summary>
    public bool Exceeded => Spent >= Budget.Limit;

    /// <summary>The share at which to warn is spent.</summary>
    public bool Warned => Spent >= Budget.Limit * Budget.WarnAt;
}

/// <summary>Where a session stands.</summary>
/// <param name="States">The budgets that its next call counts towards, the tightest first.</param>
/// <param name="Warning">Where there is none, and the session has cost much: a word on that; null: nothing to say.</param>
public sealed record BudgetOutlook(IReadOnlyList<BudgetState> States, string? Warning)
{
    /// <summary>The budget that ends first; null: there is none.</summary>
    public BudgetState? Tightest => States.Count > 0 ? States[0] : null;
}
