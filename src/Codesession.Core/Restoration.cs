namespace Codesession;

/// <summary>What came of restoring a ledger.</summary>
/// <param name="From">Full path of the file that it was restored from.</param>
/// <param name="Backup">Full path of the copy that was made of what the ledger held before.</param>
/// <param name="Sessions">How many sessions it has now.</param>
/// <param name="Calls">How many calls.</param>
public sealed record Restoration(string From, string Backup, long Sessions, long Calls);
