namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs remove</c>.</summary>
public sealed class RemoveTests : CsTest
{
    [Fact]
    public async Task A_removed_call_is_taken_out_of_the_totals()
    {
        var id = await Start(Cs);
        await Log(Cs, 10, "0.1");
        await Log(Cs, 5, "0.05");

        var answer = await Cs.Json("remove", "call", "1", "--yes");

        answer.IsAnswerOf("removed", "kind", "id", "session");
        Assert.True(answer.Is("removed"));
        Assert.Equal("call", answer.Text("kind"));
        Assert.Equal(1, answer.Whole("id"));
        Assert.Equal(id, answer.GetProperty("session").Whole("id"));
        Assert.Equal(0.05m, answer.GetProperty("session").Dollars("aiCost"));
        var status = await Cs.Json("status");
        Assert.Equal(5, status.Whole("aiTokens"));
        Assert.Equal(0.05m, status.Dollars("aiCost"));
        Assert.Equal(2, Assert.Single(status.List("aiUsage")).Whole("id"));
    }

    [Fact]
    public async Task A_removed_note_is_gone()
    {
        await Start(Cs);
        await Cs.Json("note", "oops");

        Assert.Equal("note", (await Cs.Json("remove", "note", "1", "-y")).Text("kind"));

        Assert.Empty((await Cs.Json("status")).List("annotations"));
    }

    [Fact]
    public async Task A_removed_session_takes_all_with_it()
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        var id = await Start(cs);
        await Log(cs, 10);
        await cs.Json("note", "text");
        repo.Write("new.txt", "new");
        repo.Commit("Second");
        await cs.Json("end");

        var answer = await cs.Json("remove", "session", $"{id}", "--yes");

        answer.IsAnswerOf("removed", "kind", "id");
        Assert.Empty((await cs.Json("list")).EnumerateArray());
        using var ledger = Cs.OpenLedger();
        Assert.All((string[])["ai_usage", "session_notes", "file_changes", "commits"],
            table => Assert.Equal(0, ledger.Value<long>($"SELECT count(*) FROM {table}")));
        ledger.IsSound();
    }

    [Theory]
    [InlineData("session", "session_not_found")]
    [InlineData("call", "call_not_found")]
    [InlineData("note", "note_not_found")]
    public async Task What_is_not_there_is_not_found(string kind, string code)
    {
        Assert.Equal(99, (await Cs.Fails(code, "remove", kind, "99", "--yes")).Whole("id"));
        await Cs.Fails("invalid_input", "remove", kind, "the last", "--yes");
        await Cs.Fails("usage", "remove", kind);
    }

    [Theory]
    [InlineData("session")]
    [InlineData("call")]
    [InlineData("note")]
    public async Task Nothing_is_removed_before_somebody_says_yes(string kind)
    {
        await Start(Cs);
        await Log(Cs, 10);
        await Cs.Json("note", "text");

        await Cs.Fails("confirmation_required", "remove", kind, "1");
        Assert.Equal(1, (await Cs.Run("remove", kind, "1")).ExitCode);

        var status = await Cs.Json("status");
        Assert.Single(status.List("aiUsage"));
        Assert.Single(status.List("annotations"));
    }
}
