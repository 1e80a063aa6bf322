namespace Codesession;

/// <summary>What became of a call that was handed in.</summary>
public sealed record UsageReceipt
{
    /// <summary>The record: the new one, or that of the first time.</summary>
    public required AiUsage Usage { get; init; }

    /// <summary>How its cost is known.</summary>
    public required CallPrice Price { get; init; }

    /// <summary>The session with its totals after it.</summary>
    public required Session Session { get; init; }

    /// <summary>The call was in the ledger already, and nothing was counted again.</summary>
    public bool Duplicate { get; init; }

    /// <summary>The record as it was before, where this told more of the call and replaced it; null: it did not.</summary>
    public AiUsage? Replaced { get; init; }
}
