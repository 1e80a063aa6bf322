using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>Copies of ledgers: whole files, that only their owner may read.</summary>
internal static class LedgerCopy
{
    /// <summary>
    /// Copies the last committed state of a ledger. It is read by a connection of its own, so that another one may hold the write lock
    /// meanwhile. The copy gets its name when it is complete and on the disk.
    /// </summary>
    public static void Write(string from, string to, bool overwrite, SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        try
        {
            WriteWhole(from, to, overwrite, mode);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.From(error, to);
        }
    }

    /// <summary>A name beside a ledger that nothing has: <c>sessions.db.fresh-20261123-150405.bak</c>.</summary>
    public static string NameFor(string ledger, string reason, DateTimeOffset time)
    {
        var name = $"{ledger}.{reason}-{time:yyyyMMdd-HHmmss}";
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? $"{name}.bak" : $"{name}-{number}.bak").First(path => !Path.Exists(path));
    }

    private static void WriteWhole(string from, string to, bool overwrite, SqliteOpenMode mode)
    {
        var unfinished = $"{to}.{Environment.ProcessId}.tmp";
        try
        {
            // One that was interrupted, under the same process id, would be in the way.
            File.Delete(unfinished);
            LedgerFile.CreateEmpty(unfinished);
            using (var reader = Database.Connect(from, TimeSpan.FromSeconds(30), mode))
            {
                reader.Execute("VACUUM INTO $1", unfinished);
            }
            using (var file = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, to, overwrite);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
