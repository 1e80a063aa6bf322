using Codesession.Storage;

namespace Codesession;

/// <summary>
/// The one object that every door opens: a ledger of sessions and of what they cost. Not safe for use by several
/// threads at once; open one for each. Several processes may have the same file open.
/// </summary>
public sealed class Ledger : IDisposable
{
    private readonly Database database;

    private Ledger(LedgerOptions options, Database database)
    {
        this.database = database;
        Prices = new Prices(options.PricingPath);
        Budgets = new Budgets(database, options);
        Sessions = new Sessions(database, options, Budgets);
        Usage = new Usage(database, Prices, options.Time);
        Logs = new Logs(database, Usage, Prices, options.Time);
        Notes = new Notes(database, options.Time);
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

    /// <inheritdoc />
    public void Dispose() => database.Dispose();
}
