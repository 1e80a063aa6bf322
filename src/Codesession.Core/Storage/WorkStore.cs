using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>The SQL of what a session did in its repository: the state at its start, files and commits.</summary>
internal sealed class WorkStore(Database database)
{
    private const string FileColumns = "id, session_id, file_path, change_type, timestamp, evidence";
    private const string CommitColumns = "id, session_id, hash, full_hash, message, timestamp, evidence";

    public IEnumerable<FileChange> Files(RecordQuery query)
    {
        var filter = Filter.Of(query);
        return database.Stream($"SELECT {FileColumns} FROM file_changes {filter.Sql(query)}", ReadFile, filter.Values);
    }

    public IEnumerable<Commit> Commits(RecordQuery query)
    {
        var filter = Filter.Of(query);
        // They were recorded oldest first; times of commits may be forged or equal.
        return database.Stream($"SELECT {CommitColumns} FROM commits {filter.Sql("id", query.Skip, query.Limit)}", ReadCommit, filter.Values);
    }

    /// <summary>The changed files with these ids.</summary>
    public IEnumerable<FileChange> FilesWithIds(IEnumerable<long> ids) => database.Stream(
        $"SELECT {FileColumns} FROM file_changes WHERE id IN (SELECT value FROM json_each($1))", ReadFile, IdList.Of(ids));

    /// <summary>The commits with these ids.</summary>
    public IEnumerable<Commit> CommitsWithIds(IEnumerable<long> ids) => database.Stream(
        $"SELECT {CommitColumns} FROM commits WHERE id IN (SELECT value FROM json_each($1))", ReadCommit, IdList.Of(ids));

    /// <summary>The commits whose first seven digits these are, of sessions of a scope or of all: those that were seen before those that were inferred, the latest first.</summary>
    public IEnumerable<Commit> CommitsBeginning(string digits, string? scope) => database.Stream($"""
        SELECT {CommitColumns} FROM commits WHERE hash = $1
          AND ($2 IS NULL OR session_id IN (SELECT id FROM sessions WHERE working_directory = $2 OR git_root = $2))
        ORDER BY evidence IS NOT NULL, id DESC
        """, ReadCommit, digits, scope);

