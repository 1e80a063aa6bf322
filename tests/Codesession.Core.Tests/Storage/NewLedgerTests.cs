namespace Codesession.Core.Tests.Storage;

/// <summary>What is made where there was no ledger.</summary>
public sealed class NewLedgerTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TestLedger _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void It_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (OperatingSystem.IsWindows()) return;
        _test.Start();

        var folder = Path.GetDirectoryName(_test.DatabasePath)!;

        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(["sessions.db", "sessions.db-shm", "sessions.db-wal"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        foreach (var file in Directory.GetFiles(folder)) Assert.Equal(Owner, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_folder_that_is_there_already_keeps_its_rights()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (OperatingSystem.IsWindows()) return;
        var folder = _test.NewFolder("team");
        const UnixFileMode Team = Owner | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        File.SetUnixFileMode(folder, Team);

        _test.Open(options => options with { DatabasePath = Path.Combine(folder, "team.db") });

        Assert.Equal(Team, File.GetUnixFileMode(folder));
        Assert.Equal(Owner, File.GetUnixFileMode(Path.Combine(folder, "team.db")));
    }

    [Fact]
    public void Missing_folders_are_made_at_any_depth()
    {
        var path = Path.Combine(_test.Folder, "a", "b c", "ü", "x.db");

        _test.Open(options => options with { DatabasePath = path });

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void It_is_in_write_ahead_mode_at_schema_4()
    {
        _test.Start();

        Assert.Equal("wal", _test.Sql.One("PRAGMA journal_mode"));
        Assert.Equal(5, _test.Sql.Number("PRAGMA user_version"));
        Assert.Equal("ok", _test.Sql.One("PRAGMA integrity_check"));
    }

    [Fact]
    public void It_has_the_tables_of_the_original_with_its_columns_first()
    {
        _test.Start();

        Assert.All(OriginalTool.Columns, table => Assert.Equal(table.Value, _test.Sql.Columns(table.Key).Take(table.Value.Length)));
    }

    [Fact]
    public void No_index_keeps_the_original_from_having_several_active_sessions()
    {
        _ = _test.Ledger;
        var original = new OriginalTool(_test.DatabasePath);

        original.Start("one", _test.Work);
        original.Start("two", _test.Work);

        Assert.Equal(["two", "one"], _test.Ledger.Sessions.List().Select(session => session.Name));
    }

    [Fact]
    public void An_empty_file_becomes_one_without_a_copy()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_test.DatabasePath)!);
        File.WriteAllBytes(_test.DatabasePath, []);

        _test.Start();

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_test.DatabasePath)!, "*.bak"));
    }

    [Fact]
    public void Opening_it_again_changes_nothing()
    {
        _test.Start();
        _test.Close();
        var before = File.ReadAllBytes(_test.DatabasePath);

        using (var again = Ledger.Open(_test.Options)) Assert.Single(again.Sessions.List());

        Assert.Equal(before, File.ReadAllBytes(_test.DatabasePath));
    }

    [Fact]
    public void One_that_another_program_took_out_of_write_ahead_mode_still_works()
    {
        var session = _test.Start();
        _test.Close();
        _test.Sql.Execute("PRAGMA journal_mode = DELETE");

        var ledger = _test.Open();
        ledger.Notes.Add(session.Id, "still here");

        Assert.Equal("still here", Assert.Single(ledger.Notes.Of(session.Id)).Message);
    }

    [Fact]
    public void A_link_to_the_file_is_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        _test.Start();
        _test.Close();
        var link = Path.Combine(_test.Folder, "link.db");
        File.CreateSymbolicLink(link, _test.DatabasePath);

        var ledger = _test.Open(options => options with { DatabasePath = link });

        Assert.Single(ledger.Sessions.List());
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void What_others_write_meanwhile_is_not_seen_in_a_snapshot()
    {
        var session = _test.Start();
        var other = _test.Open();

        var (before, after) = _test.Ledger.Snapshot(() =>
        {
            var first = _test.Ledger.Notes.Of(session.Id).Count();
            other.Notes.Add(session.Id, "meanwhile");
            return (first, _test.Ledger.Notes.Of(session.Id).Count());
        });

        Assert.Equal((0, 0), (before, after));
        Assert.Single(_test.Ledger.Notes.Of(session.Id));
    }
}
