using System.Diagnostics;

namespace Codesession.Storage;

/// <summary>
/// Numbered steps from any earlier schema to ours, counted in <c>PRAGMA user_version</c>; the original leaves it at 0.
/// All steps that a file needs run in one transaction.
/// </summary>
internal static class Migrations
{
    private static readonly Action<Database>[] Steps = [Migration1.Apply, Migration2.Apply, Migration3.Apply, Migration4.Apply, Migration5.Apply];

    public static long Latest => Steps.Length;

    public static void Apply(Database database, TimeSpan patience)
    {
        if (!IsCurrent(database))
        {
            database.Write(() => Upgrade(database));
            LedgerFile.Protect(database.Path);
        }
        // Not part of the upgrade: a copy that was put back, or an upgrade that was cut off here, is in another mode.
        if (database.Scalar<string>("PRAGMA journal_mode") != "wal")
        {
            UseWriteAheadLog(database, patience);
        }
    }

    private static bool IsCurrent(Database database)
    {
        var version = Version(database);
        // Other programs number their schemas too.
        if (version >= Latest && !LooksLikeLedger(database) && !IsEmpty(database))
        {
            throw StoreErrors.NoLedger(database.Path);
        }
        if (version > Latest)
        {
            throw StoreErrors.TooNew(database.Path, version);
        }
        return version == Latest;
    }

    /// <summary>Refuses what is no ledger, an empty file too, and one that is newer than we know.</summary>
    public static void ExpectLedger(Database database)
    {
        if (!LooksLikeLedger(database))
        {
            throw StoreErrors.NoLedger(database.Path);
        }
        _ = IsCurrent(database);
    }

    /// <summary>Upgrades a file that is a copy itself, and that nobody else has open.</summary>
    public static void UpgradeCopy(Database database) => database.Write(() => Upgrade(database, keepCopy: false));

    private static void Upgrade(Database database, bool keepCopy = true)
    {
        // Another process may have done it while this one waited for the lock.
        if (IsCurrent(database))
        {
            return;
        }
        var version = Version(database);
        if (!IsEmpty(database))
        {
            if (!LooksLikeLedger(database))
            {
                throw StoreErrors.NoLedger(database.Path);
            }
            if (keepCopy)
            {
                LedgerCopy.Write(database.Path, $"{database.Path}.v{version}.bak", overwrite: true);
            }
        }
        for (var step = version; step < Latest; step++)
        {
            Steps[step](database);
        }
        database.Execute($"PRAGMA user_version = {Latest}");
    }

    private static long Version(Database database) => database.Scalar<long>("PRAGMA user_version");

    private static bool IsEmpty(Database database) => database.Scalar<long>("SELECT count(*) FROM sqlite_master") == 0;

    private static bool LooksLikeLedger(Database database) => database.Scalar<long>(
        "SELECT count(*) FROM pragma_table_info('sessions') WHERE name IN ('name', 'start_time', 'working_directory', 'status')") == 4;

    // SQLite gives up on this switch at once, without its usual wait, while any other connection is busy.
    private static void UseWriteAheadLog(Database database, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (database.Scalar<string>("PRAGMA journal_mode = WAL") == "wal" || waited.Elapsed > patience)
                {
                    return;
                }
            }
            catch (CodesessionException error) when (error.Code == ErrorCode.StoreBusy && waited.Elapsed < patience)
            {
            }
            Thread.Sleep(Random.Shared.Next(1, 20));
        }
    }
}
