using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>Where and when a session was.</summary>
internal sealed record SessionPlace(long Id, DateTimeOffset StartTime, string WorkingDirectory, string? GitRoot);

/// <summary>The SQL of sessions.</summary>
internal sealed class SessionStore(Database database)
{
    private const string Columns = """
        id, name, status, start_time, end_time, duration, working_directory, git_root, start_git_head, coalesce(files_changed, 0),
        coalesce(commits, 0), coalesce(ai_tokens, 0), cost_e10, calls, unpriced_calls, notes, origin, branch
        """;

    public Session? Find(long id) => database.First($"SELECT {Columns} FROM sessions WHERE id = $1", Read, id);

    public Session? FindActive(long id) => database.First($"SELECT {Columns} FROM sessions WHERE id = $1 AND status = 'active'", Read, id);

    public Session? Newest() => database.First($"SELECT {Columns} FROM sessions ORDER BY start_time DESC, id DESC LIMIT 1", Read);

    /// <summary>Where and when each session was, the newest first.</summary>
    public IEnumerable<SessionPlace> Places() => database.Stream(
        "SELECT id, start_time, working_directory, git_root FROM sessions ORDER BY start_time DESC, id DESC",
        row => new SessionPlace(row.GetInt64(0), Timestamp.Parse(row.GetString(1)), row.GetString(2), row.Text(3)));

    /// <summary>
    /// The newest active session of a scope, else the newest anywhere. Those that are addressed by id (of run, hooks, …)
    /// come behind those that somebody started.
    /// </summary>
    public Session? NewestActive(string scope) => database.First($"""
        SELECT {Columns} FROM sessions WHERE status = 'active'
        ORDER BY (working_directory = $1 OR coalesce(git_root = $1, 0)) DESC, origin IS NULL DESC, id DESC LIMIT 1
        """, Read, scope);

    /// <summary>The newest active session that somebody started in exactly this scope.</summary>
    public Session? StartedIn(string scope) => database.First($"""
        SELECT {Columns} FROM sessions WHERE status = 'active' AND origin IS NULL AND (working_directory = $1 OR git_root = $1)
        ORDER BY id DESC LIMIT 1
        """, Read, scope);

    public List<Session> Active() => [.. database.Stream($"SELECT {Columns} FROM sessions WHERE status = 'active' ORDER BY id", Read)];

    /// <summary>Sessions as they are read, in the order that is asked for.</summary>
    public IEnumerable<Session> List(SessionQuery query, DateTimeOffset now)
    {
        var filter = FilterOf(query);
        var order = OrderOf(query, filter, now);
        // Along the index of times nothing is sorted, whatever the size. Else only what the order needs is, and not whole rows.
        var sql = query.Order == SessionOrder.Start
            ? filter.Sql(order, query.Skip, query.Limit)
            : $"WHERE id IN (SELECT id FROM sessions {filter.Sql(order, query.Skip, query.Limit)}) ORDER BY {order}";
        return database.Stream($"SELECT {Columns} FROM sessions {sql}", Read, filter.Values);
    }

    /// <summary>How many sessions there are, whatever is left out of a page.</summary>
    public long Count(SessionQuery query)
    {
        var filter = FilterOf(query);
        return database.Scalar<long>($"SELECT count(*) FROM sessions {filter.Where}", filter.Values);
    }

    /// <summary>The agents and models of sessions, each once, in the order of their names.</summary>
    public List<(long SessionId, bool IsModel, string Name)> Workers(IEnumerable<long> ids) =>
    [
        .. database.Stream("""
            SELECT session_id, 0, agent_name FROM usage_slots WHERE session_id IN (SELECT value FROM json_each($1)) AND agent_name <> ''
            UNION SELECT session_id, 1, model FROM usage_slots WHERE session_id IN (SELECT value FROM json_each($1))
            ORDER BY 1, 2, 3
            """, row => (row.GetInt64(0), row.GetBoolean(1), row.GetString(2)), IdList.Of(ids)),
    ];

    /// <summary>The conditions on sessions.</summary>
    public static Filter FilterOf(SessionQuery query)
    {
        var search = SearchPattern.Containing(query.Search);
        return new Filter()
            .If(query.Scope, "(working_directory = {0} OR git_root = {0})")
            .If(query.State switch { SessionPhase.Active => "active", SessionPhase.Completed => "completed", _ => null }, "status = {0}")
            .Between("start_time", query.After, query.Before)
            .If(query.AgentName, "EXISTS (SELECT 1 FROM session_agents WHERE agent_name = {0} AND session_id = sessions.id)")
            .If(query.Model, "id IN (SELECT session_id FROM usage_slots WHERE model = {0})")
            .If(search?.Text, $"""
                (name {search?.Condition} OR notes {search?.Condition} OR working_directory {search?.Condition} OR branch {search?.Condition}
                  OR id IN (SELECT session_id FROM session_notes WHERE message {search?.Condition}))
                """);
    }

    private static string OrderOf(SessionQuery query, Filter filter, DateTimeOffset now)
    {
        var direction = query.Ascending ? "" : " DESC";
        var first = query.Order switch
        {
            SessionOrder.Start => null,
            SessionOrder.Cost => "cost_e10",
            SessionOrder.Tokens => "coalesce(ai_tokens, 0)",
            SessionOrder.Duration => $"coalesce(duration, {filter.Add(now.ToUnixTimeSeconds())} - unixepoch(start_time))",
            SessionOrder.Files => "coalesce(files_changed, 0)",
            SessionOrder.Commits => "coalesce(commits, 0)",
            SessionOrder.Calls => "calls",
            SessionOrder.Name => "name COLLATE NOCASE",
            _ => throw new ArgumentOutOfRangeException(nameof(query), query.Order, null),
        };
        return $"{(first is null ? "" : $"{first}{direction}, ")}start_time{direction}, id{direction}";
    }

