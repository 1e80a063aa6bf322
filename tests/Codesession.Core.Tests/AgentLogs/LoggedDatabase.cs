using Codesession.AgentLogs;
using Microsoft.Data.Sqlite;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>An agent's database, as that agent holds it open.</summary>
internal sealed class LoggedDatabase : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("codesession-logs-");
    private SqliteConnection? connection;

    public LoggedDatabase(string name, string schema)
    {
        Path = System.IO.Path.Combine(folder.FullName, name);
        Do(schema);
    }

    public string Path { get; }

    /// <summary>What lies in its folder.</summary>
    public IEnumerable<string?> Files => folder.GetFiles().Select(file => (string?)file.Name).Order();

    public void Do(string sql, params object[] values)
    {
        if (connection is null)
        {
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ConnectionString);
            connection.Open();
        }
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var at = 0; at < values.Length; at++) command.Parameters.AddWithValue($"${at + 1}", values[at]);
        command.ExecuteNonQuery();
    }

    public LogReading Read(AgentLog log, LogPosition from = default) => LogReading.Of(log, Path, from);

    /// <summary>The agent ends.</summary>
    public void Close()
    {
        connection?.Dispose();
        connection = null;
    }

    public void Dispose()
    {
        Close();
        folder.Delete(recursive: true);
    }
}
