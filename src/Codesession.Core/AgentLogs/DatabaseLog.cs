using Codesession.Storage;

namespace Codesession.AgentLogs;

/// <summary>
/// A log that is an SQLite database. It is only read: nothing is locked for longer than one query of a bounded size takes, and no
/// file comes to be beside it, but the index that SQLite needs for a write-ahead log that its agent left. What cannot be read is a
/// problem and no end.
/// </summary>
internal abstract class DatabaseLog : AgentLog
{
    /// <summary>An agent writes for milliseconds; who holds its database for longer is met again at the next import.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const string WriteAhead = "-wal";
    private const string SharedMemory = "-shm";

    /// <summary>Tells what has come since the last time.</summary>
    /// <returns>What must be known to tell, the next time, only what is newer.</returns>
    /// <exception cref="CodesessionException">The database cannot be read, or has not the tables that were asked for.</exception>
    protected abstract string? Read(Database database, LogFile file, LogSink sink, CancellationToken cancel);

    public override IReadOnlyList<string> SideFiles(string path) => [path + WriteAhead];

    public override bool Recognizes(ReadOnlySpan<byte> beginning) => beginning.StartsWith("SQLite format 3\0"u8);

    public sealed override void Read(LogFile file, LogSink sink, CancellationToken cancel)
    {
        LogPosition? position = null;
        try
        {
            var asleep = IsAsleep(file.Path);
            using var database = Database.Connect(asleep ? Unchanging(file.Path) : file.Path, Patience, Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly);
            position = new LogPosition(file.Size, Read(database, file, sink, cancel));
            // Its agent woke up while it was read as if it slept.
            if (asleep && !IsAsleep(file.Path)) position = null;
        }
        catch (CodesessionException error)
        {
            var kind = error.Code switch
            {
                ErrorCode.StoreCorrupt or ErrorCode.StoreInvalid => LogProblemKind.Broken,
                ErrorCode.Internal => LogProblemKind.UnknownShape,
                _ => LogProblemKind.Unreadable,
            };
            sink.Problem(kind, error.InnerException?.Message);
        }
        sink.End(position);
    }

    /// <summary>The names of a table's columns; none: there is no such table.</summary>
    protected static IReadOnlySet<string> Columns(Database database, string table) =>
        database.Stream("SELECT name FROM pragma_table_info($1)", row => row.GetString(0), table).ToHashSet();

    /// <summary>
    /// Whether nobody has it open: a database with a write-ahead log, and the log is not there. To read it SQLite would make one,
    /// and leave it.
    /// </summary>
    private static bool IsAsleep(string path)
    {
        if (File.Exists(path + WriteAhead) || File.Exists(path + SharedMemory)) return false;
        // (SQLite's file format, 1.3: bytes 18 and 19 say 2 for it.)
        Span<byte> header = stackalloc byte[20];
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return RandomAccess.Read(handle, header, 0) == header.Length && header[18] == 2;
    }

    private static string Unchanging(string path) => $"{new Uri(path).AbsoluteUri}?immutable=1";
}
