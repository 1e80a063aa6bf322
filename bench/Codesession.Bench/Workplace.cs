using System.Diagnostics;
using Codesession.Tests.Dashboards;
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
        var path = NewEmpty(name);
        Execute(path, """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $sessions + 1)
            INSERT INTO sessions (name, start_time, end_time, duration, working_directory, git_root, status)
            SELECT 'session ' || i, strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', i || ' minutes'),
              CASE WHEN i > 2 THEN strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', (i + 30) || ' minutes') END, CASE WHEN i > 2 THEN 1800 END,
              CASE WHEN i = 1 THEN $repository ELSE '/elsewhere/' || i END, CASE WHEN i = 1 THEN $repository END,
              CASE WHEN i > 2 THEN 'completed' ELSE 'active' END FROM n;
            """, ("$sessions", sessions), ("$repository", Repository));
        AddCalls(path, calls, $"1 + i % {sessions}", "spread");
        AddCalls(path, inOneSession, $"{LargeSession}", "together");
        return path;
    }

    /// <summary>A ledger as people fill it in a year that ends now.</summary>
    public string NewYearOfWork(string name, int sessions, int calls)
    {
        var path = NewEmpty(name);
        YearOfWork.Write(path, DateTimeOffset.UtcNow, sessions, calls);
        return path;
    }

    /// <summary>A ledger of the original (2.6.0), which the first command upgrades.</summary>
    public string NewOriginal(string name, int sessions, int calls)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, "sessions.db");
        Execute(path, """
            CREATE TABLE sessions (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, start_time TEXT NOT NULL, end_time TEXT, duration INTEGER,
              working_directory TEXT NOT NULL, git_root TEXT, start_git_head TEXT, files_changed INTEGER DEFAULT 0, commits INTEGER DEFAULT 0,
              ai_cost REAL DEFAULT 0, ai_tokens INTEGER DEFAULT 0, notes TEXT, status TEXT DEFAULT 'active');
            CREATE TABLE ai_usage (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id INTEGER NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
              tokens INTEGER NOT NULL, prompt_tokens INTEGER, completion_tokens INTEGER, cost REAL NOT NULL, timestamp TEXT NOT NULL, agent_name TEXT,
              FOREIGN KEY (session_id) REFERENCES sessions(id));
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $sessions)
            INSERT INTO sessions (name, start_time, working_directory, status) SELECT 'session ' || i, '2026-01-01T00:00:00.000Z', '/elsewhere', 'completed' FROM n;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $calls)
            INSERT INTO ai_usage (session_id, provider, model, tokens, prompt_tokens, completion_tokens, cost, timestamp)
            SELECT 1 + i % $sessions, 'openai', 'gpt-5', 1000, 700, 300, 0.0105, '2026-01-01T00:00:00.000Z' FROM n;
            """, ("$sessions", sessions), ("$calls", calls));
        return path;
    }

    /// <summary>Takes the session that a timed start has made away again.</summary>
    public static void RemoveNewest(string ledger) => Execute(ledger, """
        DELETE FROM session_baseline WHERE session_id = (SELECT max(id) FROM sessions);
        DELETE FROM sessions WHERE id = (SELECT max(id) FROM sessions);
        """);

    /// <summary>A conversation of an agent in <see cref="Repository"/>.</summary>
    public Talk NewTranscript() => new(Path.Combine(folder, "talk.jsonl"), Repository);

    /// <summary>How many calls are in a ledger.</summary>
    public static long Calls(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM ai_usage";
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string NewEmpty(string name)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, "sessions.db");
        using (Ledger.Open(LedgerOptions.For(folder, new Dictionary<string, string> { ["CODESESSION_DB_PATH"] = path })))
        {
        }
        return path;
    }

    private static void AddCalls(string path, int calls, string session, string ids) => Execute(path, $"""
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $calls)
        INSERT INTO ai_usage (session_id, provider, model, tokens, prompt_tokens, completion_tokens, cost, cost_e10, price_source, agent_name,
          timestamp, source, response_id, request_id)
        SELECT {session}, 'anthropic', CASE i % 3 WHEN 0 THEN 'claude-opus-4-8' ELSE 'claude-sonnet-4-5' END, 1000 + i % 5000, 700 + i % 4000, 300 + i % 1000,
          0.0105, 105000000, 'built-in', CASE i % 4 WHEN 0 THEN 'Codex' ELSE 'Claude Code' END,
          strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', (i * 7) || ' seconds'), 'manual', 'msg_{ids}' || i, 'req_{ids}' || i
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
