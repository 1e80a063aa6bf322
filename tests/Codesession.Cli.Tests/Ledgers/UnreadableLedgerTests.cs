using System.Text;

namespace Codesession.Cli.Tests.Ledgers;

/// <summary>Files that are no ledger, or none that can be read.</summary>
public sealed class UnreadableLedgerTests : CsTest
{
    private static readonly string[][] commands =
    [
        ["status"], ["list"], ["start", "work"], ["log-ai", "-p", "p", "-m", "m", "-t", "1", "-c", "0"], ["export"], ["stats"], ["recover"],
    ];

    private Cs WithLedger(string path) => Cs.With("CODESESSION_DB_PATH", path);

    private string NewPath => Path.Combine(Folder("ledgers"), "ledger.db");

    // A ledger that fills some pages, all of them in the one file.
    private async Task<byte[]> Ledger()
    {
        await Start(Cs);
        await Cs.Json("note", new string('x', 50_000));
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        return File.ReadAllBytes(Cs.LedgerPath);
    }

    private async Task AllFailAndChangeNothing(string code, byte[] content)
    {
        var path = NewPath;
        await File.WriteAllBytesAsync(path, content);
        foreach (var words in commands)
        {
            var error = await WithLedger(path).Fails(code, words);
            Assert.Contains(path, error.Text("message"));
            Assert.Equal(content, await File.ReadAllBytesAsync(path));
        }
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task A_text_file_is_no_ledger() =>
        await AllFailAndChangeNothing("store_invalid",
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("A text of mine.\n", 500))));

    [Fact]
    public async Task A_short_text_file_is_no_ledger() => await AllFailAndChangeNothing("store_invalid", "mine"u8.ToArray());

    [Fact]
    public async Task A_database_of_another_program_is_no_ledger()
    {
        var path = Path.Combine(Folder("made"), "other.db");
        using (var other = new Sql(path))
        {
            other.Execute("CREATE TABLE places (id INTEGER PRIMARY KEY, url TEXT); INSERT INTO places (url) VALUES ('example.com')");
        }

        await AllFailAndChangeNothing("store_invalid", await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_database_of_another_program_with_sessions_of_its_own_is_no_ledger()
    {
        var path = Path.Combine(Folder("made"), "other.db");
        using (var other = new Sql(path))
        {
            other.Execute("CREATE TABLE sessions (id INTEGER PRIMARY KEY, token TEXT); INSERT INTO sessions (token) VALUES ('abc')");
        }

        await AllFailAndChangeNothing("store_invalid", await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_ledger_of_a_newer_version_is_left_alone()
    {
        await Ledger();
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("PRAGMA journal_mode = DELETE; PRAGMA user_version = 9999");
        }

        await AllFailAndChangeNothing("store_too_new", await File.ReadAllBytesAsync(Cs.LedgerPath, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.95)]
    public async Task A_ledger_that_was_cut_off_is_told_as_damaged(double part)
    {
        var whole = await Ledger();
        var path = NewPath;
        var cut = whole[..(int)(whole.Length * part)];
        await File.WriteAllBytesAsync(path, cut, TestContext.Current.CancellationToken);

        foreach (var words in commands)
        {
            await WithLedger(path).Fails("store_corrupt", words);
        }

        Assert.Equal(cut, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_is_no_ledger()
    {
        var path = Folder("a-folder");
        foreach (var words in commands)
        {
            Assert.Contains(path, (await WithLedger(path).Fails("io_error", words)).Text("message"));
        }
        Assert.Empty(Directory.GetFileSystemEntries(path));
    }

    [Fact]
    public async Task A_ledger_in_a_folder_that_cannot_be_made_is_told()
    {
        var file = Path.Combine(Cs.Folder, "file");
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);

        await WithLedger(Path.Combine(file, "ledger.db")).Fails("io_error", "status");

        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_ledger_that_may_not_be_written_is_told()
    {
        var content = await Ledger();
        using var readOnly = new ReadOnlyFile(Cs.LedgerPath);

        await Cs.Fails("store_read_only", "note", "text");

        Assert.Equal(content, await File.ReadAllBytesAsync(Cs.LedgerPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_empty_file_becomes_a_ledger()
    {
        var path = NewPath;
        await File.WriteAllBytesAsync(path, [], TestContext.Current.CancellationToken);

        Assert.Equal(1, await Start(WithLedger(path)));
    }

    [Fact]
    public async Task The_ledger_lies_where_the_environment_says_and_nobody_else_may_read_it()
    {
        var path = Path.Combine(Folder("ledgers"), "new", "deep", "ledger.db");

        await Start(WithLedger(path));

        Assert.True(File.Exists(path));
        Assert.False(File.Exists(Cs.LedgerPath));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }
}