    public long Add(string name, string scope, string? gitRoot, SessionOrigin origin, DateTimeOffset start, GitBaseline? baseline) => database.Insert("""
        INSERT INTO sessions (name, start_time, working_directory, git_root, start_git_head, status, origin, reflog_length, branch)
        VALUES ($1, $2, $3, $4, $5, 'active', $6, $7, $8)
        """, name, Timestamp.Text(start), scope, gitRoot, baseline?.Head, OriginName(origin), baseline?.ReflogLength, baseline?.Branch);

    /// <summary>Adds a session that a log tells of: it is over.</summary>
    public long AddLogged(Session session) => database.Insert("""
        INSERT INTO sessions (name, start_time, end_time, duration, working_directory, git_root, status, origin, branch)
        VALUES ($1, $2, $3, $4, $5, $6, 'completed', $7, $8)
        """, session.Name, Timestamp.Text(session.StartTime), Timestamp.Text(session.EndTime!.Value), (long)session.Duration!.Value.TotalSeconds,
        session.WorkingDirectory, session.GitRoot, OriginName(session.Origin), session.Branch);

    /// <summary>Puts in what a further part of a log tells of its session.</summary>
    public void UpdateLogged(Session session) => database.Execute("""
        UPDATE sessions SET name = $2, start_time = $3, end_time = $4, duration = $5, working_directory = $6, git_root = $7, branch = $8 WHERE id = $1
        """, session.Id, session.Name, Timestamp.Text(session.StartTime), Timestamp.Text(session.EndTime!.Value),
        (long)session.Duration!.Value.TotalSeconds, session.WorkingDirectory, session.GitRoot, session.Branch);

    /// <summary>The sessions of a scope that somebody started, or that ran a command or a proxy in it, newest first.</summary>
    public List<Session> TrackedIn(string scope) =>
    [
        .. database.Stream($"""
            SELECT {Columns} FROM sessions WHERE (working_directory = $1 OR git_root = $1) AND (origin IS NULL OR origin IN ('run', 'proxy'))
            ORDER BY start_time DESC, id DESC
            """, Read, scope),
    ];

    public void Complete(long id, DateTimeOffset end, TimeSpan duration, string? notes) => database.Execute(
        "UPDATE sessions SET status = 'completed', end_time = $2, duration = $3, notes = coalesce($4, notes) WHERE id = $1",
        id, Timestamp.Text(end), (long)duration.TotalSeconds, notes);

    /// <summary>Makes a completed session active again.</summary>
    public void Reopen(long id) => database.Execute("UPDATE sessions SET status = 'active', end_time = NULL, duration = NULL WHERE id = $1", id);

    /// <summary>Gives a session another name or note; null: it stays; an empty note: none.</summary>
    public void Change(long id, string? name, string? notes) => database.Execute(
        "UPDATE sessions SET name = coalesce($2, name), notes = iif($3 IS NULL, notes, nullif($3, '')) WHERE id = $1", id, name, notes);

    /// <summary>The last thing known to have happened in a session.</summary>
    public DateTimeOffset LastActivity(long id) => Timestamp.Parse(database.Scalar<string>("""
        SELECT max(time) FROM (
          SELECT start_time AS time FROM sessions WHERE id = $1
          UNION ALL SELECT max(timestamp) FROM ai_usage WHERE session_id = $1
          UNION ALL SELECT max(timestamp) FROM session_notes WHERE session_id = $1
          UNION ALL SELECT max(timestamp) FROM file_changes WHERE session_id = $1
          UNION ALL SELECT max(timestamp) FROM commits WHERE session_id = $1)
        """, id) ?? "");

    public void Remove(long id)
    {
        foreach (var table in (ReadOnlySpan<string>)["session_notes", "ai_usage", "file_changes", "commits", "session_baseline"])
        {
            database.Execute($"DELETE FROM {table} WHERE session_id = $1", id);
        }
        database.Execute("DELETE FROM sessions WHERE id = $1", id);
    }

    private static Session Read(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Name = row.GetString(1),
        Status = row.Text(2) == "completed" ? SessionPhase.Completed : SessionPhase.Active,
        StartTime = Timestamp.Parse(row.GetString(3)),
        EndTime = row.Text(4) is { } end ? Timestamp.Parse(end) : null,
        Duration = row.Number(5) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue)) : null,
        WorkingDirectory = row.GetString(6),
        GitRoot = row.Text(7),
        StartGitHead = row.Text(8),
        FilesChanged = row.GetInt64(9),
        Commits = row.GetInt64(10),
        AiTokens = row.GetInt64(11),
        AiCost = Money.FromUnits(row.GetInt64(12)),
        AiCalls = row.GetInt64(13),
        UnpricedCalls = row.GetInt64(14),
        Notes = row.Text(15),
        Origin = OriginOf(row.Text(16)),
        Branch = row.Text(17),
    };

    private static string? OriginName(SessionOrigin origin) => origin switch
    {
        SessionOrigin.Run => "run",
        SessionOrigin.Proxy => "proxy",
        SessionOrigin.Hook => "hook",
        SessionOrigin.Log => "log",
        _ => null,
    };

    private static SessionOrigin OriginOf(string? name) => name switch
    {
        "run" => SessionOrigin.Run,
        "proxy" => SessionOrigin.Proxy,
        "hook" => SessionOrigin.Hook,
        "log" => SessionOrigin.Log,
        _ => SessionOrigin.Start,
    };
}
