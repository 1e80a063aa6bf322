namespace Codesession.Storage;

/// <summary>
/// The SQL that takes away or replaces all of a ledger within one transaction: others see what was before it or what is behind it, and
/// who writes meanwhile waits. Triggers, and where much is written indexes, are put aside and put back in the same transaction, for a
/// million rows would else take minutes. On a connection of its own, without foreign keys: with them SQLite looks at each row that goes.
/// </summary>
internal sealed class LedgerContent : IDisposable
{
    private const string Source = "restored";

    private readonly Database database;

    public LedgerContent(string path, TimeSpan patience)
    {
        database = Database.Connect(path, patience);
        database.Execute("PRAGMA foreign_keys = OFF");
    }

    /// <inheritdoc cref="Database.Write{T}(Func{T})"/>
    public T Write<T>(Func<T> work) => database.Write(work);

    public long Sessions => database.Scalar<long>("SELECT count(*) FROM sessions");

    public long Calls => database.Scalar<long>("SELECT count(*) FROM ai_usage");

    /// <summary>
    /// Removes all sessions, with whatever belongs to one. Their numbers are not used again: a program may still hold one.
    /// </summary>
    public void RemoveSessions()
    {
        var triggers = PutAside("trigger");
        foreach (var (table, always) in database.Stream("""
            SELECT tables.name, columns."notnull" FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
            WHERE tables.type = 'table' AND columns.name = 'session_id' ORDER BY tables.name
            """, row => (row.GetString(0), row.GetBoolean(1))).ToList())
        {
            // Without a condition SQLite drops a table's pages and looks at no row. A budget may be of no session.
            database.Execute($"DELETE FROM {Quoted(table)} {(always ? "" : "WHERE session_id IS NOT NULL")}");
        }
        database.Execute("DELETE FROM sessions");
        database.Execute("UPDATE completed_totals SET sessions = 0, timed = 0, duration = 0, files_changed = 0, commits = 0, cost_e10 = 0, unpriced_calls = 0");
        PutBack(triggers);
    }

    /// <summary>Opens the ledger of which the content is to be taken, before the transaction.</summary>
    public void Attach(string path) => database.Execute($"ATTACH $1 AS {Source}", path);

    /// <summary>
    /// Puts all that is in the attached ledger, which has our schema, in the place of what is here; a row that refers to a session that is
    /// gone comes as it is. Numbers go on from the higher ones.
    /// </summary>
    public void Replace()
    {
        var aside = PutAside("index', 'trigger");
        foreach (var table in database.Stream($"""
            SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
              AND name IN (SELECT name FROM {Source}.sqlite_master WHERE type = 'table')
            """, row => row.GetString(0)).ToList())
        {
            var columns = string.Join(", ", database.Stream($"""
                SELECT name FROM pragma_table_info($1, 'main') WHERE name IN (SELECT name FROM pragma_table_info($1, '{Source}'))
                """, row => Quoted(row.GetString(0)), table));
            database.Execute($"DELETE FROM main.{Quoted(table)}");
            database.Execute($"INSERT INTO main.{Quoted(table)} ({columns}) SELECT {columns} FROM {Source}.{Quoted(table)}");
        }
        database.Execute($"""
            UPDATE main.sqlite_sequence SET seq = max(sqlite_sequence.seq, theirs.seq) FROM {Source}.sqlite_sequence AS theirs WHERE theirs.name = sqlite_sequence.name
            """);
        PutBack(aside);
    }

    public void Dispose() => database.Dispose();

    private List<string> PutAside(string types)
    {
        var statements = new List<string>();
        foreach (var (type, name, sql) in database.Stream($"SELECT type, name, sql FROM main.sqlite_master WHERE type IN ('{types}') AND sql IS NOT NULL ORDER BY rowid",
            row => (row.GetString(0), row.GetString(1), row.GetString(2))).ToList())
        {
            database.Execute($"DROP {type} main.{Quoted(name)}");
            statements.Add(sql);
        }
        return statements;
    }

    private void PutBack(List<string> statements)
    {
        foreach (var sql in statements)
        {
            database.Execute(sql);
        }
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
