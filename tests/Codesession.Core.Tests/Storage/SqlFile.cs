using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Codesession.Core.Tests.Storage;

/// <summary>A SQLite file, read and written past the ledger. Every statement has a connection of its own, with foreign keys on.</summary>
public sealed class SqlFile(string path)
{
    public string Path { get; } = path;

    public SqliteConnection Connect()
    {
        var address = new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, ForeignKeys = true };
        var connection = new SqliteConnection(address.ConnectionString);
        connection.Open();
        return connection;
    }

    public void Execute(string sql, params object?[] values)
    {
        using var connection = Connect();
        using var command = Command(connection, sql, values);
        command.ExecuteNonQuery();
    }

    public long Number(string sql, params object?[] values) => Convert.ToInt64(One(sql, values), CultureInfo.InvariantCulture);

    public object? One(string sql, params object?[] values)
    {
        using var connection = Connect();
        using var command = Command(connection, sql, values);
        return command.ExecuteScalar();
    }

    /// <summary>Every row as one text: <c>1|name|NULL</c>.</summary>
    public List<string> Rows(string sql, params object?[] values)
    {
        using var connection = Connect();
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)))));
        return rows;
    }

    public List<string> Columns(string table) => Rows("SELECT name FROM pragma_table_info($1) ORDER BY cid", table);

    /// <summary>The statements that made the tables, indexes and triggers.</summary>
    public List<string> Schema() =>
        Rows("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name");

    private static SqliteCommand Command(SqliteConnection connection, string sql, object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (i, value) in values.Index()) command.Parameters.AddWithValue($"${i + 1}", value ?? DBNull.Value);
        return command;
    }

    private static string Text(object value) => value is DBNull ? "NULL" : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
