using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Codesession.Tests.Dashboards;

/// <summary>
/// A ledger as people and their agents fill it in a year that ends now: made up, the same for the same moment, and of any size. Most is
/// done on weekdays by day, more of it lately; a few sessions go on.
/// </summary>
internal sealed class YearOfWork : IDisposable
{
    private const int Active = 3;

    private static readonly string[] Projects =
    [
        "atlas", "beacon", "cartographer", "dovetail", "ember", "foxglove", "gantry", "harbour", "inkwell", "juniper", "kestrel", "lantern", "meridian", "nutmeg",
        "orchard", "paperclip", "quarry", "riverbed", "saffron", "tidewater", "umbra", "vellum", "willow", "xylem", "yarrow", "zephyr", "almanac", "bluebell",
        "cinder", "driftwood", "everglade", "fathom", "gossamer", "hollow", "isthmus", "jigsaw", "keystone", "limestone", "mosaic", "northwind",
    ];

    // Dollars per million tokens: input, output, read from a cache, written to one.
    private static readonly (string Provider, string Name, string Agent, decimal[] Rates, int Weight)[] Models =
    [
        ("anthropic", "claude-opus-5", "Claude Code", [5m, 25m, 0.5m, 6.25m], 18),
        ("anthropic", "claude-sonnet-4-5", "Claude Code", [3m, 15m, 0.3m, 3.75m], 40),
        ("anthropic", "claude-haiku-4-5", "Claude Code", [1m, 5m, 0.1m, 1.25m], 12),
        ("openai", "gpt-5", "Codex", [1.25m, 10m, 0.125m, 0m], 15),
        ("openai", "gpt-5-mini", "OpenCode", [0.25m, 2m, 0.025m, 0m], 7),
        ("google", "gemini-2.5-pro", "Gemini CLI", [1.25m, 10m, 0.31m, 0m], 8),
    ];

    private static readonly string[] Tasks =
    [
        "Fix the login redirect", "Add retries to the uploader", "Split the settings page", "Speed up the search index", "Move to the new queue", "Write the import",
        "Clean up old flags", "Review the parser", "Handle time zones", "Draft the release notes", "Cache thumbnails", "Make the build reproducible",
        "Tidy error messages", "Add dark mode", "Trace slow queries", "Validate webhooks", "Port the tests", "Paginate the audit log", "Upgrade the runtime", "Rename accounts to members",
    ];

    private static readonly string[] Files =
    [
        "src/app.ts", "src/index.ts", "src/api/client.ts", "src/api/routes.ts", "src/auth/session.ts", "src/auth/login.ts", "src/queue/worker.ts", "src/search/index.ts",
        "src/search/query.ts", "src/settings/page.tsx", "src/settings/form.tsx", "src/theme.css", "tests/api.test.ts", "tests/auth.test.ts", "tests/search.test.ts",
        "README.md", "CHANGELOG.md", "package.json", "migrations/0042_members.sql", "scripts/release.sh",
    ];

    private static readonly string[] Remarks =
    [
        "The flaky test was a time zone", "Waits for the design", "Needs a second look at the index", "Rolled out to a tenth of the users", "Follow up: remove the old path",
    ];

    // How much is done in each hour of a day (UTC).
    private static readonly int[] Hours = [1, 0, 0, 0, 0, 1, 3, 8, 14, 18, 17, 12, 10, 15, 18, 16, 11, 7, 4, 4, 5, 4, 2, 1];

    private readonly SqliteConnection connection;
    private readonly Random dice = new(20_26);
    private readonly SqliteCommand session, call, file, commit, note, end;
    private int ids;

    private YearOfWork(string path)
    {
        connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        session = Insert("sessions", "name", "start_time", "working_directory", "git_root", "branch", "status");
        call = Insert("ai_usage", "session_id", "provider", "model", "tokens", "prompt_tokens", "completion_tokens", "cache_read_tokens", "cache_write_tokens",
            "reasoning_tokens", "cost", "cost_e10", "price_source", "agent_name", "timestamp", "source", "response_id", "request_id");
        file = Insert("file_changes", "session_id", "file_path", "change_type", "timestamp");
        commit = Insert("commits", "session_id", "hash", "full_hash", "message", "timestamp");
        note = Insert("session_notes", "session_id", "message", "timestamp");
        end = Prepared("UPDATE sessions SET status = 'completed', end_time = $1, duration = $2, files_changed = $3, commits = $4, notes = $5 WHERE id = $6", 6);
    }

