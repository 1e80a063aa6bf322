namespace Codesession.Cli.Tests.Ledgers;

/// <summary>The original tool and <c>cs</c> on one ledger.</summary>
public sealed class OriginalTests : CsTest
{
    [Fact]
    public async Task A_ledger_of_the_original_opens_with_nothing_lost_and_a_copy_kept()
    {
        using (var original = Cs.OpenAsOriginal())
        {
            var first = original.Start("first", "/a", "/a", "1111111111111111111111111111111111111111");
            original.LogAi(first, "anthropic", "claude-sonnet-4", 100, 0.1, "Claude Code", 70, 30);
            original.LogAi(first, "openai", "gpt-4o", 50, 0.2);
            original.AddFile(first, "src/a.ts", "created");
            original.AddCommit(first, "1234567", "One");
            original.AddNote(first, "a note");
            original.End(first, 65, "done");
            original.Start("second", "/b");
        }

        var sessions = (await Cs.Json("export")).EnumerateArray().ToDictionary(session => session.Text("name")!);

        var one = sessions["first"];
        Assert.Equal("/a", one.Text("gitRoot"));
        Assert.Equal("1111111111111111111111111111111111111111", one.Text("startGitHead"));
        Assert.Equal(65, one.Whole("duration"));
        Assert.Equal("done", one.Text("notes"));
        Assert.Equal("0.3", one.GetProperty("aiCost").GetRawText());
        Assert.Equal(150, one.Whole("aiTokens"));
        Assert.Equal(1, one.Whole("filesChanged"));
        Assert.Equal("src/a.ts", Assert.Single(one.List("files")).Text("filePath"));
        Assert.Equal("1234567", Assert.Single(one.List("commits")).Text("hash"));
        Assert.Equal([0.1m, 0.2m], one.List("aiUsage").Select(call => call.Dollars("cost")));
        Assert.Equal(70, one.List("aiUsage")[0].Whole("promptTokens"));
        Assert.Equal("Claude Code", one.List("aiUsage")[0].Text("agentName"));
        Assert.Equal("a note", Assert.Single((await Cs.Json("show", "1")).List("annotations")).Text("message"));
        Assert.Equal("active", sessions["second"].Text("status"));
        Assert.True(File.Exists(Cs.LedgerPath + ".v0.bak"));
    }

    [Fact]
    public async Task Both_take_turns_on_one_file_and_see_the_same()
    {
        var id = await Start(Cs);
        for (var turn = 1; turn <= 50; turn++)
        {
            // Opened anew each time, as its every command does.
            using var original = Cs.OpenAsOriginal();
            original.LogAi(id, "openai", "gpt-4o", turn, 0.001);

            var answer = (await Log(Cs, 1000, "0.002")).GetProperty("session");

            var tokens = (turn * (turn + 1) / 2) + (turn * 1000);
            Assert.Equal(tokens, answer.Whole("aiTokens"));
            Assert.Equal(turn * 0.003m, answer.Dollars("aiCost"));
            Assert.Equal((double)(turn * 0.003m), original.Totals(id).Cost, 1e-9);
            Assert.Equal(tokens, original.Totals(id).Tokens);
        }

        var status = await Cs.Json("status");
        Assert.Equal("0.15", status.GetProperty("aiCost").GetRawText());
        Assert.Equal(100, status.List("aiUsage").Length);
        Assert.Equal(50, status.List("aiUsage").Count(call => call.Text("provider") == "openai"));
        using var ledger = Cs.OpenLedger();
        ledger.IsSound();
    }

    [Fact]
    public async Task What_each_records_of_a_session_the_other_shows()
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        var id = await Start(cs);
        using var original = Cs.OpenAsOriginal();
        original.AddFile(id, "theirs.txt", "created");
        original.AddFile(id, "theirs.txt", "modified");
        original.AddCommit(id, "abcdef0", "Theirs");
        original.AddNote(id, "their note");
        repo.Write("ours.txt", "new");
        var commit = repo.Commit("Ours");

        var ended = await cs.Json("end", "-n", "done");

        Assert.Contains("Ours", ended.List("commits").Select(made => made.Text("message")));
        Assert.Contains("Theirs", ended.List("commits").Select(made => made.Text("message")));
        Assert.Contains("their note", ended.List("annotations").Select(note => note.Text("message")));
        Assert.Equal(["ours.txt", "theirs.txt"], ended.List("files").Select(file => file.Text("filePath")).Distinct().Order());
        var row = original.Sql.Rows("SELECT status, notes, files_changed, commits, end_time, git_root FROM sessions WHERE id = $1", id)[0];
        Assert.Equal(["completed", "done", 2L, 2L, ended.Text("endTime"), repo.Root], row);
        Assert.Equal(1, original.Sql.Value<long>("SELECT COUNT(*) FROM commits WHERE session_id = $1 AND hash = $2", id, commit[..7]));
    }

    [Fact]
    public async Task A_session_that_the_original_started_is_ended_by_cs_with_its_work()
    {
        var repo = RepoWithCommit();
        using (var original = Cs.OpenAsOriginal())
        {
            original.Start("theirs", repo.Root, repo.Root, repo.Git("rev-parse", "HEAD"));
        }
        await Cs.In(repo.Folder).Fails("session_active", "start", "ours");
        repo.Write("new.txt", "new");
        repo.Commit("Second");

        var ended = await Cs.In(repo.Folder).Json("end");

        Assert.Equal("theirs", ended.Text("name"));
        Assert.Equal("Second", Assert.Single(ended.List("commits")).Text("message"));
        Assert.Contains("new.txt", ended.List("files").Select(file => file.Text("filePath")));
    }

    [Fact]
    public async Task A_session_that_the_original_ends_is_ended()
    {
        var id = await Start(Cs);
        using (var original = Cs.OpenAsOriginal())
        {
            original.End(id, 0, "theirs");
        }

        await Cs.Fails("no_active_session", "status");
        var session = await Cs.Json("show");
        Assert.Equal(0, session.Whole("duration"));
        Assert.Equal("theirs", session.Text("notes"));
    }

    [Fact]
    public async Task Start_fresh_of_the_original_works_on_our_ledger_and_cs_goes_on()
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        repo.Write("dirty.txt", "dirty");
        await Start(cs);
        await Log(cs, 10);
        await cs.Json("note", "text");
        await cs.Run("run", "--no-proxy", "git", "--version");

        using (var original = Cs.OpenAsOriginal())
        {
            original.StartFresh();
        }

        Assert.Empty((await cs.Json("list")).EnumerateArray());
        var id = await Start(cs, "fresh");
        await Log(cs, 7, "0.07");
        var ended = await cs.Json("end");
        Assert.Equal(id, ended.Whole("id"));
        Assert.Equal(7, ended.Whole("aiTokens"));
        Assert.Empty(ended.List("files"));
        using var ledger = Cs.OpenLedger();
        ledger.IsSound();
    }
}
