namespace Codesession.Cli.Tests.Commands;

/// <summary>Text from the ledger, shown to a terminal.</summary>
public sealed class HostileTextTests : CsTest
{
    private const string Evil = "a\u001b[2J\u001b]0;owned\u0007\u009b31m\u0008\u007f\u202eb\u2066c\r\nd\u2028e";

    private static void IsHarmless(CsResult result)
    {
        foreach (var text in (string[])[result.Text, result.Error])
        {
            Assert.DoesNotContain(text, letter => letter is not '\n'
                && (char.IsControl(letter) || letter is (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069')));
        }
    }

    private async Task FillLedger(Cs cs)
    {
        await cs.Json("start", Evil);
        await cs.Json("note", Evil);
        await cs.Json("log-ai", "-p", Evil, "-m", Evil, "-t", "1", "-c", "0", "--agent", Evil);
    }

    [Fact]
    public async Task Json_keeps_it_as_it_is()
    {
        await FillLedger(Cs);

        var status = await Cs.Json("status");

        Assert.Equal(Evil, status.Text("name"));
        Assert.Equal(Evil, status.List("annotations")[0].Text("message"));
        Assert.Equal(Evil, status.List("aiUsage")[0].Text("model"));
        Assert.Equal(Evil, status.List("aiUsage")[0].Text("agentName"));
    }

    [Fact]
    public async Task Names_and_notes_cannot_steer_a_terminal()
    {
        await FillLedger(Cs);

        IsHarmless(await Cs.Run("status"));
        IsHarmless(await Cs.Run("list"));
        IsHarmless(await Cs.Run("show", "--files", "--commits"));
        IsHarmless(await Cs.Run("note", Evil));
        IsHarmless(await Cs.Run("log-ai", "-p", Evil, "-m", Evil, "-t", "1", "-c", "0", "--agent", Evil));
        IsHarmless(await Cs.Run("start", "second"));
        IsHarmless(await Cs.Run("end", "-n", Evil));
        IsHarmless(await Cs.Run("show"));
    }

    [Fact]
    public async Task A_session_closed_or_recovered_is_named_harmlessly()
    {
        await FillLedger(Cs);
        using (var ledger = Cs.OpenLedger())
        {
            ledger.SetBack(1, TimeSpan.FromDays(2));
        }

        IsHarmless(await Cs.Run("recover"));
    }

    [Fact]
    public async Task What_was_typed_comes_back_harmlessly_in_errors()
    {
        await Start(Cs);
        foreach (var words in (string[][])
        [
            [Evil], ["--" + Evil], ["status", Evil], ["status", "--" + Evil], ["status", "-s", Evil], ["show", Evil],
            ["export", "-f", Evil], ["list", "-l", Evil],
            ["recover", "--max-age", Evil], ["help", Evil], ["remove", Evil], ["remove", "note", Evil, "--yes"],
            ["pricing", Evil], ["pricing", "set", "m", Evil, "1"], ["log-ai", "-p", Evil, "-m", Evil, "-t", "1"],
            ["log-ai", "-p", "p", "-m", "m", "-t", Evil], ["log-ai", "-p", "p", "-m", "m", "-t", "1", "-c", Evil],
            ["run", "--no-proxy", "/nonexistent/" + Evil], ["run", "-p", Evil, "true"],
        ])
        {
            IsHarmless(await Cs.Run(words));
        }
    }

    [Fact]
    public async Task A_name_of_a_run_is_harmless_in_its_summary()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no program \"true\" there.");

        IsHarmless(await Cs.Run("run", "--no-proxy", "-n", Evil, "true"));
    }

    [Fact]
    public async Task File_names_and_commit_messages_cannot_steer_a_terminal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names.");
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        await Start(cs);
        repo.Write("evil\u001b[2J\u202e.txt", "x");
        repo.Commit("Evil \u001b[2J\u202e message");
        await cs.Json("end");

        IsHarmless(await cs.Run("show", "--files", "--commits"));
    }

    [Fact]
    public async Task A_folder_name_cannot_steer_a_terminal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names.");
        var cs = Cs.In(Folder("evil\u001b[2J\u202e"));

        var running = cs.Begin("start", "work");
        await running.Until(() => running.OutputSoFar.Contains("Ctrl+C"), "it says how to end it");
        IsHarmless(await cs.Run("status"));
        running.Send(RunningCs.Interrupt);

        IsHarmless(await running.Ended());
    }

    [Fact]
    public async Task A_path_of_a_ledger_cannot_steer_a_terminal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names.");
        var path = Path.Combine(Folder("ledgers"), "evil\u001b[2J.db");
        await File.WriteAllTextAsync(path, "no ledger", TestContext.Current.CancellationToken);

        IsHarmless(await Cs.With("CODESESSION_DB_PATH", path).Run("status"));
    }

    [Fact]
    public async Task A_price_of_ones_own_is_listed_harmlessly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The prices lie in the home folder, which is not the environment's to say there.");

        IsHarmless(await Cs.Run("pricing", "set", Evil, "1", "2", "--provider", Evil));
        IsHarmless(await Cs.Run("pricing", "list"));
    }

    [Fact]
    public async Task Markup_is_shown_as_it_is()
    {
        await Cs.Json("start", "[red]name[/] [[x]] [/]");
        await Cs.Json("note", "[bold]note[/]");

        var result = await Cs.Run("status");

        Assert.Contains("[red]name[/] [[x]] [/]", result.Text);
        Assert.Contains("[bold]note[/]", result.Text);
    }
}
