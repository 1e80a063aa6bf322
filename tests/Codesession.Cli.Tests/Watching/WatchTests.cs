using System.Text.Json;

namespace Codesession.Cli.Tests.Watching;

/// <summary><c>cs start</c> without <c>--json</c>: it stays and watches.</summary>
public sealed class WatchTests : CsTest
{
    private static async Task<RunningCs> Watch(Cs cs, params string[] words)
    {
        var running = cs.Begin(["start", .. words]);
        await running.Until(() => running.OutputSoFar.Contains("Ctrl+C"), "it says how to end it");
        return running;
    }

    private static async Task Sees(RunningCs running, Cs cs, Func<JsonElement, bool> condition, string what) => await Poll.Until(
        async () => running.HasEnded
            ? throw new InvalidOperationException($"It ended: {running.OutputSoFar} {running.ErrorSoFar}")
            : condition(await cs.Json("show", "--files", "--commits")), what);

    private static IEnumerable<string> Changes(JsonElement session) =>
        session.List("files").Select(file => $"{file.Text("changeType")} {file.Text("filePath")}").Order(StringComparer.Ordinal);

    [Theory]
    [InlineData(RunningCs.Interrupt)]
    [InlineData(RunningCs.Terminate)]
    public async Task Ctrl_C_ends_the_session_and_prints_its_summary(int signal)
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        var running = await Watch(cs, "watched work");
        repo.Write("new.txt", "new");

        running.Send(signal);

