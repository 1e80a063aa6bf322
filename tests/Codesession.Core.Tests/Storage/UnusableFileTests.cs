using System.Text;

namespace Codesession.Core.Tests.Storage;

/// <summary>A file that cannot be a ledger is told by its kind, and left as it is.</summary>
public sealed class UnusableFileTests : IDisposable
{
    private readonly TestLedger _test = new();

    public UnusableFileTests() => Directory.CreateDirectory(Path.GetDirectoryName(_test.DatabasePath)!);

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_ledger_of_a_newer_version()
    {
        _test.Start();
        _test.Close();
        _test.Sql.Execute("PRAGMA user_version = 6");

        Assert.Contains("Update", Refused(ErrorCode.StoreTooNew).Message);
    }

    [Theory]
    [InlineData("A short note.\n")]
    [InlineData("This is a diary, and a long one at that: it has more than the hundred bytes that head a SQLite database.")]
    public void A_text_file(string text)
    {
        File.WriteAllText(_test.DatabasePath, text);

        Refused(ErrorCode.StoreInvalid);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_database_of_another_program(int version)
    {
        _test.Sql.Execute(
            $"CREATE TABLE sessions (id INTEGER, token TEXT, expires TEXT); CREATE TABLE users (id); PRAGMA user_version = {version}");

        Refused(ErrorCode.StoreInvalid);
    }

    [Theory]
    [InlineData(Age.Earliest)]
    [InlineData(Age.Latest)]
    public void A_database_of_the_original_that_was_cut_off(Age age)
    {
        OriginalTool.Create(_test.DatabasePath, age, journal: "DELETE").Start("one", _test.Work);
        Cut();

        Refused(ErrorCode.StoreCorrupt);
    }

    [Fact]
    public void A_ledger_that_was_cut_off()
    {
        _test.Start();
        _test.Close();
        Cut();

        Refused(ErrorCode.StoreCorrupt);
    }

    [Fact]
    public void A_ledger_that_is_damaged_inside_says_so_when_that_is_read()
    {
        var session = _test.Start();
        for (var i = 0; i < 40; i++) _test.Ledger.Notes.Add(session.Id, new string('n', 1_000));
        _test.Close();
        var root = _test.Sql.Number("SELECT rootpage FROM sqlite_master WHERE name = 'session_notes'");
        var content = File.ReadAllBytes(_test.DatabasePath);
        Encoding.ASCII.GetBytes(new string('#', 4096)).CopyTo(content, (root - 1) * 4096);
        File.WriteAllBytes(_test.DatabasePath, content);

        using var ledger = Ledger.Open(_test.Options);

        Assert.Equal(ErrorCode.StoreCorrupt, Assert.Throws<CodesessionException>(() => ledger.Notes.Of(session.Id).ToList()).Code);
        Assert.Equal(ErrorCode.StoreCorrupt, Assert.Throws<CodesessionException>(() => ledger.Notes.Add(session.Id, "more")).Code);
        Assert.Single(ledger.Sessions.List());
    }

    [Fact]
    public void A_folder()
    {
        Directory.CreateDirectory(_test.DatabasePath);

        var error = Assert.Throws<CodesessionException>(() => _test.Open());

        Assert.Equal(ErrorCode.IoError, error.Code);
        Assert.Contains("folder", error.Message);
    }

    [Fact]
    public void A_path_through_a_file()
    {
        File.WriteAllText(_test.DatabasePath, "a file");

        var error = Assert.Throws<CodesessionException>(
            () => _test.Open(options => options with { DatabasePath = Path.Combine(_test.DatabasePath, "sessions.db") }));

        Assert.Equal(ErrorCode.IoError, error.Code);
    }

    [Fact]
    public void A_new_ledger_where_nothing_can_be_written()
    {
        using var disk = SmallDisk.Mount(Path.Combine(_test.Folder, "disk"));
        disk.MakeReadOnly();

        var error = Assert.Throws<CodesessionException>(
            () => _test.Open(options => options with { DatabasePath = Path.Combine(disk.Folder, "sessions.db") }));

        Assert.Equal(ErrorCode.StoreReadOnly, error.Code);
    }

    [Fact]
    public void A_ledger_of_the_original_where_nothing_can_be_written()
    {
        using var disk = SmallDisk.Mount(Path.Combine(_test.Folder, "disk"));
        var path = Path.Combine(disk.Folder, "sessions.db");
        OriginalTool.Create(path, Age.Latest, journal: "DELETE");
        var before = File.ReadAllBytes(path);
        disk.MakeReadOnly();

        var error = Assert.Throws<CodesessionException>(() => _test.Open(options => options with { DatabasePath = path }));

        Assert.Equal(ErrorCode.StoreReadOnly, error.Code);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_folder_without_the_right_to_write()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (OperatingSystem.IsWindows()) return;
        var folder = _test.NewFolder("locked");
        // Modes do not stop root; a read-only file system does.
        using var disk = Environment.IsPrivilegedProcess ? SmallDisk.Mount(folder) : null;
        disk?.MakeReadOnly();
        if (disk is null) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var error = Assert.Throws<CodesessionException>(
            () => _test.Open(options => options with { DatabasePath = Path.Combine(folder, "sessions.db") }));

        Assert.Equal(ErrorCode.StoreReadOnly, error.Code);
        if (disk is null) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_full_disk_records_nothing_and_recovers()
    {
        using var disk = SmallDisk.Mount(Path.Combine(_test.Folder, "disk"));
        _test.Options = _test.Options with { DatabasePath = Path.Combine(disk.Folder, "sessions.db") };
        var session = _test.Start();
        var filler = disk.Fill();

        var recorded = 0;
        var error = Assert.Throws<CodesessionException>(() =>
        {
            for (; recorded < 10_000; recorded++) _test.Ledger.Notes.Add(session.Id, new string('n', 4_000));
        });

        Assert.Equal(ErrorCode.StoreFull, error.Code);
        Assert.Equal(recorded, _test.Ledger.Notes.Of(session.Id).Count());
        File.Delete(filler);
        _test.Ledger.Notes.Add(session.Id, "room again");
        Assert.Equal(recorded + 1, _test.Ledger.Notes.Of(session.Id).Count());
        _test.Close();
    }

    private CodesessionException Refused(ErrorCode code)
    {
        var before = File.ReadAllBytes(_test.DatabasePath);

        var error = Assert.Throws<CodesessionException>(() => _test.Open());

        Assert.Equal(code, error.Code);
        Assert.Contains(_test.DatabasePath, error.Message);
        Assert.Equal(before, File.ReadAllBytes(_test.DatabasePath));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_test.DatabasePath)!, "*.bak*"));
        return error;
    }

    private void Cut()
    {
        using var file = File.OpenWrite(_test.DatabasePath);
        file.SetLength(file.Length / 4096 / 2 * 4096);
    }
}
