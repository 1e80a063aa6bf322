using Codesession.Core.Tests.Sessions;

namespace Codesession.Core.Tests.Storage;

/// <summary>A ledger that takes back what a file holds.</summary>
public sealed class RestoreTests : SessionTest
{
    [Fact]
    public void What_a_fresh_start_removed_comes_back_as_it_was()
    {
        var id = Test.Start().Id;
        AddCall(id, agent: "Codex", cost: 0.3m);
        Test.Ledger.Notes.Add(id, "note");
        Test.Ledger.Budgets.Set(new() { Limit = 5, Period = BudgetPeriod.Session, SessionId = id });
        var (before, schema) = (Rows(), Test.Sql.Schema());
        var fresh = Test.Ledger.StartFresh();
        var bytes = File.ReadAllBytes(fresh.Backup);

        var restored = Test.Ledger.Restore(fresh.Backup);

        Assert.Equal((fresh.Backup, 1, 1), (restored.From, restored.Sessions, restored.Calls));
        Assert.Equal(before, Rows());
        Assert.Equal(schema, Test.Sql.Schema());
        Assert.Equal(bytes, File.ReadAllBytes(fresh.Backup));
        Assert.Equal(0, new SqlFile(restored.Backup).Number("SELECT count(*) FROM sessions"));
        Assert.Equal("ok", Test.Sql.One("PRAGMA integrity_check"));
        Assert.Equal("wal", Test.Sql.One("PRAGMA journal_mode"));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Test.DatabasePath)!, "*.tmp*"));
    }

    [Fact]
    public void What_was_there_is_replaced_and_kept_in_a_backup()
    {
        var old = Test.Start(Test.NewFolder("old")).Id;
        AddCall(old);
        var backup = Test.Ledger.Backup();
        var later = Test.Start(Test.NewFolder("later")).Id;
        AddCall(later, cost: 0.9m);
        Test.Ledger.Budgets.Set(new() { Limit = 5, Period = BudgetPeriod.Day });

        var restored = Test.Ledger.Restore(backup);

        Assert.Equal([old], Test.Ledger.Sessions.List().Select(session => session.Id));
        Assert.Empty(Test.Ledger.Budgets.List());
        Assert.Equal(2, new SqlFile(restored.Backup).Number("SELECT count(*) FROM sessions"));

        // A program may still hold a number that came after the backup.
        var next = Test.Start(Test.NewFolder("next")).Id;
        Assert.True(next > later);
        AddCall(old, cost: 0.2m);
        Assert.Equal((0.3m, 2), (Test.Session(old).AiCost, Test.Session(old).AiCalls));

        Test.Ledger.Restore(restored.Backup);
        Assert.Equal([later, old], Test.Ledger.Sessions.List().Select(session => session.Id));
    }

    [Fact]
    public void Who_has_it_open_goes_on_with_what_came_back()
    {
        var id = Test.Start().Id;
        AddCall(id, cost: 0.1m);
        var backup = Test.Ledger.Backup();
        using var other = Test.Open();
        other.Usage.Add(new() { SessionId = id, Provider = "p", Model = "m", Source = UsageSource.Log, Tokens = 1, Cost = 1 });
        var changes = other.OthersChanges;

        var seen = other.Snapshot(() =>
        {
            var before = other.Usage.List(new()).Count();
            Test.Ledger.Restore(backup);
            return (before, other.Usage.List(new()).Count());
        });

        Assert.Equal((2, 2), seen);
        Assert.NotEqual(changes, other.OthersChanges);
        Assert.Single(other.Usage.List(new()));
        other.Usage.Add(new() { SessionId = id, Provider = "p", Model = "m2", Source = UsageSource.Log, Tokens = 1, Cost = 2 });
        Assert.Equal((2.1m, 2), (Test.Session(id).AiCost, Test.Session(id).AiCalls));
    }

    [Theory]
    [InlineData(Age.Earliest)]
    [InlineData(Age.Latest)]
    public void A_ledger_of_the_original_is_upgraded_on_the_way(Age age)
    {
        Test.Start();
        var original = OriginalTool.Create(Path.Combine(Test.Work, "original.db"), age);
        original.LogCall(original.Start("theirs", "/somewhere"), 100, 0.25);
        var columns = original.Sql.Columns("sessions");

        var restored = Test.Ledger.Restore(original.Sql.Path);

        Assert.Equal((1, 1), (restored.Sessions, restored.Calls));
        Assert.Equal(("theirs", 0.25m), Test.Ledger.Sessions.List().Select(session => (session.Name, session.AiCost)).Single());
        Assert.Equal(columns, original.Sql.Columns("sessions"));
        Assert.Equal(0, original.Sql.Number("PRAGMA user_version"));
        Assert.DoesNotContain(Directory.GetFiles(Test.Work), file => file.EndsWith(".bak", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_still_in_the_files_beside_a_ledger_comes_too()
    {
        using var other = Test.Open(options => options with { DatabasePath = Path.Combine(Test.Work, "other.db") });
        await other.Sessions.StartAsync(new() { Name = "theirs", Folder = Test.Work }, TestContext.Current.CancellationToken);
        Assert.True(new FileInfo(Path.Combine(Test.Work, "other.db-wal")).Length > 0);

        Test.Ledger.Restore(Path.Combine(Test.Work, "other.db"));

        Assert.Equal("theirs", Assert.Single(Test.Ledger.Sessions.List()).Name);
    }

    [Fact]
    public void What_is_no_ledger_that_we_know_is_refused_and_nothing_changes()
    {
        var id = Test.Start().Id;
        AddCall(id);
        var before = Rows();
        var backup = Test.Ledger.Backup();
        string File(string name, Action<string> make)
        {
            var path = Path.Combine(Test.Work, name);
            make(path);
            return path;
        }

        Refused(ErrorCode.StoreInvalid, File("text", path => System.IO.File.WriteAllText(path, new string('x', 5000))));
        Refused(ErrorCode.StoreInvalid, File("empty", path => System.IO.File.WriteAllText(path, "")));
        Refused(ErrorCode.StoreInvalid, File("foreign.db", path => new SqlFile(path).Execute("CREATE TABLE sessions (id, name)")));
        Refused(ErrorCode.StoreTooNew, File("newer.db", path =>
        {
            System.IO.File.Copy(backup, path);
            new SqlFile(path).Execute("PRAGMA user_version = 1000");
        }));
        Refused(ErrorCode.StoreCorrupt, File("cut.db", path => System.IO.File.WriteAllBytes(path, System.IO.File.ReadAllBytes(backup)[..20_000])));
        Refused(ErrorCode.IoError, Path.Combine(Test.Work, "missing"));
        Refused(ErrorCode.IoError, Test.Work);
        Refused(ErrorCode.InvalidInput, Test.DatabasePath);

        Assert.Equal(before, Rows());
        Assert.Equal([backup], Directory.GetFiles(Path.GetDirectoryName(Test.DatabasePath)!, "*.bak"));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Test.DatabasePath)!, "*.tmp*"));

        void Refused(ErrorCode code, string path)
        {
            var error = Assert.Throws<CodesessionException>(() => Test.Ledger.Restore(path));
            Assert.Equal((code, path), (error.Code, path));
            Assert.Contains(path, error.Message);
        }
    }

    [Fact]
    public void Rows_that_refer_to_a_session_that_is_gone_come_as_they_are()
    {
        Test.Start();
        var backup = Test.Ledger.Backup();
        using (var connection = new SqlFile(backup).Connect())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "PRAGMA foreign_keys = OFF; INSERT INTO session_notes (session_id, message, timestamp) VALUES (99, 'lost', '2026-11-20T12:00:00.000Z')";
            command.ExecuteNonQuery();
        }

        Test.Ledger.Restore(backup);

        Assert.Equal("lost", Assert.Single(Test.Ledger.Notes.List(new())).Message);
    }

    /// <summary>Every row of every table.</summary>
    private List<string> Rows() =>
    [
        .. Test.Sql.Rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence' ORDER BY name")
            .SelectMany(table => Test.Sql.Rows($"SELECT * FROM {table}").Select(row => $"{table}: {row}")),
    ];
}
