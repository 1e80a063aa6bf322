using Codesession.Core.Tests.Sessions;

namespace Codesession.Core.Tests.Storage;

/// <summary>Backups, and a ledger that begins anew.</summary>
public sealed class FreshStartTests : SessionTest
{
    [Fact]
    public void A_backup_holds_everything_and_is_for_its_owner_alone()
    {
        var id = Filled();

        var path = Test.Ledger.Backup();

        Assert.Equal($"{Test.DatabasePath}.fresh-{Test.Clock.GetLocalNow():yyyyMMdd-HHmmss}.bak", path);
        Assert.NotEqual(path, Test.Ledger.Backup());
        using (var copy = Test.Open(options => options with { DatabasePath = path }))
        {
            Assert.Equal(Test.Session(id), copy.Sessions.Find(id));
            Assert.Equal(Test.Ledger.Usage.List(new()), copy.Usage.List(new()));
        }
        Assert.Equal(Test.Sql.Schema(), new SqlFile(path).Schema());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void A_backup_goes_where_it_is_told_and_overwrites_nothing()
    {
        Filled();
        var path = Path.Combine(Test.Work, "copy.db");

        Assert.Equal(path, Test.Ledger.Backup(path));
        var before = File.ReadAllBytes(path);

        Assert.Equal(ErrorCode.FileExists, Code(() => Test.Ledger.Backup(path)));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(ErrorCode.IoError, Code(() => Test.Ledger.Backup(Path.Combine(Test.Work, "missing", "copy.db"))));
        Assert.Equal([path], Directory.GetFiles(Test.Work));
    }

    [Fact]
    public void A_fresh_start_keeps_a_backup_and_removes_all_that_belongs_to_a_session()
    {
        var id = Filled();
        var schema = Test.Sql.Schema();

        var fresh = Test.Ledger.StartFresh();

        Assert.Equal((2, 3), (fresh.Sessions, fresh.Calls));
        Assert.Equal(3, new SqlFile(fresh.Backup).Number("SELECT count(*) FROM ai_usage"));
        Assert.Empty(Test.Ledger.Sessions.List());
        Assert.Equal((0, TimeSpan.Zero, 0m), Test.Ledger.Reports.Stats() is var stats ? (stats.TotalSessions, stats.TotalTime, stats.TotalAiCost) : default);
        Assert.Equal(schema, Test.Sql.Schema());
        var left = Test.Sql.Rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
            .Where(table => Test.Sql.Number($"SELECT count(*) FROM {table}") > 0);
        Assert.Equal(["budgets", "completed_totals", "log_files", "today_projects"], left);
        Assert.Equal(BudgetPeriod.Day, Assert.Single(Test.Ledger.Budgets.List()).Period);

        // A program may still hold the number of a session that is gone.
        var next = Test.Start().Id;
        Assert.True(next > id);
        AddCall(next, agent: "Codex", cost: 0.7m);
        Assert.Equal((0.7m, 1), (Test.Session(next).AiCost, Test.Session(next).AiCalls));
        Assert.Equal(ErrorCode.SessionNotFound, Code(() => AddCall(id)));
    }

    [Fact]
    public void An_empty_ledger_may_start_fresh()
    {
        var fresh = Test.Ledger.StartFresh();

        Assert.Equal((0, 0), (fresh.Sessions, fresh.Calls));
    }

    [Fact]
    public void Without_a_backup_nothing_is_removed()
    {
        Filled();
        // In the way of the file that it is written to.
        Directory.CreateDirectory($"{Test.DatabasePath}.fresh-{Test.Clock.GetLocalNow():yyyyMMdd-HHmmss}.bak.{Environment.ProcessId}.tmp");

        Assert.Throws<CodesessionException>(() => Test.Ledger.StartFresh());

        Assert.Equal(2, Test.Ledger.Sessions.Count(new()));
        Assert.Equal(3, Test.Ledger.Usage.List(new()).Count());
    }

    [Fact]
    public async Task What_others_record_meanwhile_is_in_the_backup_or_in_the_new_ledger()
    {
        _ = Test.Ledger;
        using var stop = new CancellationTokenSource();
        var (recorded, backedUp) = (0L, 0L);
        var writer = Task.Factory.StartNew(() =>
        {
            using var ledger = Ledger.Open(Test.Options);
            for (long? session = null; !stop.IsCancellationRequested;)
            {
                session ??= ledger.Sessions.StartAsync(new() { Name = "w", Folder = Test.Work, Origin = SessionOrigin.Run }).GetAwaiter().GetResult().Session.Id;
                try
                {
                    ledger.Usage.Add(new() { SessionId = session.Value, Provider = "p", Model = "m", Source = UsageSource.Proxy, Tokens = 1, Cost = 0.1m });
                    Interlocked.Increment(ref recorded);
                }
                catch (CodesessionException error) when (error.Code == ErrorCode.SessionNotFound)
                {
                    session = null;
                }
            }
        }, TaskCreationOptions.LongRunning);

        for (var round = 1; round <= 5; round++)
        {
            var enough = Interlocked.Read(ref recorded) + 3;
            SpinWait.SpinUntil(() => Interlocked.Read(ref recorded) >= enough || writer.IsCompleted);
            backedUp += Test.Ledger.StartFresh().Calls;
        }
        stop.Cancel();
        await writer;

        Assert.Equal(recorded, backedUp + Test.Sql.Number("SELECT count(*) FROM ai_usage"));
        Assert.Equal(Test.Sql.Number("SELECT count(*) FROM ai_usage"), Test.Sql.Number("SELECT coalesce(sum(calls), 0) FROM sessions"));
    }

    /// <summary>Two sessions, and a row in every table.</summary>
    private long Filled()
    {
        Test.Ledger.Budgets.Set(new() { Limit = 5, Period = BudgetPeriod.Day });
        var ended = Test.Start(Test.NewFolder("a")).Id;
        AddCall(ended, agent: "Codex");
        Test.EndAsync(ended).GetAwaiter().GetResult();
        var id = Test.Start(Test.NewFolder("b")).Id;
        AddCall(id, model: "x");
        AddCall(id, model: "y", cost: null);
        Test.Ledger.Budgets.Set(new() { Limit = 5, Period = BudgetPeriod.Session, SessionId = id });
        Test.Ledger.Notes.Add(id, "note");
        Test.Ledger.Sessions.RecordFiles(id, [new("f", FileChangeType.Created)], complete: true);
        Test.Sql.Execute("INSERT INTO commits (session_id, hash, message, timestamp) VALUES ($1, 'abcdef1', 'm', '2026-11-20T12:00:00.000Z')", id);
        Test.Sql.Execute("INSERT INTO session_baseline VALUES ($1, 'f', 'h')", id);
        Test.Sql.Execute("INSERT INTO conversations VALUES ('claude-code', 'c', $1)", id);
        Test.Sql.Execute("INSERT INTO reservations (session_id, amount_e10, expires_at) VALUES ($1, 1, '2026-11-20T12:00:00.000Z')", id);
        Test.Sql.Execute("INSERT INTO log_files VALUES ('/log', 'claude-code', 1, 1, 1, 1, NULL, NULL)");
        Test.Sql.Execute("INSERT INTO today_projects (path, name, added_at) VALUES ('/p', 'p', '2026-11-20T12:00:00.000Z')");
        return id;
    }

    private static ErrorCode Code(Action act) => Assert.Throws<CodesessionException>(act).Code;
}
