namespace Codesession;

/// <summary>What an <see cref="AgentSession"/> came to.</summary>
/// <param name="Session">Totals, time, calls by model, the tightest budget.</param>
/// <param name="Files">The files that changed.</param>
/// <param name="Commits">The commits, oldest first.</param>
/// <param name="Warning">Why git could not tell what changed; null: it could, or there is no repository.</param>
public sealed record AgentSessionSummary(SessionStatus Session, IReadOnlyList<FileChange> Files, IReadOnlyList<Commit> Commits, string? Warning)
{
    /// <summary>Whether a budget that counts it is used up, or its work stopped at one.</summary>
    public bool BudgetExceeded { get; init; } = Session.Budget is { Exceeded: true };
}
