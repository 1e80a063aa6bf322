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

    private static void Upgrade(Database database)
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
            KeepCopy(database, version);
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

    // A second connection reads the last committed state while ours holds the write lock.
    private static void KeepCopy(Database database, long version)
    {
        var copy = $"{database.Path}.v{version}.bak";
        var unfinished = $"{copy}.{Environment.ProcessId}.tmp";
        try
        {
            // One that was interrupted, under the same process id, would be in the way.
            File.Delete(unfinished);
            LedgerFile.CreateEmpty(unfinished);
            using (var reader = Database.Connect(database.Path, TimeSpan.FromSeconds(30)))
            {
                reader.Execute("VACUUM INTO $1", unfinished);
            }
            File.Move(unfinished, copy, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.From(error, database.Path);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

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
