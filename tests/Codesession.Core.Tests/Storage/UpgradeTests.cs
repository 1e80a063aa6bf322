namespace Codesession.Core.Tests.Storage;

/// <summary>A database of the original becomes ours in place, with nothing lost.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly TestLedger _test = new();

    public void Dispose() => _test.Dispose();

    private string Copy => _test.DatabasePath + ".v0.bak";

    [Theory]
    [InlineData(Age.Earliest)]
    [InlineData(Age.Middle)]
    [InlineData(Age.Latest)]
    public void Everything_that_any_version_of_the_original_wrote_is_kept(Age age)
    {
        var original = Fill(OriginalTool.Create(_test.DatabasePath, age));
        var before = Content(original.Sql, original.Sql);

        _ = _test.Ledger;

        Assert.Equal(before, Content(_test.Sql, new SqlFile(Copy)));
        Assert.Equal(5, _test.Sql.Number("PRAGMA user_version"));
        Assert.Equal("wal", _test.Sql.One("PRAGMA journal_mode"));
        Assert.Equal("ok", _test.Sql.One("PRAGMA integrity_check"));
        Assert.All(OriginalTool.Columns, table => Assert.Superset(table.Value.ToHashSet(), _test.Sql.Columns(table.Key).ToHashSet()));
    }

    [Theory]
    [InlineData(Age.Earliest)]
    [InlineData(Age.Middle)]
    [InlineData(Age.Latest)]
    public void Totals_become_exact(Age age)
    {
        Fill(OriginalTool.Create(_test.DatabasePath, age));

        var session = _test.Session(1);

        Assert.Equal((0.3000000001m, 600, 3, 0), (session.AiCost, session.AiTokens, session.AiCalls, session.UnpricedCalls));
        Assert.Equal([0.1m, 0.2m, 0.0000000001m], _test.Ledger.Usage.Of(1).Select(call => call.Cost!.Value));
        Assert.All(_test.Ledger.Usage.Of(1), call => Assert.Equal((UsageSource.Original, null), (call.Source, call.PriceSource)));
        Assert.Equal(0.3000000001, _test.Sql.One("SELECT ai_cost FROM sessions WHERE id = 1"));
    }

    [Fact]
    public void Totals_that_have_no_rows_are_kept()
    {
        Fill(OriginalTool.Create(_test.DatabasePath, Age.Latest));

        var demo = _test.Session(2);

        Assert.Equal((1.25m, 5_000, 0), (demo.AiCost, demo.AiTokens, demo.AiCalls));
        Assert.Equal((SessionPhase.Completed, TimeSpan.FromHours(1)), (demo.Status, demo.Duration));
    }

    [Fact]
    public void Totals_that_have_drifted_from_their_rows_follow_the_rows()
    {
        var original = Fill(OriginalTool.Create(_test.DatabasePath, Age.Latest));
        original.Sql.Execute("UPDATE sessions SET ai_cost = 99, ai_tokens = 99 WHERE id = 1");

        Assert.Equal((0.3000000001m, 600), (_test.Session(1).AiCost, _test.Session(1).AiTokens));
    }

    [Fact]
    public void An_active_session_of_the_original_goes_on()
    {
        Fill(OriginalTool.Create(_test.DatabasePath, Age.Earliest));

        Assert.Equal(1, _test.Ledger.Sessions.Resolve(new() { Folder = _test.Work }).Id);
        var receipt = _test.Ledger.Usage.Add(new()
        {
            SessionId = 1, Provider = "openai", Model = "m", Source = UsageSource.Manual, Tokens = 400, Cost = 0.7m, AgentName = "me",
        });

        Assert.Equal((1.0000000001m, 1_000, 4), (receipt.Session.AiCost, receipt.Session.AiTokens, receipt.Session.AiCalls));
    }

    [Fact]
    public void A_copy_stays_beside_it_that_the_original_can_open()
    {
        var original = Fill(OriginalTool.Create(_test.DatabasePath, Age.Latest));
        var (schema, content) = (original.Sql.Schema(), Content(original.Sql, original.Sql));

        _ = _test.Ledger;

        var copy = new SqlFile(Copy);
        Assert.Equal(schema, copy.Schema());
        Assert.Equal(content, Content(copy, copy));
        Assert.Equal(0, copy.Number("PRAGMA user_version"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
    }

    [Fact]
    public void The_copy_can_be_put_back()
    {
        Fill(OriginalTool.Create(_test.DatabasePath, Age.Middle));
        _ = _test.Ledger;
        _test.Close();
        File.Move(Copy, _test.DatabasePath, overwrite: true);

        using var again = Ledger.Open(_test.Options);

        Assert.Equal(0.3000000001m, again.Sessions.Find(1)!.AiCost);
    }

    [Fact]
    public void The_copy_is_made_only_once()
    {
        Fill(OriginalTool.Create(_test.DatabasePath, Age.Latest));
        _ = _test.Ledger;
        File.Delete(Copy);

        _test.Open();

        Assert.Equal(["sessions.db", "sessions.db-shm", "sessions.db-wal"], FilesBeside());
    }

    [Fact]
    public void What_an_interrupted_copy_left_is_no_hindrance()
    {
        Fill(OriginalTool.Create(_test.DatabasePath, Age.Latest));
        File.WriteAllText($"{Copy}.{Environment.ProcessId}.tmp", "half a copy");

        Assert.Equal(2, _test.Ledger.Sessions.List().Count());
        Assert.Equal(["sessions.db", "sessions.db-shm", "sessions.db-wal", "sessions.db.v0.bak"], FilesBeside());
    }

    [Fact]
    public void A_ledger_in_rollback_journal_mode_becomes_write_ahead()
    {
        Fill(OriginalTool.Create(_test.DatabasePath, Age.Latest, journal: "DELETE"));

        Assert.Equal(2, _test.Ledger.Sessions.List().Count());
        Assert.Equal("wal", _test.Sql.One("PRAGMA journal_mode"));
    }

    [Fact]
    public void What_others_could_read_is_for_its_owner_alone_afterwards()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (OperatingSystem.IsWindows()) return;
        OriginalTool.Create(_test.DatabasePath, Age.Latest);
        var folder = Path.GetDirectoryName(_test.DatabasePath)!;
        File.SetUnixFileMode(_test.DatabasePath, (UnixFileMode)0b110_100_100);
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);

        _ = _test.Ledger;

        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(_test.DatabasePath));
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(folder));
    }

    [Fact]
    public void Costs_that_no_call_has_do_not_stop_it()
    {
        var original = OriginalTool.Create(_test.DatabasePath, Age.Latest);
        var session = original.Start("rich", _test.Work);
        original.LogCall(session, 1, 1e9);
        original.LogCall(session, 1, 1e9);
        original.LogCall(original.Start("poor", _test.Work), 1, 0.5);

        Assert.Equal(0.5m, _test.Session(2).AiCost);
        Assert.Equal(2, _test.Session(1).AiCalls);
    }

    [Theory]
    [InlineData(Age.Latest, "WAL")]
    [InlineData(Age.Earliest, "DELETE")]
    public void Eight_that_open_it_at_once_upgrade_it_once(Age age, string journal)
    {
        Fill(OriginalTool.Create(_test.DatabasePath, age, journal));
        using var together = new Barrier(8);
        var failures = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, 8).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            try
            {
                using var ledger = Ledger.Open(_test.Options);
                ledger.Usage.Add(new()
                {
                    SessionId = 1, Provider = "p", Model = $"m{i}", Source = UsageSource.Manual, Tokens = 100, Cost = 0.1m,
                });
            }
            catch (Exception error)
            {
                failures.Enqueue(error);
            }
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Empty(failures);
        Assert.Equal((1.1000000001m, 1_400, 11), (_test.Session(1).AiCost, _test.Session(1).AiTokens, _test.Session(1).AiCalls));
        Assert.Equal(["sessions.db", "sessions.db-shm", "sessions.db-wal", "sessions.db.v0.bak"], FilesBeside());
        Assert.Equal(3, new SqlFile(Copy).Number("SELECT count(*) FROM ai_usage"));
    }

    [Fact]
    public void An_upgrade_that_fails_changes_nothing()
    {
        var original = Fill(OriginalTool.Create(_test.DatabasePath, Age.Middle));
        var (schema, content) = (original.Sql.Schema(), Content(original.Sql, original.Sql));
        Directory.CreateDirectory(Path.Combine(Copy, "in the way"));

        var error = Assert.Throws<CodesessionException>(() => _test.Open());

        Assert.Contains(error.Code, (ErrorCode[])[ErrorCode.IoError, ErrorCode.StoreReadOnly]);
        Assert.Equal(schema, original.Sql.Schema());
        Assert.Equal(content, Content(original.Sql, original.Sql));
        Assert.Equal(0, original.Sql.Number("PRAGMA user_version"));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_test.DatabasePath)!, "*.tmp"));

        Directory.Delete(Copy, recursive: true);
        Assert.Equal(0.3000000001m, _test.Session(1).AiCost);
    }

    [Fact]
    public void An_upgrade_that_fails_half_way_takes_back_what_it_did()
    {
        var original = Fill(OriginalTool.Create(_test.DatabasePath, Age.Middle));
        // Its columns are added first; then it comes upon a name that is taken.
        original.Sql.Execute("CREATE TABLE session_baseline (x)");
        var (schema, content) = (original.Sql.Schema(), Content(original.Sql, original.Sql));

        Assert.Throws<CodesessionException>(() => _test.Open());

        Assert.Equal(schema, original.Sql.Schema());
        Assert.Equal(content, Content(original.Sql, original.Sql));
        Assert.Equal(0, original.Sql.Number("PRAGMA user_version"));
    }

    [Fact]
    public void A_disk_that_is_too_full_for_the_copy_changes_nothing()
    {
        using var disk = SmallDisk.Mount(Path.Combine(_test.Folder, "disk"));
        var path = Path.Combine(disk.Folder, "sessions.db");
        var original = Fill(OriginalTool.Create(path, Age.Latest, journal: "DELETE"));
        var before = File.ReadAllBytes(path);
        disk.Fill();

        var error = Assert.Throws<CodesessionException>(() => _test.Open(options => options with { DatabasePath = path }));

        Assert.Equal(ErrorCode.StoreFull, error.Code);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["filler", "sessions.db"], Directory.GetFiles(disk.Folder).Select(Path.GetFileName).Order());
    }

    /// <summary>An active session with three calls, and a completed one with totals but no rows.</summary>
    private OriginalTool Fill(OriginalTool original)
    {
        var id = original.Start("Größe 📦 'quoted'", _test.Work);
        original.LogCall(id, 100, 0.1, "gpt-4o", "2026-10-01T08:30:00.000Z");
        original.LogCall(id, 200, 0.2, "claude-sonnet-4", "2026-10-01T08:31:00.000Z");
        original.LogCall(id, 300, 0.0000000001, "o3", "2026-10-01T08:32:00.000Z");
        original.Sql.Execute("""
            INSERT INTO file_changes (session_id, file_path, change_type, timestamp)
            VALUES (1, 'src/a.ts', 'created', '2026-10-01T08:40:00.000Z')
            """);
        original.Sql.Execute("""
            INSERT INTO commits (session_id, hash, message, timestamp) VALUES (1, 'abc1234', 'First', '2026-10-01T08:41:00.000Z')
            """);
        original.Sql.Execute("""
            INSERT INTO sessions (name, start_time, end_time, duration, working_directory, files_changed, commits, ai_cost,
              ai_tokens, status)
            VALUES ('Demo', '2026-09-01T08:00:00.000Z', '2026-09-01T09:00:00.000Z', 3600, '/demo', 4, 2, 1.25, 5000, 'completed')
            """);
        if (original.Sql.Columns("session_notes").Count > 0)
        {
            original.Sql.Execute(
                "INSERT INTO session_notes (session_id, message, timestamp) VALUES (1, 'a\nnote', '2026-10-01T08:42:00.000Z')");
            original.Sql.Execute("UPDATE sessions SET notes = 'done', git_root = '/demo', start_git_head = 'f00' WHERE id = 2");
            original.Sql.Execute("UPDATE ai_usage SET prompt_tokens = 60, completion_tokens = 40 WHERE id = 1");
        }
        if (original.Sql.Columns("today_projects").Count > 0)
        {
            original.Sql.Execute("INSERT INTO today_projects (path, name, added_at) VALUES ('/demo', 'Demo', '2026-09-01T08:00:00.000Z')");
            original.Sql.Execute("UPDATE ai_usage SET agent_name = 'Claude Code' WHERE id = 1");
        }
        return original;
    }

    /// <summary>Every row in the columns that <paramref name="columnsOf"/> has, but the sums of money, which become exact.</summary>
    private static List<string> Content(SqlFile file, SqlFile columnsOf) =>
    [
        .. from table in OriginalTool.Columns.Keys
           let columns = columnsOf.Columns(table).Where(column => column != "ai_cost").ToList()
           where columns.Count > 0
           from row in file.Rows($"SELECT {string.Join(", ", columns)} FROM {table} ORDER BY id")
           select $"{table}: {row}",
    ];

    private IEnumerable<string?> FilesBeside() =>
        Directory.GetFileSystemEntries(Path.GetDirectoryName(_test.DatabasePath)!).Select(Path.GetFileName).Order();
}
