using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

public sealed class GooseLogTests : IDisposable
{
    internal const string Schema = """
        CREATE TABLE sessions (id TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '', user_set_name BOOLEAN DEFAULT FALSE, working_dir TEXT NOT NULL,
            created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, total_tokens INTEGER, input_tokens INTEGER,
            output_tokens INTEGER, accumulated_total_tokens INTEGER, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER,
            provider_name TEXT, model_config_json TEXT);
        """;

    private const string Newer = """
        ALTER TABLE sessions ADD COLUMN accumulated_cache_read_tokens INTEGER;
        ALTER TABLE sessions ADD COLUMN accumulated_cache_write_tokens INTEGER;
        ALTER TABLE sessions ADD COLUMN accumulated_cost REAL;
        CREATE TABLE usage_ledger (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL, created_timestamp INTEGER NOT NULL, model TEXT,
            input_tokens INTEGER, output_tokens INTEGER, total_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER, cost REAL,
            cost_source TEXT, is_compaction INTEGER DEFAULT 0);
        """;

    private readonly LoggedDatabase database = new("sessions.db", Schema);
    private readonly GooseLog log = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public void Older_versions_tell_the_sum_of_a_session()
    {
        Session("20260101_1", "2026-01-01 10:00:00", input: 300_000, output: 500);
        Session("20260101_2", "2026-01-01 10:00:00", input: "NULL", output: "NULL");

        var reading = database.Read(log);

        var call = Assert.Single(reading.Calls);
        Assert.Equal(new TokenCounts { Input = 300_000, Output = 500 }, call.Observed.Tokens);
        Assert.Equal(("claude-sonnet-4-5", "anthropic", "total"), (call.Observed.Model, call.Provider, call.EventId));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero), call.Time);
        Assert.Equal(("20260101_1", "/home/demo/app", null), (call.Conversation.Id, call.Conversation.Folder, call.Conversation.Title));
        Assert.Empty(reading.Problems);
        // No request of 300,000 tokens, but several small ones.
        Assert.Equal(4, call.Observed.Passes.Count);
        Assert.Equal(300_000, call.Observed.Passes.Sum(pass => pass.Tokens.Input));
        Assert.Equal(500, call.Observed.Passes.Sum(pass => pass.Tokens.Output));
    }

    [Fact]
    public void Newer_versions_tell_every_call()
    {
        database.Do(Newer);
        Session("20260101_1", "2026-01-01 10:00:00", input: 999, output: 999);
        Call("20260101_1", 1_767_261_600, "NULL", "100, 20, 120, 30, 10, NULL, 'carried_forward', 0");
        Call("20260101_1", 1_767_261_601, "'gpt-5'", "1000, 200, 1200, 300, 0, 0.25, 'provider_reported', 0");
        Call("20260101_1", 1_767_261_602, "NULL", "7, 1, 8, 0, 0, NULL, 'carried_forward', 0");

        var calls = database.Read(log).Calls;

        Assert.Equal(["total", "usage 2", "usage 3"], calls.Select(call => call.EventId));
        Assert.Equal(new TokenCounts { Input = 60, CacheRead = 30, CacheWrite = 10, Output = 20 }, calls[0].Observed.Tokens);
        Assert.Equal("claude-sonnet-4-5", calls[0].Observed.Model);
        Assert.Equal(new TokenCounts { Input = 700, CacheRead = 300, Output = 200 }, calls[1].Observed.Tokens);
        Assert.Equal(("gpt-5", 0.25m), (calls[1].Observed.Model, calls[1].StatedCost));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_767_261_601), calls[1].Time);
    }

    [Fact]
    public void The_next_time_only_newer_calls_and_changed_sums_are_told()
    {
        database.Do(Newer);
        Session("sum", "2026-01-01 10:00:00", input: 10, output: 1);
        Session("newest", "2026-01-01 12:00:00", input: 10, output: 1);
        Session("old", "2026-01-01 11:00:00", input: 10, output: 1);
        Session("calls", "2026-01-01 10:00:00", input: 10, output: 1);
        Call("calls", 1_767_261_600, "'gpt-5'", "10, 1, 11, 0, 0, NULL, NULL, 0");
        var first = database.Read(log);

        database.Do("UPDATE sessions SET accumulated_input_tokens = 20, updated_at = '2026-01-01 13:00:00' WHERE id = 'sum'");
        Call("calls", 1_767_261_700, "'gpt-5'", "20, 2, 22, 0, 0, NULL, NULL, 0");
        var second = database.Read(log, first.End!.Value);

        Assert.Equal(["usage 1", "total", "total", "total"], first.Calls.Select(call => call.EventId));
        Assert.Equal([("calls", 20L), ("sum", 20L)], // (The newest may have been written to within its second.)
            second.Calls.Where(call => call.Conversation.Id != "newest").Select(call => (call.Conversation.Id, call.Observed.Tokens.Input)));
    }

    [Fact]
    public void A_database_that_was_made_anew_is_read_from_its_beginning()
    {
        database.Do(Newer);
        Session("s", "2026-01-01 10:00:00", input: 10, output: 1);
        Call("s", 1_767_261_600, "'gpt-5'", "10, 1, 11, 0, 0, NULL, NULL, 0");

        Assert.Single(database.Read(log, new LogPosition(0, "500 0")).Calls);
    }

    [Fact]
    public void What_makes_no_sense_is_a_problem_and_the_rest_is_told()
    {
        database.Do(Newer);
        Session("s", "2026-01-01 10:00:00", input: 10, output: 1);
        Session("odd", "sometime", input: "'many'", output: 1);
        Call("s", 1_767_261_600, "'gpt-5'", "-10, 1, 11, 0, 0, NULL, NULL, 0");
        Call("s", 1_767_261_600, "'gpt-5'", "1.5, 1, 11, 0, 0, NULL, NULL, 0");
        Call("s", -5, "'gpt-5'", "10, 1, 11, 0, 0, NULL, NULL, 0");
        Call("s", 1_767_261_600, "NULL", "10, 1, 11, 4000, NULL, -1.5, NULL, 0");
        database.Do("UPDATE sessions SET model_config_json = '{\"model_name\":', updated_at = '2026-01-01 10:00:00' WHERE id = 's'");

        var reading = database.Read(log);

        var call = Assert.Single(reading.Calls);
        Assert.Equal(new TokenCounts { CacheRead = 10, Output = 1 }, call.Observed.Tokens);
        Assert.Equal((null, null), (call.Observed.Model, call.StatedCost));
        Assert.Equal([(LogProblemKind.UnknownShape, 4L)], reading.Problems.Select(problem => (problem.Kind, problem.Count)));
    }

    [Fact]
    public void It_lies_where_a_variable_says()
    {
        var surroundings = new LogSurroundings("/home/demo", new Dictionary<string, string> { ["GOOSE_PATH_ROOT"] = "/data/goose" });

        Assert.Equal([Path.Combine("/data/goose", "data", "sessions")], log.Places(surroundings));
        Assert.True(log.IsLog("/data/goose/data/sessions/sessions.db"));
        Assert.False(log.IsLog("/home/demo/.codesession/sessions.db"));
    }

    private void Session(string id, string updated, object input, object output) => database.Do(
        $"INSERT INTO sessions (id, name, working_dir, created_at, updated_at, input_tokens, accumulated_input_tokens, accumulated_output_tokens, provider_name, model_config_json) "
        + $"VALUES ($1, 'the first words', '/home/demo/app', '2026-01-01 09:00:00', $2, 77777, {input}, {output}, 'anthropic', '{{\"model_name\":\"claude-sonnet-4-5\"}}')", id, updated);

    private void Call(string session, long time, string model, string figures) => database.Do(
        $"INSERT INTO usage_ledger (session_id, created_timestamp, model, input_tokens, output_tokens, total_tokens, cache_read_tokens, cache_write_tokens, cost, cost_source, is_compaction) "
        + $"VALUES ($1, $2, {model}, {figures})", session, time);
}
