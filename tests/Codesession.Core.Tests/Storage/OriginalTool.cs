namespace Codesession.Core.Tests.Storage;

/// <summary>How old a database of the original is.</summary>
public enum Age
{
    /// <summary>No git columns, no notes, no prompt and completion apart, no agents, no projects.</summary>
    Earliest,
    /// <summary>Git and notes came; agents and projects had not.</summary>
    Middle,
    /// <summary>The last schema of the original: 2.6.0.</summary>
    Latest,
}

/// <summary>Writes into a ledger as the original does: by its tables, its statements and its arithmetic.</summary>
public sealed class OriginalTool(string path)
{
    public SqlFile Sql { get; } = new(path);

    public static IReadOnlyDictionary<string, string[]> Columns { get; } = new Dictionary<string, string[]>
    {
        ["sessions"] =
        [
            "id", "name", "start_time", "end_time", "duration", "working_directory", "git_root", "start_git_head",
            "files_changed", "commits", "ai_cost", "ai_tokens", "notes", "status",
        ],
        ["file_changes"] = ["id", "session_id", "file_path", "change_type", "timestamp"],
        ["commits"] = ["id", "session_id", "hash", "message", "timestamp"],
        ["ai_usage"] =
        [
            "id", "session_id", "provider", "model", "tokens", "prompt_tokens", "completion_tokens", "cost", "timestamp", "agent_name",
        ],
        ["session_notes"] = ["id", "session_id", "message", "timestamp"],
        ["today_projects"] = ["id", "path", "name", "added_at"],
    };

    /// <summary>Makes an empty database of that age, in the original's journal mode unless told.</summary>
    public static OriginalTool Create(string path, Age age, string journal = "WAL")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var tool = new OriginalTool(path);
        tool.Sql.Execute($"PRAGMA journal_mode = {journal}");
        var gitColumns = age >= Age.Middle ? "git_root TEXT, start_git_head TEXT," : "";
        var notesColumn = age >= Age.Middle ? "notes TEXT," : "";
        var parts = age >= Age.Middle ? "prompt_tokens INTEGER, completion_tokens INTEGER," : "";
        var agent = age >= Age.Latest ? "agent_name TEXT," : "";
        const string Session = "FOREIGN KEY (session_id) REFERENCES sessions(id)";
        tool.Sql.Execute($"""
            CREATE TABLE sessions (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, start_time TEXT NOT NULL, end_time TEXT,
              duration INTEGER, working_directory TEXT NOT NULL, {gitColumns} files_changed INTEGER DEFAULT 0, commits INTEGER DEFAULT 0,
              ai_cost REAL DEFAULT 0, ai_tokens INTEGER DEFAULT 0, {notesColumn} status TEXT DEFAULT 'active');
            CREATE TABLE file_changes (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id INTEGER NOT NULL, file_path TEXT NOT NULL,
              change_type TEXT NOT NULL, timestamp TEXT NOT NULL, {Session});
            CREATE TABLE commits (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id INTEGER NOT NULL, hash TEXT NOT NULL,
              message TEXT NOT NULL, timestamp TEXT NOT NULL, {Session});
            CREATE TABLE ai_usage (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id INTEGER NOT NULL, provider TEXT NOT NULL,
              model TEXT NOT NULL, tokens INTEGER NOT NULL, {parts} cost REAL NOT NULL, timestamp TEXT NOT NULL, {agent} {Session});
            """);
        if (age >= Age.Middle)
        {
            tool.Sql.Execute($"""
                CREATE TABLE session_notes (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id INTEGER NOT NULL, message TEXT NOT NULL,
                  timestamp TEXT NOT NULL, {Session})
                """);
        }
        if (age >= Age.Latest)
        {
            tool.Sql.Execute("""
                CREATE TABLE today_projects (id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, name TEXT,
                  added_at TEXT NOT NULL)
                """);
        }
        return tool;
    }

    public long Start(string name, string folder)
    {
        Sql.Execute("""
            INSERT INTO sessions (name, start_time, working_directory, status) VALUES ($1, '2026-10-01T08:00:00.000Z', $2, 'active')
            """, name, folder);
        return Sql.Number("SELECT max(id) FROM sessions");
    }

    /// <summary>Its insert, and then its sums of all rows.</summary>
    public void LogCall(long session, long tokens, double cost, string model = "gpt-4o", string time = "2026-10-01T08:30:00.000Z")
    {
        Sql.Execute("INSERT INTO ai_usage (session_id, provider, model, tokens, cost, timestamp) VALUES ($1, 'openai', $2, $3, $4, $5)",
            session, model, tokens, cost, time);
        Sql.Execute("""
            UPDATE sessions SET ai_cost = (SELECT COALESCE(SUM(cost), 0) FROM ai_usage WHERE session_id = $1),
              ai_tokens = (SELECT COALESCE(SUM(tokens), 0) FROM ai_usage WHERE session_id = $1) WHERE id = $1
            """, session);
    }

    public void StartFresh()
    {
        foreach (var table in (string[])["session_notes", "ai_usage", "file_changes", "commits", "sessions"])
            Sql.Execute($"DELETE FROM {table}");
    }
}
