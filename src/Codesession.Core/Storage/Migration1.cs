namespace Codesession.Storage;

/// <summary>
/// The original's tables (any of its versions: columns may be missing), and beside them columns, indexes and triggers
/// of ours. The original's inserts name their columns, so nothing here disturbs them; tables of ours that refer to its
/// own cascade, so that its Start Fresh still works.
/// </summary>
internal static class Migration1
{
    public static void Apply(Database database)
    {
        database.Execute(TablesOfTheOriginal);
        foreach (var (table, column, type) in Columns)
        {
            if (database.Scalar<long>("SELECT count(*) FROM pragma_table_info($1) WHERE name = $2", table, column) == 0)
            {
                database.Execute($"ALTER TABLE {table} ADD COLUMN {column} {type}");
            }
        }
        database.Execute(OurTables);
        database.Execute(Backfill);
        database.Execute(Indexes);
        database.Execute(Triggers);
    }

    private const string TablesOfTheOriginal = """
        CREATE TABLE IF NOT EXISTS sessions (
          id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, start_time TEXT NOT NULL, end_time TEXT, duration INTEGER,
          working_directory TEXT NOT NULL, git_root TEXT, start_git_head TEXT, files_changed INTEGER DEFAULT 0,
          commits INTEGER DEFAULT 0, ai_cost REAL DEFAULT 0, ai_tokens INTEGER DEFAULT 0, notes TEXT, status TEXT DEFAULT 'active');
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
          id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, name TEXT, added_at TEXT NOT NULL);
        """;

    private static readonly (string Table, string Column, string Type)[] Columns =
    [
        // What early versions of the original lack.
        ("sessions", "duration", "INTEGER"),
        ("sessions", "git_root", "TEXT"),
        ("sessions", "start_git_head", "TEXT"),
        ("sessions", "files_changed", "INTEGER DEFAULT 0"),
        ("sessions", "commits", "INTEGER DEFAULT 0"),
        ("sessions", "ai_cost", "REAL DEFAULT 0"),
        ("sessions", "ai_tokens", "INTEGER DEFAULT 0"),
        ("sessions", "notes", "TEXT"),
        ("ai_usage", "prompt_tokens", "INTEGER"),
        ("ai_usage", "completion_tokens", "INTEGER"),
        ("ai_usage", "agent_name", "TEXT"),
        // Ours. Money is in whole 10⁻¹⁰ dollars.
        ("sessions", "cost_e10", "INTEGER NOT NULL DEFAULT 0"),
        ("sessions", "calls", "INTEGER NOT NULL DEFAULT 0"),
        ("sessions", "unpriced_calls", "INTEGER NOT NULL DEFAULT 0"),
        // Who made it and addresses it by id: run, proxy, hook, log; null: a person or agent through start.
        ("sessions", "origin", "TEXT"),
        // How many entries HEAD's reflog had at the start: what came after is this session's.
        ("sessions", "reflog_length", "INTEGER"),
        // Null: unknown, in which case the original's cost column holds 0.
        ("ai_usage", "cost_e10", "INTEGER"),
        ("ai_usage", "price_source", "TEXT"),
        ("ai_usage", "cache_read_tokens", "INTEGER NOT NULL DEFAULT 0"),
        ("ai_usage", "cache_write_tokens", "INTEGER NOT NULL DEFAULT 0"),
        ("ai_usage", "cache_write_1h_tokens", "INTEGER NOT NULL DEFAULT 0"),
        ("ai_usage", "reasoning_tokens", "INTEGER NOT NULL DEFAULT 0"),
        // Null only while the original is inserting: the trigger then makes it 'original'.
        ("ai_usage", "source", "TEXT"),
        // Sources that reported the same call again, separated by commas.
        ("ai_usage", "also_seen", "TEXT"),
        ("ai_usage", "response_id", "TEXT"),
        ("ai_usage", "request_id", "TEXT"),
        ("ai_usage", "conversation_id", "TEXT"),
        ("ai_usage", "event_id", "TEXT"),
        // What a later pricing needs besides the tokens.
        ("ai_usage", "service_tier", "TEXT"),
        ("ai_usage", "speed", "TEXT"),
        ("ai_usage", "geography", "TEXT"),
        ("ai_usage", "web_searches", "INTEGER NOT NULL DEFAULT 0"),
        ("ai_usage", "passes", "TEXT"),
        // 1: found by a look of ours at the tree, which a later look may correct. The original's rows are its own.
        ("file_changes", "observed", "INTEGER"),
        // The original keeps seven digits in hash.
        ("commits", "full_hash", "TEXT"),
    ];