    /// <summary>Fills a ledger that was just made; its totals move as for any other writer.</summary>
    /// <param name="path">The file; Core has made it.</param>
    /// <param name="until">When the year ends.</param>
    /// <param name="sessions">How many sessions, at least 10.</param>
    /// <param name="calls">How many calls in all of them.</param>
    /// <param name="projects">In how many projects, at most 40.</param>
    public static void Write(string path, DateTimeOffset until, int sessions, int calls, int projects = 40)
    {
        using var year = new YearOfWork(path);
        year.Write(until, sessions, calls, projects);
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[session, call, file, commit, note, end]) command.Dispose();
        connection.Dispose();
    }

    private void Write(DateTimeOffset until, int sessions, int calls, int projects)
    {
        // Sorting at the end takes a fraction of the time; nobody else has the file open.
        var indexes = Rows("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'ai_usage' AND sql IS NOT NULL");
        Execute("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; BEGIN");
        foreach (var (name, _) in indexes) Execute($"DROP INDEX {name}");
        var starts = Starts(until, sessions);
        var shares = Enumerable.Range(0, sessions).Select(_ => Math.Exp(dice.NextDouble() * 3)).ToArray();
        var (all, told, given) = (shares.Sum(), 0.0, 0);
        for (var i = 0; i < sessions; i++)
        {
            // By rounding the sum, not the shares, the calls are as many as were asked for.
            told += shares[i];
            var upTo = i == sessions - 1 ? calls : (int)(calls * (told / all));
            WriteSession(starts[i], until, i >= sessions - Active, upTo - given, projects);
            given = upTo;
        }
        foreach (var (_, sql) in indexes) Execute(sql);
        Execute("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private DateTimeOffset[] Starts(DateTimeOffset until, int sessions)
    {
        var starts = new List<DateTimeOffset>(sessions);
        var midnight = new DateTimeOffset(until.UtcDateTime.Date, TimeSpan.Zero);
        var hours = Hours.SelectMany((weight, hour) => Enumerable.Repeat(hour, weight)).ToArray();
        while (starts.Count < sessions - Active)
        {
            // The square root: twice as much is done at the end of the year as in its middle.
            var day = midnight.AddDays(Math.Floor(365 * Math.Sqrt(dice.NextDouble())) - 364);
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && dice.Next(7) > 0) continue;
            var start = day.AddHours(hours[dice.Next(hours.Length)]).AddSeconds(dice.Next(3600));
            if (start < until.AddHours(-4)) starts.Add(start);
        }
        for (var i = Active; i > 0; i--) starts.Add(until.AddMinutes(-37 * i));
        starts.Sort();
        return [.. starts];
    }

    private void WriteSession(DateTimeOffset start, DateTimeOffset until, bool active, int calls, int projects)
    {
        // A few projects get most of the work.
        var project = Projects[(int)(projects * Math.Pow(dice.NextDouble(), 2))];
        var folder = $"/home/ada/projects/{project}";
        var task = Of(Tasks);
        var branch = dice.Next(3) == 0 ? "main" : task.ToLowerInvariant().Replace(' ', '-');
        Run(session, task, Text(start), folder, folder, branch, "active");
        var id = LastId();
        var length = active ? until - start : TimeSpan.FromSeconds(dice.Next(8 * 60, 3 * 3600));
        var main = Models[Weighted()];
        for (var i = 0; i < calls; i++)
        {
            // The last moment is the session's, so that a call lies within it.
            WriteCall(id, start + (length * ((i + 0.5) / calls)), dice.Next(5) == 0 ? Models[Weighted()] : main);
        }
        var files = dice.Next(0, 8);
        for (var i = 0; i < files; i++)
        {
            Run(file, id, Files[(id + (i * 7)) % Files.Length], dice.Next(6) == 0 ? "created" : dice.Next(12) == 0 ? "deleted" : "modified", Text(start + (length * dice.NextDouble())));
        }
        var commits = files == 0 ? 0 : dice.Next(0, 4);
        for (var i = 0; i < commits; i++)
        {
            var hash = Convert.ToHexStringLower(Bytes(20));
            Run(commit, id, hash[..7], hash, i == commits - 1 ? task : $"{task}: part {i + 1}", Text(start + (length * ((i + 1.0) / (commits + 1)))));
        }
        if (dice.Next(2) == 0) Run(note, id, Of(Remarks), Text(start + (length * 0.4)));
        if (!active)
        {
            Run(end, Text(start + length), (long)length.TotalSeconds, files, commits, dice.Next(3) == 0 ? Of(Remarks) : null, id);
        }
    }

    private void WriteCall(long session, DateTimeOffset time, (string Provider, string Name, string Agent, decimal[] Rates, int Weight) model)
    {
        long read = dice.Next(0, 120_000), written = model.Rates[3] == 0 ? 0 : dice.Next(0, 6_000), input = dice.Next(50, 4_000), output = dice.Next(20, 2_500);
        var reasoning = model.Provider == "openai" ? output / 3 : 0;
        var prompt = input + read + written;
        // Dollars per million tokens are ten thousand of the ledger's units for each.
        var cost = (long)(10_000 * ((input * model.Rates[0]) + (output * model.Rates[1]) + (read * model.Rates[2]) + (written * model.Rates[3])));
        var number = ++ids;
        Run(call, session, model.Provider, model.Name, prompt + output, prompt, output, read, written, reasoning, cost / 1e10, cost, "built-in", model.Agent,
            Text(time), "log", $"resp_{number:x8}", $"req_{number:x8}");
    }

    private int Weighted()
    {
        var left = dice.Next(100);
        var i = 0;
        while ((left -= Models[i].Weight) >= 0) i++;
        return i;
    }

    private T Of<T>(T[] choices) => choices[dice.Next(choices.Length)];

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        dice.NextBytes(bytes);
        return bytes;
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private SqliteCommand Insert(string table, params string[] columns) => Prepared(
        $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})", columns.Length);

    private SqliteCommand Prepared(string sql, int values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= values; i++) command.Parameters.Add(new SqliteParameter($"${i}", null));
        return command;
    }

    private static void Run(SqliteCommand command, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private long LastId()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT last_insert_rowid()";
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }

    private List<(string Name, string Sql)> Rows(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<(string, string)>();
        while (reader.Read()) rows.Add((reader.GetString(0), reader.GetString(1)));
        return rows;
    }
}
