using Microsoft.Data.Sqlite;

namespace Codesession.PowerShell.Tests;

/// <summary>The ledger's file without the ledger.</summary>
internal static class Sql
{
    public static void Execute(string path, string sql, params object[] values)
    {
        using var connection = Open(path);
        using var command = Command(connection, sql, values);
        command.ExecuteNonQuery();
    }

    /// <summary>The rows, each as <c>column=value</c> in lines.</summary>
    public static List<string> Rows(string path, string sql, params object[] values)
    {
        using var connection = Open(path);
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('\n', Enumerable.Range(0, reader.FieldCount).Select(column => $"{reader.GetName(column)}={reader.GetValue(column)}")));
        }
        return rows;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        }
        return command;
    }
}
