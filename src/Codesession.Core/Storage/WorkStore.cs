using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>The SQL of what a session did in its repository: the state at its start, files and commits.</summary>
internal sealed class WorkStore(Database database)
{
    public IEnumerable<FileChange> Files(long sessionId) => database.Stream(
        "SELECT id, session_id, file_path, change_type, timestamp FROM file_changes WHERE session_id = $1 ORDER BY timestamp, id", ReadFile, sessionId);

    public IEnumerable<Commit> Commits(long sessionId) => database.Stream(
        "SELECT id, session_id, hash, full_hash, message, timestamp FROM commits WHERE session_id = $1 ORDER BY id", ReadCommit, sessionId);

    public void SaveBaseline(long sessionId, GitBaseline baseline)
    {
        foreach (var (path, hash) in baseline.DirtyFiles ?? new Dictionary<string, string?>())
        {
            database.Execute("INSERT INTO session_baseline (session_id, file_path, content_hash) VALUES ($1, $2, $3)", sessionId, path, hash);
        }
    }

    /// <summary>The state at a session's start. The original keeps the commit only: then nothing else is known.</summary>
    public GitBaseline Baseline(Session session)
    {
        var reflog = database.Scalar<object>("SELECT reflog_length FROM sessions WHERE id = $1", session.Id) as long?;
        var dirty = database.Stream("SELECT file_path, content_hash FROM session_baseline WHERE session_id = $1",
            row => KeyValuePair.Create(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)), session.Id).ToDictionary();
        return new GitBaseline
        {
            Head = session.StartGitHead,
            ReflogLength = (int?)reflog,
            DirtyFiles = reflog is null && dirty.Count == 0 ? null : dirty,
        };
    }

    /// <summary>
    /// Adds what is new and corrects what is known otherwise; nothing that was recorded is taken away. The session's
    /// counts follow.
    /// </summary>
    public void Record(long sessionId, IEnumerable<GitFileChange> files, IEnumerable<GitSessionCommit> commits, DateTimeOffset now)
    {
        var time = Timestamp.Text(now);
        foreach (var (path, type) in files)
        {
            var known = database.Scalar<string>(
                "SELECT change_type FROM file_changes WHERE session_id = $1 AND file_path = $2 ORDER BY id DESC LIMIT 1", sessionId, path);
            if (known is null)
            {
                database.Execute("INSERT INTO file_changes (session_id, file_path, change_type, timestamp) VALUES ($1, $2, $3, $4)", sessionId, path, type.Name(), time);
            }
            else if (known != type.Name())
            {
                database.Execute("UPDATE file_changes SET change_type = $3, timestamp = $4 WHERE session_id = $1 AND file_path = $2", sessionId, path, type.Name(), time);
            }
        }
        foreach (var commit in commits)
        {
            var hash = commit.Hash[..Math.Min(7, commit.Hash.Length)];
            if (database.Scalar<long>("SELECT count(*) FROM commits WHERE session_id = $1 AND hash = $2", sessionId, hash) == 0)
            {
                database.Execute("INSERT INTO commits (session_id, hash, full_hash, message, timestamp) VALUES ($1, $2, $3, $4, $5)",
                    sessionId, hash, commit.Hash, commit.Message, Timestamp.Text(commit.Time));
            }
        }
        database.Execute("""
            UPDATE sessions SET
              files_changed = (SELECT count(DISTINCT file_path) FROM file_changes WHERE session_id = $1),
              commits = (SELECT count(*) FROM commits WHERE session_id = $1)
            WHERE id = $1
            """, sessionId);
    }

    private static FileChange ReadFile(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetString(2),
        FileChangeTypes.Parse(row.GetString(3)),
        Timestamp.Parse(row.GetString(4)));

    private static Commit ReadCommit(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.Text(3),
        row.GetString(4), Timestamp.Parse(row.GetString(5)));
}