    /// <summary>The files that the most sessions changed.</summary>
    public IEnumerable<Hotspot> Hotspots(SessionQuery query, int limit)
    {
        var filter = SessionStore.FilterOf(query);
        var picked = filter.Where == "" ? "" : $"WHERE session_id IN (SELECT id FROM sessions {filter.Where})";
        // The original's watcher has a row for each event of a file.
        return database.Stream($"""
            SELECT working_directory, file_path, count(*), sum(changes), max(last), sum(cost_e10), sum(unpriced_calls)
            FROM (SELECT session_id, file_path, count(*) AS changes, max(timestamp) AS last FROM file_changes {picked} GROUP BY session_id, file_path)
              JOIN sessions ON id = session_id
            GROUP BY working_directory, file_path ORDER BY 3 DESC, 4 DESC, 5 DESC, 2, 1 LIMIT {filter.Add((long)limit)}
            """, row => new Hotspot(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), Timestamp.Parse(row.GetString(4)),
                Money.FromUnits(row.GetInt64(5)), row.GetInt64(6)), filter.Values);
    }

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
    /// Adds what is new, corrects what is known otherwise and, where this is all there is (<paramref name="complete"/>),
    /// takes away what has been undone meanwhile; the original's rows stay. The session's counts follow.
    /// </summary>
    public void Record(long sessionId, IEnumerable<GitFileChange> files, IEnumerable<GitSessionCommit> commits, bool complete, DateTimeOffset now)
    {
        RecordFiles(sessionId, files, complete, Timestamp.Text(now));
        RecordCommits(sessionId, commits, complete);
        Count(sessionId);
    }

    private void Count(long sessionId) => database.Execute("""
        UPDATE sessions SET
          files_changed = (SELECT count(DISTINCT file_path) FROM file_changes WHERE session_id = $1),
          commits = (SELECT count(*) FROM commits WHERE session_id = $1)
        WHERE id = $1
        """, sessionId);

    /// <summary>Adds changes of files that no look at a repository found; what is known already stays. The session's count follows.</summary>
    public void AddFiles(long sessionId, IEnumerable<(string Path, FileChangeType Type, DateTimeOffset Time)> files, WorkEvidence evidence)
    {
        foreach (var (path, type, time) in files)
        {
            database.Execute("""
                INSERT INTO file_changes (session_id, file_path, change_type, timestamp, evidence) SELECT $1, $2, $3, $4, $5
                WHERE NOT EXISTS (SELECT 1 FROM file_changes WHERE session_id = $1 AND file_path = $2)
                """, sessionId, path, type.Name(), Timestamp.Text(time), evidence.Name());
        }
        Count(sessionId);
    }

    /// <summary>Adds commits that no look at the repository found; what is known already stays. The session's count does not follow.</summary>
    public void AddCommits(long sessionId, IEnumerable<GitCommit> commits, WorkEvidence evidence)
    {
        foreach (var commit in commits)
        {
            database.Execute("""
                INSERT INTO commits (session_id, hash, full_hash, message, timestamp, evidence) SELECT $1, $2, $3, $4, $5, $6
                WHERE NOT EXISTS (SELECT 1 FROM commits WHERE session_id = $1 AND coalesce(full_hash, hash) IN ($2, $3))
                """, sessionId, commit.Id[..7], commit.Id, commit.Subject, Timestamp.Text(commit.CommitterTime), evidence.Name());
        }
    }

    /// <summary>The commits that were found by looks at a repository: whole ids, or the original's seven digits.</summary>
    public HashSet<string> ObservedCommits(string scope) =>
    [
        .. database.Stream("""
            SELECT coalesce(full_hash, commits.hash) FROM sessions JOIN commits ON session_id = sessions.id
            WHERE (working_directory = $1 OR git_root = $1) AND origin IS NOT 'log' AND evidence IS NULL
            """, row => row.GetString(0), scope),
    ];

    private void RecordFiles(long sessionId, IEnumerable<GitFileChange> files, bool complete, string time)
    {
        // The original's watcher has a row for each event of a file.
        var known = Files(new RecordQuery { SessionId = sessionId }).GroupBy(file => file.FilePath).ToDictionary(events => events.Key, events => events.Last().ChangeType);
        foreach (var (path, type) in files)
        {
            if (!known.Remove(path, out var before))
            {
                database.Execute("INSERT INTO file_changes (session_id, file_path, change_type, timestamp, observed) VALUES ($1, $2, $3, $4, 1)", sessionId, path, type.Name(), time);
            }
            else if (before != type)
            {
                database.Execute("UPDATE file_changes SET change_type = $3, timestamp = $4 WHERE session_id = $1 AND file_path = $2", sessionId, path, type.Name(), time);
            }
        }
        foreach (var path in complete ? known.Keys : Enumerable.Empty<string>())
        {
            database.Execute("DELETE FROM file_changes WHERE session_id = $1 AND file_path = $2 AND observed", sessionId, path);
        }
    }

    private void RecordCommits(long sessionId, IEnumerable<GitSessionCommit> commits, bool complete)
    {
        // The original keeps seven digits.
        var known = Commits(new RecordQuery { SessionId = sessionId }).ToDictionary(commit => commit.Id, commit => commit.FullHash ?? commit.Hash);
        foreach (var commit in commits)
        {
            if (known.Where(other => commit.Hash.StartsWith(other.Value, StringComparison.Ordinal)).Select(other => (long?)other.Key).FirstOrDefault() is { } id)
            {
                known.Remove(id);
            }
            else
            {
                database.Execute("INSERT INTO commits (session_id, hash, full_hash, message, timestamp) VALUES ($1, $2, $3, $4, $5)",
                    sessionId, commit.Hash[..Math.Min(7, commit.Hash.Length)], commit.Hash, commit.Message, Timestamp.Text(commit.Time));
            }
        }
        foreach (var id in complete ? known.Keys : Enumerable.Empty<long>())
        {
            database.Execute("DELETE FROM commits WHERE id = $1 AND full_hash IS NOT NULL", id);
        }
    }

    private static FileChange ReadFile(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetString(2),
        FileChangeTypes.Parse(row.GetString(3)),
        Timestamp.Parse(row.GetString(4)))
    {
        Evidence = WorkEvidences.Parse(row.Text(5)),
    };

    private static Commit ReadCommit(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.Text(3),
        row.GetString(4), Timestamp.Parse(row.GetString(5)))
    {
        Evidence = WorkEvidences.Parse(row.Text(6)),
    };
}
