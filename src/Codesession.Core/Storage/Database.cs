using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>
/// One open SQLite file: transactions, statements and the translation of errors. Parameters are named $1, $2, … in
/// the order in which they are given. Of the libraries only the provider itself is used: those beneath it may be there
/// in two versions, where PowerShell has loaded another module's.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection connection;
    // Prepared statements that nobody is using. A stream keeps its own until it ends, so streams may run side by side.
    private readonly Dictionary<string, Stack<SqliteCommand>> idle = [];
    private SqliteTransaction? transaction;

    private Database(string path, SqliteConnection connection)
    {
        Path = path;
        this.connection = connection;
    }

    public string Path { get; }

    public static Database Open(string path, TimeSpan busyTimeout)
    {
        try
        {
            LedgerFile.EnsureExists(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw StoreErrors.From(error, path);
        }

        var database = Connect(path, busyTimeout);
        try
        {
            Migrations.Apply(database, busyTimeout);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A second connection to the same file, with no look at its schema.</summary>
    public static Database Connect(string path, TimeSpan busyTimeout, SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            // A pool would keep files open behind the caller's back; a process opens the ledger once.
            Pooling = false,
            // SQLite waits for locks itself (below); the provider's own retries, 150 ms apart, come on top only briefly.
            DefaultTimeout = 1,
        }.ConnectionString);
        var database = new Database(path, connection);
        database.Guard(() =>
        {
            connection.Open();
            // FULL: an acknowledged call survives a power cut, not only a crash.
            database.Execute($"PRAGMA busy_timeout = {(int)busyTimeout.TotalMilliseconds}; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;");
            return 0;
        });
        return database;
    }

    /// <summary>Goes once through what every use goes through, in a database that is nowhere.</summary>
    public static void WarmUp()
    {
        using var database = Connect(":memory:", TimeSpan.Zero, SqliteOpenMode.Memory);
        database.Write(() => database.Execute("CREATE TABLE t (a INTEGER, b TEXT)"));
        database.Write(() => database.Insert("INSERT INTO t VALUES ($1, $2)", 1L, "text"));
        _ = database.Read(() => database.Stream("SELECT a, b FROM t WHERE a = $1", row => (row.Number(0), row.Text(1)), 1L).ToList());
    }

    /// <summary>Runs <paramref name="work"/> in a transaction that holds the write lock from its start. Nests.</summary>
    public T Write<T>(Func<T> work) => InTransaction(work, write: true);

    /// <inheritdoc cref="Write{T}(Func{T})"/>
    public void Write(Action work) => Write(() => { work(); return 0; });

    /// <summary>Runs <paramref name="work"/> on one snapshot of the ledger. Nests.</summary>
    public T Read<T>(Func<T> work) => InTransaction(work, write: false);

    /// <summary>Runs a part of a transaction that is taken back alone where it fails.</summary>
    public T Part<T>(Func<T> work)
    {
        Execute("SAVEPOINT part");
        try
        {
            return work();
        }
        catch
        {
            Execute("ROLLBACK TO part");
            throw;
        }
        finally
        {
            Execute("RELEASE part");
        }
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        var command = Rent(sql, values);
        var rows = Guard(command.ExecuteNonQuery);
        Return(command);
        return rows;
    }

    /// <summary>A statement that is run a hundred thousand times: looking it up by its text would take as long as some of them.</summary>
    public Statement Prepare(string sql, int values) => new(this, sql, values);

    public long Insert(string sql, params ReadOnlySpan<object?> values)
    {
        Execute(sql, values);
        return Scalar<long>("SELECT last_insert_rowid()");
    }

    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> values)
    {
        var command = Rent(sql, values);
        var answer = Guard(command.ExecuteScalar);
        Return(command);
        return answer is T value ? value : default;
    }

    public T? First<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> values) where T : class
    {
        var command = Rent(sql, values);
        var found = Guard(() =>
        {
            using var reader = command.ExecuteReader();
            return reader.Read() ? map(reader) : null;
        });
        Return(command);
        return found;
    }

    /// <summary>Rows as they are read, none kept.</summary>
    public IEnumerable<T> Stream<T>(string sql, Func<SqliteDataReader, T> map, params object?[] values)
    {
        var command = Rent(sql, values);
        using (var reader = Guard(command.ExecuteReader))
        {
            while (Guard(reader.Read))
            {
                yield return map(reader);
            }
        }
        Return(command);
    }

    /// <summary>Makes a function known to SQL. A name is for one function: SQLite replaces none while a statement is open.</summary>
    public void Define(string name, Func<string, long> function) => Define<string>(name, function);

    /// <inheritdoc cref="Define(string, Func{string, long})"/>
    public void Define(string name, Func<long, long> function) => Define<long>(name, function);

    private void Define<T>(string name, Func<T, long> function) => Guard(() =>
    {
        connection.CreateFunction(name, function, isDeterministic: true);
        return 0;
    });

    public void Dispose()
    {
        foreach (var command in idle.Values.SelectMany(commands => commands))
        {
            command.Dispose();
        }
        transaction?.Dispose();
        connection.Dispose();
    }

    private T InTransaction<T>(Func<T> work, bool write)
    {
        if (transaction is not null)
        {
            return work();
        }
        transaction = Guard(() => connection.BeginTransaction(deferred: !write));
        try
        {
            var result = work();
            Guard(() => { transaction.Commit(); return 0; });
            return result;
        }
        finally
        {
            // Without a commit this rolls back.
            transaction.Dispose();
            transaction = null;
        }
    }

    private SqliteCommand Rent(string sql, ReadOnlySpan<object?> values)
    {
        if (!idle.TryGetValue(sql, out var commands) || !commands.TryPop(out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            }
        }
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
        return command;
    }

    // A statement that failed is not returned and goes with the connection.
    private void Return(SqliteCommand command)
    {
        if (!idle.TryGetValue(command.CommandText, out var commands))
        {
            idle[command.CommandText] = commands = new();
        }
        commands.Push(command);
    }

    private T Guard<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (SqliteException error)
        {
            throw StoreErrors.From(error, Path);
        }
    }

    /// <summary>A statement at hand.</summary>
    public sealed class Statement : IDisposable
    {
        private readonly Database database;
        private readonly SqliteCommand command;

        internal Statement(Database database, string sql, int values)
        {
            this.database = database;
            command = database.Rent(sql, new object?[values]);
        }

        /// <summary>Runs it.</summary>
        public void Execute(ReadOnlySpan<object?> values)
        {
            command.Transaction = database.transaction;
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            }
            try
            {
                command.ExecuteNonQuery();
            }
            catch (SqliteException error)
            {
                throw StoreErrors.From(error, database.Path);
            }
        }

        /// <summary>Leaves it to others.</summary>
        public void Dispose() => database.Return(command);
    }
}
