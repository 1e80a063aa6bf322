using Codesession.Storage;

namespace Codesession;

/// <summary>
/// The one object that every door opens: a ledger of sessions and of what they cost. Not safe for use by several
/// threads at once; open one for each. Several processes may have the same file open.
/// </summary>
public sealed class Ledger : IDisposable
{
    private readonly Database database;
    private readonly LedgerOptions options;

    private Ledger(LedgerOptions options, Database database)
    {
        this.database = database;
        this.options = options;
        Prices = new Prices(options.PricingPath);
        Budgets = new Budgets(database, options);
        Sessions = new Sessions(database, options, Budgets);
        Usage = new Usage(database, Prices, options.Time);
        Logs = new Logs(database, Usage, Prices, options.Time);
        Notes = new Notes(database, options.Time);
        Projects = new Projects(database, options.Time);
        Reports = new Reports(database, options.Time);
    }

    /// <summary>Start, find, end, recover and remove sessions.</summary>
    public Sessions Sessions { get; }

    /// <summary>Record, read and remove calls.</summary>
    public Usage Usage { get; }

    /// <summary>Record what agents' logs tell.</summary>
    public Logs Logs { get; }

    /// <summary>Timestamped notes of sessions.</summary>
    public Notes Notes { get; }

    /// <summary>What models cost.</summary>
    public Prices Prices { get; }

    /// <summary>How much may be spent, and is.</summary>
    public Budgets Budgets { get; }

    /// <summary>The folders that are looked over each day.</summary>
    public Projects Projects { get; }

    /// <summary>Sums and listings.</summary>
    public Reports Reports { get; }

    /// <summary>
    /// Opens the ledger, makes it where there is none, and upgrades it in place where an older version or the
    /// original made it (after keeping a copy beside it).
    /// </summary>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.StoreTooNew"/>, <see cref="ErrorCode.StoreInvalid"/>, <see cref="ErrorCode.StoreCorrupt"/>,
    /// <see cref="ErrorCode.StoreReadOnly"/>, <see cref="ErrorCode.StoreFull"/>, <see cref="ErrorCode.StoreBusy"/> or
    /// <see cref="ErrorCode.IoError"/>; the file is then as it was.
    /// </exception>
    public static Ledger Open(LedgerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Ledger(options, Database.Open(options.DatabasePath, options.BusyTimeout));
    }

    /// <summary>Loads SQLite and its provider without touching a file: a long-lived door may do so before the first use.</summary>
    public static void WarmUp() => Database.WarmUp();

    /// <summary>
    /// Another number after each change that somebody else, another <see cref="Ledger"/> of this process too, has made: as long as it
    /// stays the same, what was read holds. Costs a few microseconds.
    /// </summary>
    public long OthersChanges => database.Scalar<long>("PRAGMA data_version");

    /// <summary>
    /// Runs reads in one snapshot: what others write meanwhile is not seen, so that totals and rows agree.
    /// </summary>
    public T Snapshot<T>(Func<T> read) => database.Read(read);

    /// <summary>Copies the ledger, while others may go on writing, into a file that only its owner may read.</summary>
    /// <param name="path">Where to; null: beside the ledger, <c>sessions.db.fresh-20261123-150405.bak</c> by the local clock.</param>
    /// <returns>Full path of the copy.</returns>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.FileExists"/>: there is a file of that name; <see cref="ErrorCode.StoreFull"/>, <see cref="ErrorCode.StoreReadOnly"/>,
    /// <see cref="ErrorCode.IoError"/>: it cannot be written.
    /// </exception>
    public string Backup(string? path = null)
    {
        var copy = path is null ? LedgerCopy.NameFor(options.DatabasePath, "fresh", options.Time.GetLocalNow()) : Path.GetFullPath(path);
        if (Path.Exists(copy))
        {
            throw new CodesessionException(ErrorCode.FileExists, $"{copy} is there already. Give another name, or move it away.") { Subject = copy };
        }
        LedgerCopy.Write(options.DatabasePath, copy, overwrite: false);
        return copy;
    }

    /// <summary>
    /// Removes all sessions, active ones too, with their calls, notes, files, commits and own budgets, after a backup of everything. Other
    /// budgets, projects and prices stay, and so does how far agents' logs were read: an import brings only what is new. Numbers of sessions
    /// go on.
    /// </summary>
    /// <exception cref="CodesessionException">As for <see cref="Backup"/>; <see cref="ErrorCode.StoreBusy"/>. Nothing was removed then.</exception>
    public FreshStart StartFresh()
    {
        using var content = new LedgerContent(options.DatabasePath, options.BusyTimeout);
        return content.Write(() =>
        {
            // The lock is held from before the backup on: whatever is recorded is in the backup or in the new ledger.
            var removed = new FreshStart(Backup(), content.Sessions, content.Calls);
            content.RemoveSessions();
            return removed;
        });
    }

    /// <summary>
    /// Puts what another ledger file holds, a backup or one of an older version, in the place of all that this one holds, after a backup of
    /// that. Others may have it open and go on with it: they see all of it or nothing. Numbers go on from the higher ones.
    /// </summary>
    /// <param name="path">The file; it stays as it is.</param>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.InvalidInput"/>: that is this ledger; <see cref="ErrorCode.StoreInvalid"/>: no ledger;
    /// <see cref="ErrorCode.StoreTooNew"/>, <see cref="ErrorCode.StoreCorrupt"/>, <see cref="ErrorCode.StoreBusy"/>, <see cref="ErrorCode.StoreFull"/>,
    /// <see cref="ErrorCode.StoreReadOnly"/>, <see cref="ErrorCode.IoError"/>. The ledger is as it was then.
    /// </exception>
    public Restoration Restore(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = Path.GetFullPath(path);
        if (!File.Exists(file))
        {
            throw new CodesessionException(ErrorCode.IoError, $"There is no file {file}. Name a backup: they lie beside the ledger and end in .bak.") { Subject = file };
        }
        if (file == Path.GetFullPath(options.DatabasePath))
        {
            throw new CodesessionException(ErrorCode.InvalidInput, $"{file} is the ledger itself. Name a backup: they lie beside it and end in .bak.") { Subject = file };
        }
        return LedgerRestore.Run(options.DatabasePath, file, options.BusyTimeout, options.Time.GetLocalNow());
    }

    /// <inheritdoc />
    public void Dispose() => database.Dispose();
}
