using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

public sealed class DatabaseLogTests : IDisposable
{
    private readonly LoggedDatabase database = new("sessions.db", GooseLogTests.Schema);
    private readonly GooseLog log = new();

    public DatabaseLogTests() => database.Do(
        "INSERT INTO sessions (id, working_dir, created_at, updated_at, accumulated_input_tokens, accumulated_output_tokens) "
        + "VALUES ('1', '/home/demo', '2026-01-01 10:00:00', '2026-01-01 10:00:00', 10, 20)");

    public void Dispose() => database.Dispose();

    [Fact]
    public void A_database_that_nobody_holds_open_is_read_without_a_trace()
    {
        database.Do("PRAGMA journal_mode = WAL");
        database.Close();
        var before = File.ReadAllBytes(database.Path);

        Assert.Single(database.Read(log).Calls);

        Assert.Equal(["sessions.db"], database.Files);
        Assert.Equal(before, File.ReadAllBytes(database.Path));
    }

    [Fact]
    public void A_database_that_its_agent_holds_open_is_read_and_can_be_written_while_it_is()
    {
        database.Do("PRAGMA journal_mode = WAL");
        database.Do("BEGIN IMMEDIATE");
        database.Do("UPDATE sessions SET accumulated_input_tokens = 11");

        Assert.Equal(10, Assert.Single(database.Read(log).Calls).Observed.Tokens.Input);

        database.Do("COMMIT");
        Assert.Equal(11, Assert.Single(database.Read(log).Calls).Observed.Tokens.Input);
        Assert.Equal(["sessions.db", "sessions.db-shm", "sessions.db-wal"], database.Files);
    }

    [Fact]
    public void A_locked_database_is_a_problem_and_looked_at_again()
    {
        database.Do("BEGIN EXCLUSIVE");

        var reading = database.Read(log);

        Assert.Equal(LogProblemKind.Unreadable, Assert.Single(reading.Problems).Kind);
        Assert.Empty(reading.Calls);
        Assert.Null(reading.End);
    }

    [Fact]
    public void An_encrypted_or_damaged_database_is_a_problem()
    {
        database.Close();
        var bytes = File.ReadAllBytes(database.Path);
        new Random(1).NextBytes(bytes.AsSpan(100));
        File.WriteAllBytes(database.Path, bytes);
        var damaged = database.Read(log);
        new Random(2).NextBytes(bytes);
        File.WriteAllBytes(database.Path, bytes);
        var encrypted = database.Read(log);

        Assert.Equal(LogProblemKind.Broken, Assert.Single(damaged.Problems).Kind);
        Assert.Equal(LogProblemKind.Broken, Assert.Single(encrypted.Problems).Kind);
    }

    [Theory]
    [InlineData("DROP TABLE sessions")]
    [InlineData("ALTER TABLE sessions DROP COLUMN accumulated_input_tokens")]
    public void A_database_of_another_schema_is_a_problem_that_is_told_once(string change)
    {
        database.Do(change);

        var reading = database.Read(log, new LogPosition(0, "7 8"));

        Assert.Equal(LogProblemKind.UnknownShape, Assert.Single(reading.Problems).Kind);
        Assert.Equal("7 8", reading.End?.State);
    }

    [Fact]
    public void An_empty_file_is_a_database_without_tables()
    {
        database.Close();
        File.WriteAllBytes(database.Path, []);

        Assert.Equal(LogProblemKind.UnknownShape, Assert.Single(database.Read(log).Problems).Kind);
    }

    [Fact]
    public void A_path_may_have_any_characters()
    {
        using var odd = new LoggedDatabase("a?b#c%20 d'e.db", GooseLogTests.Schema);
        odd.Do("PRAGMA journal_mode = WAL");
        odd.Close();

        Assert.Empty(odd.Read(log).Problems);
        Assert.Single(odd.Files);
    }

    [Fact]
    public void Only_a_database_is_taken_for_one()
    {
        database.Close();

        Assert.True(log.Recognizes(File.ReadAllBytes(database.Path)));
        Assert.False(log.Recognizes("SQLite"u8));
    }
}