    private const string OurTables = """
        CREATE TABLE session_baseline (
          session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE, file_path TEXT NOT NULL, content_hash TEXT,
          PRIMARY KEY (session_id, file_path)) WITHOUT ROWID;
        CREATE TABLE completed_totals (
          id INTEGER PRIMARY KEY CHECK (id = 1), sessions INTEGER NOT NULL, timed INTEGER NOT NULL, duration INTEGER NOT NULL,
          files_changed INTEGER NOT NULL, commits INTEGER NOT NULL, cost_e10 INTEGER NOT NULL, unpriced_calls INTEGER NOT NULL);
        """;

    // A session that has totals but no rows (the original's demo data) keeps its totals. The bounds keep sums inside 64
    // bits: the original takes any cost.
    private const string Backfill = """
        UPDATE ai_usage SET cost_e10 = CAST(round(min(cost, 1e6) * 1e10) AS INTEGER), source = 'original';
        UPDATE sessions SET cost_e10 = CAST(round(min(coalesce(ai_cost, 0), 1e8) * 1e10) AS INTEGER);
        UPDATE sessions SET cost_e10 = sums.cost, calls = sums.calls, ai_tokens = sums.tokens
          FROM (SELECT session_id, sum(cost_e10) AS cost, count(*) AS calls, sum(tokens) AS tokens FROM ai_usage GROUP BY session_id) AS sums
          WHERE sums.session_id = sessions.id;
        UPDATE sessions SET ai_cost = cost_e10 / 1e10;
        INSERT INTO completed_totals
          SELECT 1, count(*), count(duration), coalesce(sum(duration), 0), coalesce(sum(files_changed), 0), coalesce(sum(commits), 0),
            coalesce(sum(cost_e10), 0), coalesce(sum(unpriced_calls), 0)
          FROM sessions WHERE status = 'completed';
        """;

    private const string Indexes = """
        CREATE INDEX cs_sessions_newest ON sessions(start_time DESC, id DESC);
        CREATE INDEX cs_sessions_active ON sessions(id) WHERE status = 'active';
        CREATE INDEX cs_usage_session ON ai_usage(session_id, timestamp, agent_name);
        CREATE INDEX cs_usage_response ON ai_usage(response_id) WHERE response_id IS NOT NULL;
        CREATE INDEX cs_usage_request ON ai_usage(request_id) WHERE request_id IS NOT NULL;
        CREATE INDEX cs_usage_event ON ai_usage(conversation_id, event_id) WHERE event_id IS NOT NULL;
        CREATE INDEX cs_usage_same ON ai_usage(prompt_tokens, completion_tokens, source, timestamp);
        CREATE INDEX cs_files_session ON file_changes(session_id, file_path);
        CREATE INDEX cs_commits_session ON commits(session_id, hash);
        CREATE INDEX cs_notes_session ON session_notes(session_id);
        """;

