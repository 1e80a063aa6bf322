namespace Codesession;

/// <summary>What came of starting fresh.</summary>
/// <param name="Backup">Full path of the copy that was made before; <see cref="Ledger.Restore"/> takes it back.</param>
/// <param name="Sessions">How many sessions were removed.</param>
/// <param name="Calls">How many calls.</param>
public sealed record FreshStart(string Backup, long Sessions, long Calls);
