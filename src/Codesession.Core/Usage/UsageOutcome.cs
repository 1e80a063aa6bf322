namespace Codesession;

/// <summary>What became of one call of many.</summary>
/// <param name="Receipt">That of a recorded call; null: it was refused.</param>
/// <param name="Error">Why it was refused; null: it was not.</param>
public sealed record UsageOutcome(UsageReceipt? Receipt, CodesessionException? Error);
