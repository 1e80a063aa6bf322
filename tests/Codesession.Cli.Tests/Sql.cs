using Microsoft.Data.Sqlite;

namespace Codesession.Cli.Tests;

/// <summary>A ledger file, opened for plain SQL. Values are $1, $2, … in their order.</summary>
public sealed class Sql : IDisposable
{
    private readonly SqliteConnection connection;

    public Sql(string path)
    {
        var options = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 60 };
        connection = new SqliteConnection(options.ConnectionString);
        connection.Open();
        Execute("PRAGMA foreign_keys = ON");
    }

    public int Execute(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public T Value<T>(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        return (T)command.ExecuteScalar()!;
    }

    public IReadOnlyList<object?[]> Rows(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>Does all of it, or nothing.</summary>
    public void InTransaction(Action work)
    {
        Execute("BEGIN");
        work();
        Execute("COMMIT");
    }

    /// <summary>Puts the start of a session back in time.</summary>
    public void SetBack(long session, TimeSpan by) => Execute(
        "UPDATE sessions SET start_time = $1 WHERE id = $2", Time(DateTimeOffset.UtcNow - by), session);

    /// <summary>The file is whole, and each session's totals are the sums of its calls.</summary>
    public void IsSound()
    {
        Assert.Equal("ok", Value<string>("PRAGMA integrity_check"));
        Assert.Empty(Rows("PRAGMA foreign_key_check"));
        Assert.Empty(Rows("""
            SELECT s.id, s.cost_e10, s.ai_tokens, s.calls, u.cost, u.tokens, u.calls FROM sessions s
            LEFT JOIN
              (SELECT session_id, sum(cost_e10) AS cost, sum(tokens) AS tokens, count(*) AS calls FROM ai_usage GROUP BY session_id) u
              ON u.session_id = s.id
            WHERE s.cost_e10 <> coalesce(u.cost, 0) OR s.ai_tokens <> coalesce(u.tokens, 0) OR s.calls <> coalesce(u.calls, 0)
              OR abs(s.ai_cost - s.cost_e10 / 1e10) > 1e-9
            """));
    }

    public void Dispose() => connection.Dispose();

    /// <summary>A time as both tools write it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    private SqliteCommand Command(string sql, object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        }
        return command;
    }
}
