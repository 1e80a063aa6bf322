using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Codesession.Bench;

/// <summary>A temporary folder with two repositories and ledgers of any size.</summary>
internal sealed class Workplace : IDisposable
{
    /// <summary>The session that holds many calls.</summary>
    public const int LargeSession = 2;

    private readonly string folder = Directory.CreateTempSubdirectory("codesession-bench-").FullName;

    public Workplace()
    {
        Repository = NewRepository("repository");
        OtherRepository = NewRepository("other");
    }

    public string Repository { get; }

    public string OtherRepository { get; }

    /// <summary>
    /// A ledger whose session 1 is active in <see cref="Repository"/>; its calls are spread over all sessions, and
    /// <see cref="LargeSession"/>, active elsewhere, holds more.
    /// </summary>
    public string NewLedger(string name, int sessions, int calls, int inOneSession = 0)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, "sessions.db");
        using (Ledger.Open(LedgerOptions.For(folder, new Dictionary<string, string> { ["CODESESSION_DB_PATH"] = path })))
        {
        }
        Execute(path, """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $sessions + 1)
            INSERT INTO sessions (name, start_time, end_time, duration, working_directory, git_root, status)
            SELECT 'session ' || i, strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', i || ' minutes'),
              CASE WHEN i > 2 THEN strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', (i + 30) || ' minutes') END, CASE WHEN i > 2 THEN 1800 END,
              CASE WHEN i = 1 THEN $repository ELSE '/elsewhere/' || i END, CASE WHEN i = 1 THEN $repository END,
              CASE WHEN i > 2 THEN 'completed' ELSE 'active' END FROM n;
            """, ("$sessions", sessions), ("$repository", Repository));
        AddCalls(path, calls, $"1 + i % {sessions}");
        AddCalls(path, inOneSession, $"{LargeSession}");
        return path;
    }

    /// <summary>Takes the session that a timed start has made away again.</summary>
    public static void RemoveNewest(string ledger) => Execute(ledger, """
        DELETE FROM session_baseline WHERE session_id = (SELECT max(id) FROM sessions);
        DELETE FROM sessions WHERE id = (SELECT max(id) FROM sessions);
        """);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void AddCalls(string path, int calls, string session) => Execute(path, $"""
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $calls)
        INSERT INTO ai_usage (session_id, provider, model, tokens, prompt_tokens, completion_tokens, cost, cost_e10, price_source, agent_name,
          timestamp, source, response_id, request_id)
        SELECT {session}, 'anthropic', CASE i % 3 WHEN 0 THEN 'claude-opus-4-8' ELSE 'claude-sonnet-4-5' END, 1000 + i % 5000, 700 + i % 4000, 300 + i % 1000,
          0.0105, 105000000, 'built-in', CASE i % 4 WHEN 0 THEN 'Codex' ELSE 'Claude Code' END,
          strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', (i * 7) || ' seconds'), 'manual', 'msg_{session[..1]}' || i, 'req_{session[..1]}' || i
        FROM n WHERE $calls > 0;
        """, ("$calls", calls));

    private static void Execute(string path, string sql, params (string Name, object Value)[] values)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }
        command.ExecuteNonQuery();
    }

    private string NewRepository(string name)
    {
        var path = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.WriteAllText(Path.Combine(path, "readme.txt"), "text");
        Git(path, "init", "-q");
        Git(path, "add", ".");
        Git(path, "-c", "user.name=bench", "-c", "user.email=bench@example.org", "commit", "-q", "-m", "first");
        return path;
    }

    private static void Git(string path, params string[] words)
    {
        using var git = Process.Start(new ProcessStartInfo("git", words) { WorkingDirectory = path })!;
        git.WaitForExit();
    }
}