        var result = await running.Ended();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("watched work", result.Text);
        Assert.Contains("Completed", result.Text);
        Assert.DoesNotContain("\u001b", result.Text);
        Assert.Equal("", result.Error);
        var session = await cs.Json("show", "--files");
        Assert.Equal("completed", session.Text("status"));
        Assert.Equal(["created new.txt"], Changes(session));
    }

    [Fact]
    public async Task It_stops_where_the_session_is_ended_elsewhere()
    {
        var running = await Watch(Cs, "work");
        Assert.Equal("active", (await Cs.Json("status")).Text("status"));

        await Cs.Json("end", "-n", "from elsewhere");

        Assert.Equal(0, (await running.Ended()).ExitCode);
        Assert.Equal("from elsewhere", (await Cs.Json("show")).Text("notes"));
    }

    [Fact]
    public async Task It_stops_where_the_session_is_removed()
    {
        var running = await Watch(Cs, "work");

        await Cs.Json("remove", "session", "1", "--yes");

        Assert.Equal(0, (await running.Ended()).ExitCode);
    }

    [Fact]
    public async Task Ten_thousand_files_made_in_a_burst_are_all_found()
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        var running = await Watch(cs, "burst");

        for (var folder = 0; folder < 100; folder++)
        {
            Directory.CreateDirectory(repo.PathOf($"d{folder}"));
            for (var file = 0; file < 100; file++)
            {
                File.WriteAllText(repo.PathOf($"d{folder}/f{file}"), "x");
            }
        }

        await Poll.Until(async () => (await cs.Json("show")).Whole("filesChanged") == 10_000, "all files are in the ledger");
        running.Send(RunningCs.Interrupt);
        Assert.Equal(0, (await running.Ended()).ExitCode);
        Assert.Equal(10_000, (await cs.Json("show", "--files")).List("files").Select(file => file.Text("filePath")).Distinct().Count());
    }

    [Fact]
    public async Task A_commit_is_seen_while_the_session_goes_on()
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        var running = await Watch(cs, "work");

        repo.Write("new.txt", "new");
        var commit = repo.Commit("Made live");

        await Sees(running, cs, session => session.List("commits").Any(made => made.Text("hash") == commit[..7]), "the commit");
        Assert.Equal("active", (await cs.Json("status")).Text("status"));
        Assert.Equal(1, (await cs.Json("status")).Whole("commits"));
        running.Send(RunningCs.Interrupt);
        await running.Ended();
        Assert.Single((await cs.Json("show", "--commits")).List("commits"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ignored_files_are_passed_over(bool inRepository)
    {
        var folder = inRepository ? RepoWithCommit().Folder : Cs.Folder;
        var cancel = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Path.Combine(folder, ".gitignore"), "*.log\nbuild/\n!kept.log\n", cancel);
        var cs = Cs.In(folder);
        var running = await Watch(cs, "work");

        Directory.CreateDirectory(Path.Combine(folder, "build"));
        Directory.CreateDirectory(Path.Combine(folder, "src"));
        foreach (var file in (string[])["a.log", "build/out", "src/b.log", "kept.log", "src/code"])
        {
            await File.WriteAllTextAsync(Path.Combine(folder, file), "x", cancel);
        }

        await Sees(running, cs, session => session.Whole("filesChanged") >= 2, "the other files are in the ledger");
        running.Send(RunningCs.Interrupt);
        await running.Ended();
        Assert.Equal(["created kept.log", "created src/code"], Changes(await cs.Json("show", "--files")));
    }

    [Fact]
    public async Task In_a_folder_without_git_files_are_followed_too()
    {
        string PathOf(string file) => Path.Combine(Cs.Folder, file);
        File.WriteAllText(PathOf("edited"), "before");
        File.WriteAllText(PathOf("removed"), "before");
        File.WriteAllText(PathOf("same"), "before");
        var running = await Watch(Cs, "work");

        File.WriteAllText(PathOf("edited"), "after and longer");
        File.Delete(PathOf("removed"));
        Directory.CreateDirectory(PathOf("deep/er"));
        File.WriteAllText(PathOf("deep/er/made"), "new");

        await Sees(running, Cs, session => session.Whole("filesChanged") == 3, "the files are in the ledger");
        running.Send(RunningCs.Interrupt);
        Assert.Equal(0, (await running.Ended()).ExitCode);
        Assert.Equal(["created deep/er/made", "deleted removed", "modified edited"], Changes(await Cs.Json("show", "--files")));
    }

    [Fact]
    public async Task What_changed_last_before_the_end_is_found_without_git_too()
    {
        var running = await Watch(Cs, "work");
        await Sees(running, Cs, session => session.Text("status") == "active", "the session is in the ledger");

        File.WriteAllText(Path.Combine(Cs.Folder, "last"), "x");
        running.Send(RunningCs.Interrupt);

        await running.Ended();
        Assert.Equal(["created last"], Changes(await Cs.Json("show", "--files")));
    }

    [Fact]
    public async Task Calls_logged_meanwhile_count()
    {
        var running = await Watch(Cs, "work");
        await Log(Cs, 1234, "0.5");

        running.Send(RunningCs.Interrupt);

        var result = await running.Ended();
        Assert.Contains("1,234", result.Text);
        Assert.Contains("$0.50", result.Text);
    }

    [Fact]
    public async Task A_session_taken_up_again_is_watched()
    {
        await Start(Cs, "first");
        var running = await Watch(Cs, "second", "--resume");
        Assert.Contains("first", running.OutputSoFar);

        File.WriteAllText(Path.Combine(Cs.Folder, "new"), "x");
        await Sees(running, Cs, session => session.Whole("filesChanged") == 1, "the file is in the ledger");
        running.Send(RunningCs.Interrupt);

        Assert.Equal(0, (await running.Ended()).ExitCode);
        Assert.Equal("completed", (await Cs.Json("show", "1")).Text("status"));
    }

    [Fact]
    public async Task A_refused_start_does_not_stay()
    {
        await Start(Cs, "first");

        Assert.Equal(1, (await Cs.Run("start", "second")).ExitCode);
    }

    [Fact]
    public async Task Without_git_a_file_is_told_by_what_became_of_it_since_the_start()
    {
        File.WriteAllText(Path.Combine(Cs.Folder, ".gitignore"), "[\n*.log\n");
        var running = await Watch(Cs, "work");
        File.WriteAllText(Path.Combine(Cs.Folder, "grows"), "x");
        File.WriteAllText(Path.Combine(Cs.Folder, "passes"), "x");
        await Sees(running, Cs, session => session.Whole("filesChanged") == 2, "both files are in the ledger");

        File.AppendAllText(Path.Combine(Cs.Folder, "grows"), "more");
        File.Delete(Path.Combine(Cs.Folder, "passes"));
        File.WriteAllText(Path.Combine(Cs.Folder, "some.log"), "x");
        await Sees(running, Cs, session => session.Whole("filesChanged") == 1, "the file that came and went is out of it");
        running.Send(RunningCs.Interrupt);

        await running.Ended();
        Assert.Equal(["created grows"], Changes(await Cs.Json("show", "--files")));
    }
}
