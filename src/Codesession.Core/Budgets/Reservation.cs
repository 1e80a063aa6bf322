namespace Codesession;

/// <summary>A call that is about to be made.</summary>
public sealed record ReservationRequest
{
    /// <summary>The session on which it will be booked.</summary>
    public required long SessionId { get; init; }

    /// <summary>The agent that makes it; null: not told.</summary>
    public string? AgentName { get; init; }

    /// <summary>US dollars that its own input comes to, as far as its length tells; null: unknown.</summary>
    public decimal? Estimate { get; init; }

    /// <summary>How long it counts as in flight if nobody settles or renews it.</summary>
    public required TimeSpan Lifetime { get; init; }
}

/// <summary>The answer to a call that is about to be made.</summary>
/// <param name="Id">What to settle when it has ended; null: refused, or no budget asks for it.</param>
/// <param name="RefusedBy">The budget that does not allow it; null: it may be made.</param>
public sealed record Reservation(long? Id, BudgetState? RefusedBy)
{
    /// <summary>Whether the call may be made.</summary>
    public bool IsGranted => RefusedBy is null;

    /// <summary>Why it may not, with what to do next, under <see cref="ErrorCode.BudgetExceeded"/>; null: it may.</summary>
    public CodesessionException? Error => RefusedBy is { } state ? BudgetText.Refusal(state) : null;
}
