namespace Codesession;

/// <summary>What was found of sessions that are known by logs only.</summary>
/// <param name="Commits">How many commits were added to sessions.</param>
/// <param name="Warning">Why some may lack; null: nothing is known to.</param>
public sealed record InferredWork(long Commits, string? Warning);