    // A session's totals move here and nowhere else, by addition, whoever writes the row. The original, after its
    // insert, sets ai_cost and ai_tokens to the sums of all rows: the same figures.
    private const string Triggers = """
        CREATE TRIGGER cs_usage_inserted AFTER INSERT ON ai_usage BEGIN
          UPDATE ai_usage SET cost_e10 = CAST(round(min(NEW.cost, 1e6) * 1e10) AS INTEGER), source = 'original'
            WHERE id = NEW.id AND NEW.source IS NULL;
          UPDATE sessions SET
              cost_e10 = cost_e10 + (SELECT coalesce(cost_e10, 0) FROM ai_usage WHERE id = NEW.id),
              ai_cost = (cost_e10 + (SELECT coalesce(cost_e10, 0) FROM ai_usage WHERE id = NEW.id)) / 1e10,
              ai_tokens = coalesce(ai_tokens, 0) + NEW.tokens,
              calls = calls + 1,
              unpriced_calls = unpriced_calls + (NEW.source IS NOT NULL AND NEW.cost_e10 IS NULL)
            WHERE id = NEW.session_id;
        END;
        CREATE TRIGGER cs_usage_updated AFTER UPDATE OF cost_e10, tokens ON ai_usage WHEN OLD.source IS NOT NULL BEGIN
          UPDATE sessions SET
              cost_e10 = cost_e10 + coalesce(NEW.cost_e10, 0) - coalesce(OLD.cost_e10, 0),
              ai_cost = (cost_e10 + coalesce(NEW.cost_e10, 0) - coalesce(OLD.cost_e10, 0)) / 1e10,
              ai_tokens = coalesce(ai_tokens, 0) + NEW.tokens - OLD.tokens,
              unpriced_calls = unpriced_calls + (NEW.cost_e10 IS NULL) - (OLD.cost_e10 IS NULL)
            WHERE id = NEW.session_id;
        END;
        CREATE TRIGGER cs_usage_deleted AFTER DELETE ON ai_usage BEGIN
          UPDATE sessions SET
              cost_e10 = cost_e10 - coalesce(OLD.cost_e10, 0),
              ai_cost = (cost_e10 - coalesce(OLD.cost_e10, 0)) / 1e10,
              ai_tokens = coalesce(ai_tokens, 0) - OLD.tokens,
              calls = calls - 1,
              unpriced_calls = unpriced_calls - (OLD.cost_e10 IS NULL)
            WHERE id = OLD.session_id;
        END;

        -- The sums over completed sessions, whoever completes, changes or removes one.
        CREATE TRIGGER cs_session_inserted AFTER INSERT ON sessions WHEN NEW.status = 'completed' BEGIN
          UPDATE completed_totals SET
            sessions = sessions + 1, timed = timed + (NEW.duration IS NOT NULL), duration = duration + coalesce(NEW.duration, 0),
            files_changed = files_changed + coalesce(NEW.files_changed, 0), commits = commits + coalesce(NEW.commits, 0),
            cost_e10 = cost_e10 + NEW.cost_e10, unpriced_calls = unpriced_calls + NEW.unpriced_calls;
        END;
        CREATE TRIGGER cs_session_deleted AFTER DELETE ON sessions WHEN OLD.status = 'completed' BEGIN
          UPDATE completed_totals SET
            sessions = sessions - 1, timed = timed - (OLD.duration IS NOT NULL), duration = duration - coalesce(OLD.duration, 0),
            files_changed = files_changed - coalesce(OLD.files_changed, 0), commits = commits - coalesce(OLD.commits, 0),
            cost_e10 = cost_e10 - OLD.cost_e10, unpriced_calls = unpriced_calls - OLD.unpriced_calls;
        END;
        CREATE TRIGGER cs_session_updated AFTER UPDATE OF status, duration, files_changed, commits, cost_e10, unpriced_calls ON sessions
        WHEN OLD.status = 'completed' OR NEW.status = 'completed' BEGIN
          UPDATE completed_totals SET
            sessions = sessions + (NEW.status = 'completed') - (OLD.status = 'completed'),
            timed = timed + (NEW.status = 'completed' AND NEW.duration IS NOT NULL) - (OLD.status = 'completed' AND OLD.duration IS NOT NULL),
            duration = duration + iif(NEW.status = 'completed', coalesce(NEW.duration, 0), 0) - iif(OLD.status = 'completed', coalesce(OLD.duration, 0), 0),
            files_changed = files_changed + iif(NEW.status = 'completed', coalesce(NEW.files_changed, 0), 0)
              - iif(OLD.status = 'completed', coalesce(OLD.files_changed, 0), 0),
            commits = commits + iif(NEW.status = 'completed', coalesce(NEW.commits, 0), 0) - iif(OLD.status = 'completed', coalesce(OLD.commits, 0), 0),
            cost_e10 = cost_e10 + iif(NEW.status = 'completed', NEW.cost_e10, 0) - iif(OLD.status = 'completed', OLD.cost_e10, 0),
            unpriced_calls = unpriced_calls + iif(NEW.status = 'completed', NEW.unpriced_calls, 0) - iif(OLD.status = 'completed', OLD.unpriced_calls, 0);
        END;
        """;
}
