using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>
/// Puts a copy in the place of what a ledger holds, while others may have it open. Rows are copied in a transaction rather than pages by
/// SQLite's backup: that cannot begin under a write lock, so what somebody recorded between the backup and the restoring would be lost.
/// </summary>
internal static class LedgerRestore
{
    public static Restoration Run(string ledger, string path, TimeSpan patience, DateTimeOffset now)
    {
        var staged = $"{ledger}.restore-{Environment.ProcessId}.tmp";
        try
        {
            Stage(path, staged, patience);
            using var content = new LedgerContent(ledger, patience);
            content.Attach(staged);
            return content.Write(() =>
            {
                var backup = LedgerCopy.NameFor(ledger, "before-restore", now);
                LedgerCopy.Write(ledger, backup, overwrite: false);
                content.Replace();
                return new Restoration(path, backup, content.Sessions, content.Calls);
            });
        }
        finally
        {
            File.Delete(staged);
        }
    }

    // A whole copy, which shows that all of it can be read, in our schema. The file itself is not touched.
    private static void Stage(string path, string staged, TimeSpan patience)
    {
        try
        {
            using (var source = Database.Connect(path, patience, SqliteOpenMode.ReadOnly))
            {
                Migrations.ExpectLedger(source);
            }
            LedgerCopy.Write(path, staged, overwrite: true, SqliteOpenMode.ReadOnly);
        }
        catch (CodesessionException error) when (error.Code == ErrorCode.StoreInvalid)
        {
            throw new CodesessionException(ErrorCode.StoreInvalid, $"{path} is not a Codesession ledger. Nothing was changed. Name a backup, or another ledger.", error);
        }
        using var copy = Database.Connect(staged, patience);
        Migrations.UpgradeCopy(copy);
    }
}
