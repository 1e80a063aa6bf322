namespace Codesession.Cli.Tests;

/// <summary>The original tool at work on a ledger: its tables, its statements, its order.</summary>
public sealed class Original : IDisposable
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS sessions (
          id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, start_time TEXT NOT NULL, end_time TEXT, duration INTEGER,
          working_directory TEXT NOT NULL, git_root TEXT, start_git_head TEXT, files_changed INTEGER DEFAULT 0, commits INTEGER DEFAULT 0,
          ai_cost REAL DEFAULT 0, ai_tokens INTEGER DEFAULT 0, notes TEXT, status TEXT DEFAULT 'active');
        CREATE TABLE IF NOT EXISTS file_changes (
          id INTEGER PRIMARY KEY AUTOINCREMENT, session_id INTEGER NOT NULL, file_path TEXT NOT NULL, change_type TEXT NOT NULL,
          timestamp TEXT NOT NULL, FOREIGN KEY (session_id) REFERENCES sessions(id));
        CREATE TABLE IF NOT EXISTS commits (
          id INTEGER PRIMARY KEY AUTOINCREMENT, session_id INTEGER NOT NULL, hash TEXT NOT NULL, message TEXT NOT NULL,
          timestamp TEXT NOT NULL, FOREIGN KEY (session_id) REFERENCES sessions(id));
        CREATE TABLE IF NOT EXISTS ai_usage (
          id INTEGER PRIMARY KEY AUTOINCREMENT, session_id INTEGER NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
          tokens INTEGER NOT NULL, prompt_tokens INTEGER, completion_tokens INTEGER, cost REAL NOT NULL, timestamp TEXT NOT NULL,
          agent_name TEXT, FOREIGN KEY (session_id) REFERENCES sessions(id));
        CREATE TABLE IF NOT EXISTS session_notes (
          id INTEGER PRIMARY KEY AUTOINCREMENT, session_id INTEGER NOT NULL, message TEXT NOT NULL, timestamp TEXT NOT NULL,
          FOREIGN KEY (session_id) REFERENCES sessions(id));
        CREATE TABLE IF NOT EXISTS today_projects (
          id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL, added_at TEXT NOT NULL);
        """;

    public Original(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Sql = new Sql(path);
        Sql.Execute("PRAGMA journal_mode = WAL");
        Sql.Execute(Tables);
    }

    public Sql Sql { get; }

    private static string Now => Sql.Time(DateTimeOffset.UtcNow);

    public long Start(string name, string folder, string? gitRoot = null, string? head = null) => Sql.Value<long>("""
        INSERT INTO sessions (name, start_time, working_directory, git_root, start_git_head, status) VALUES ($1, $2, $3, $4, $5, 'active')
        RETURNING id
        """, name, Now, folder, gitRoot, head);

    public void LogAi(
        long session, string provider, string model, long tokens, double cost, string? agent = null,
        long? prompt = null, long? completion = null)
    {
        Sql.Execute("""
            INSERT INTO ai_usage (session_id, provider, model, tokens, prompt_tokens, completion_tokens, cost, agent_name, timestamp)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, session, provider, model, tokens, prompt, completion, cost, agent, Now);
        Sql.Execute("""
            UPDATE sessions SET
              ai_cost = ROUND((SELECT SUM(cost) FROM ai_usage WHERE session_id = $1) * 10000000000) / 10000000000,
              ai_tokens = (SELECT SUM(tokens) FROM ai_usage WHERE session_id = $1)
            WHERE id = $1
            """, session);
    }

    public void AddFile(long session, string path, string type)
    {
        Sql.Execute(
            "INSERT INTO file_changes (session_id, file_path, change_type, timestamp) VALUES ($1, $2, $3, $4)", session, path, type, Now);
        Sql.Execute("""
            UPDATE sessions SET files_changed = (SELECT COUNT(DISTINCT file_path) FROM file_changes WHERE session_id = $1) WHERE id = $1
            """, session);
    }

    public void AddCommit(long session, string hash, string message)
    {
        Sql.Execute("INSERT INTO commits (session_id, hash, message, timestamp) VALUES ($1, $2, $3, $4)", session, hash, message, Now);
        Sql.Execute("UPDATE sessions SET commits = (SELECT COUNT(*) FROM commits WHERE session_id = $1) WHERE id = $1", session);
    }

    public void AddNote(long session, string message) =>
        Sql.Execute("INSERT INTO session_notes (session_id, message, timestamp) VALUES ($1, $2, $3)", session, message, Now);

    public void End(long session, long seconds, string? notes = null) => Sql.Execute(
        "UPDATE sessions SET end_time = $2, duration = $3, status = 'completed', notes = $4 WHERE id = $1", session, Now, seconds, notes);

    public void StartFresh() => Sql.InTransaction(() =>
    {
        foreach (var table in (ReadOnlySpan<string>)["session_notes", "ai_usage", "file_changes", "commits", "sessions"])
        {
            Sql.Execute($"DELETE FROM {table}");
        }
    });

    /// <summary>The totals as the original reads them.</summary>
    public (double Cost, long Tokens) Totals(long session) =>
        (Sql.Value<double>("SELECT ai_cost FROM sessions WHERE id = $1", session),
            Sql.Value<long>("SELECT ai_tokens FROM sessions WHERE id = $1", session));

    public void Dispose() => Sql.Dispose();
}
