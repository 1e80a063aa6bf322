using System.Diagnostics;
using System.Management.Automation;
using Microsoft.Data.Sqlite;

namespace Codesession.PowerShell.Tests.Export;

/// <summary>Sessions written to a file, as <c>cs export</c> writes them.</summary>
public sealed class ExportTests : ModuleTest
{
    private string PathOf(string file) => Path.Combine(Home, file);

    // What cs itself writes, as bytes: the shell would split it into lines.
    private static byte[] OfCs(params string[] words)
    {
        using var cs = Process.Start(new ProcessStartInfo(Executable.Path!, ["export", .. words]) { RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        cs.StandardOutput.BaseStream.CopyTo(output);
        cs.WaitForExit();
        return output.ToArray();
    }

    private void TwoSessions()
    {
        Shell.Run("""
            $null = Start-CsSession "first, ""quoted"" – ünï"
            Add-CsAiUsage anthropic claude-sonnet-4-5 -PromptTokens 1000 -CompletionTokens 200 -AgentName cli
            Add-CsAiUsage own unknown -Tokens 7 -Cost 0.1234567891
            Add-CsNote "a note`nof two lines"
            """).AssertNoErrors();
        Repository.Write("new file.txt", "new");
        Repository.Commit("A commit");
        Shell.Run("Stop-CsSession -Note '=done'; $null = Start-CsSession second").AssertNoErrors();
    }

    [Theory]
    [InlineData("all.json", "json")]
    [InlineData("all.csv", "csv")]
    public void It_writes_what_cs_writes_byte_for_byte(string file, string format)
    {
        TwoSessions();

        Shell.Run("Export-CsSession $file", ("file", PathOf(file))).AssertNoErrors();

        Assert.Equal(OfCs("-f", format), File.ReadAllBytes(PathOf(file)));
    }

    [Theory]
    [InlineData("a.csv", "", 'i')]
    [InlineData("a.CSV", "", 'i')]
    [InlineData("a.json", "", '[')]
    [InlineData("a.txt", "", '[')]
    [InlineData("a", "", '[')]
    [InlineData("a.csv", "-Format Json", '[')]
    [InlineData("a.json", "csv", 'i')]
    public void The_format_is_what_is_told_or_what_the_file_is_called(string file, string format, char begin)
    {
        Start();

        Shell.Run($"Export-CsSession $file {format}", ("file", PathOf(file))).AssertNoErrors();

        Assert.Equal(begin, File.ReadAllText(PathOf(file))[0]);
    }

    [Fact]
    public async Task A_pipe_is_written_to_and_stays_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "mkfifo is asked for");
        Start();
        var pipe = Path.Combine(Home, "pipe");
        await System.Diagnostics.Process.Start("mkfifo", pipe).WaitForExitAsync(TestContext.Current.CancellationToken);
        var read = Task.Run(() => File.ReadAllText(pipe), TestContext.Current.CancellationToken);

        Shell.Run("Export-CsSession -Path $pipe -Format Csv", ("pipe", pipe)).AssertNoErrors();

        Assert.Contains("work", await read.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Sessions_that_are_piped_in_are_the_ones_that_are_written()
    {
        TwoSessions();

        Shell.Run("Get-CsSession -Name second | Export-CsSession $file", ("file", PathOf("one.csv"))).AssertNoErrors();
        Shell.Run("Export-CsSession $file -InputObject 2, 1", ("file", PathOf("two.csv"))).AssertNoErrors();
        Shell.Run("Get-CsSession -Name nothing | Export-CsSession $file", ("file", PathOf("none.json"))).AssertNoErrors();

        Assert.Equal(OfCs("-f", "csv", "-l", "1"), File.ReadAllBytes(PathOf("one.csv")));
        Assert.Equal(OfCs("-f", "csv"), File.ReadAllBytes(PathOf("two.csv")));
        Assert.Equal("[]\n", File.ReadAllText(PathOf("none.json")));
    }

    [Fact]
    public void A_relative_path_is_one_of_the_shells_folder_and_brackets_are_letters()
    {
        Start();

        var file = Shell.Run("Export-CsSession 'out [1].json' -PassThru").One<FileInfo>();

        Assert.Equal(Repository.PathOf("out [1].json"), file.FullName);
        Assert.True(file.Length > 2);
    }

    [Fact]
    public void It_says_nothing_unless_asked_and_does_nothing_where_it_is_only_asked()
    {
        Start();

        Assert.Empty(Shell.Run("Export-CsSession $file", ("file", PathOf("a.json"))).Output);
        Assert.Empty(Shell.Run("Export-CsSession $file -WhatIf -PassThru", ("file", PathOf("b.json"))).Output);
        Assert.False(File.Exists(PathOf("b.json")));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_unless_that_is_forbidden()
    {
        Start();
        File.WriteAllText(PathOf("a.json"), "old");

        var error = Shell.Run("Export-CsSession $file -NoClobber", ("file", PathOf("a.json"))).Error("file_exists");
        Assert.Equal((PathOf("a.json"), "old"), (error.TargetObject, File.ReadAllText(PathOf("a.json"))));

        Shell.Run("Export-CsSession $file", ("file", PathOf("a.json"))).AssertNoErrors();
        Assert.StartsWith("[", File.ReadAllText(PathOf("a.json")));
    }

    [Fact]
    public void A_file_that_is_read_only_takes_force()
    {
        Start();
        var file = new FileInfo(PathOf("a.json"));
        File.WriteAllText(file.FullName, "old");
        file.IsReadOnly = true;

        Shell.Run("Export-CsSession $file", ("file", file.FullName)).Error("file_exists");
        Assert.Equal("old", File.ReadAllText(file.FullName));

        Shell.Run("Export-CsSession $file -Force", ("file", file.FullName)).AssertNoErrors();
        Assert.StartsWith("[", File.ReadAllText(file.FullName));
        File.SetAttributes(file.FullName, FileAttributes.Normal);
    }

    [Fact]
    public void A_link_stays_a_link_and_a_private_file_stays_private()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links and modes are Unix's.");
            return;
        }
        Start();
        File.WriteAllText(PathOf("real.json"), "old");
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(PathOf("real.json"), mine);
        File.CreateSymbolicLink(PathOf("link.json"), "real.json");

        Shell.Run("Export-CsSession $file", ("file", PathOf("link.json"))).AssertNoErrors();

        Assert.Equal("real.json", new FileInfo(PathOf("link.json")).LinkTarget);
        Assert.StartsWith("[", File.ReadAllText(PathOf("real.json")));
        Assert.Equal(mine, File.GetUnixFileMode(PathOf("real.json")));
    }

    [Theory]
    [InlineData("missing/a.json")]
    [InlineData("file/a.json")]
    [InlineData("folder")]
    public void Where_nothing_can_be_written_that_is_an_error_and_nothing_stays_behind(string path)
    {
        Start();
        File.WriteAllText(PathOf("file"), "mine");
        Directory.CreateDirectory(PathOf("folder"));
        var before = Directory.GetFileSystemEntries(Home).Order();

        Shell.Run("Export-CsSession $file", ("file", PathOf(path))).Error("io_error");

        Assert.Equal(before, Directory.GetFileSystemEntries(Home).Order());
    }

    [Fact]
    public void A_session_that_is_not_there_leaves_the_old_file()
    {
        Start();
        File.WriteAllText(PathOf("a.json"), "old");

        Shell.Run("Export-CsSession $file -InputObject 1, 99", ("file", PathOf("a.json"))).Error("session_not_found");

        Assert.Equal("old", File.ReadAllText(PathOf("a.json")));
        Assert.Single(Directory.GetFiles(Home));
    }

    [Fact]
    public void An_export_that_is_stopped_ends_soon_and_leaves_the_old_file()
    {
        Start();
        Fill(sessions: 50_000);
        File.WriteAllText(PathOf("a.json"), "old");
        using var shell = Shell.New("Export-CsSession $file", ("file", PathOf("a.json")));

        var export = shell.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => Directory.GetFiles(Home, "*.tmp").Length > 0 || export.IsCompleted, TimeSpan.FromSeconds(30)));
        Assert.False(export.IsCompleted);
        shell.Stop();

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Equal("old", File.ReadAllText(PathOf("a.json")));
        Assert.Empty(Directory.GetFiles(Home, "*.tmp"));
    }

    private void Fill(int sessions)
    {
        using var ledger = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        ledger.Open();
        using var command = ledger.CreateCommand();
        command.CommandText = $"""
            WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {sessions})
            INSERT INTO sessions (name, start_time, working_directory, status) SELECT 'session ' || n, '2026-01-01T00:00:00.000Z', '/work', 'active' FROM number
            """;
        command.ExecuteNonQuery();
    }
}
