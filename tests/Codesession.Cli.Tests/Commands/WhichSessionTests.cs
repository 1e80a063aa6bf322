namespace Codesession.Cli.Tests.Commands;

/// <summary>Which session a command means.</summary>
public sealed class WhichSessionTests : CsTest
{
    private async Task<string?> Meant(Cs cs, params string[] words) => (await cs.Json(["status", .. words])).Text("name");

    [Fact]
    public async Task The_one_that_is_named_comes_first()
    {
        var here = await Start(Cs, "here");
        var there = await Start(Cs.In(RepoWithCommit().Folder), "there");

        Assert.Equal("there", await Meant(Cs.With("CODESESSION_SESSION", $"{here}"), "-s", $"{there}"));
        Assert.Equal("there", await Meant(Cs, "--session", $"{there}"));
    }

    [Fact]
    public async Task Then_the_one_of_the_environment_while_it_is_active()
    {
        await Start(Cs, "here");
        var cs = Cs.In(RepoWithCommit().Folder);
        var there = await Start(cs, "there");

        Assert.Equal("there", await Meant(Cs.With("CODESESSION_SESSION", $"{there}")));

        await cs.Json("end");
        Assert.Equal("here", await Meant(Cs.With("CODESESSION_SESSION", $"{there}")));
    }

    [Fact]
    public async Task Nonsense_in_the_environment_is_passed_over()
    {
        await Start(Cs, "here");

        foreach (var value in (string[])["", "0", "-1", "999", "99999999999999999999999999", "one", "1; DROP TABLE sessions"])
        {
            Assert.Equal("here", await Meant(Cs.With("CODESESSION_SESSION", value)));
        }
    }

    [Fact]
    public async Task Then_the_one_of_the_scope()
    {
        var one = Cs.In(RepoWithCommit("one").Folder);
        var two = Cs.In(RepoWithCommit("two").Folder);
        await Start(one, "one");
        await Start(two, "two");

        await Log(one, 100);
        await Log(two, 1);

        Assert.Equal(100, (await one.Json("status")).Whole("aiTokens"));
        Assert.Equal(1, (await two.Json("status")).Whole("aiTokens"));
        Assert.Equal("one", await Meant(one.In(Directory.CreateDirectory(Path.Combine(one.Folder, "src")).FullName)));
    }

    [Fact]
    public async Task Then_the_newest_anywhere()
    {
        await Start(Cs.In(RepoWithCommit("one").Folder), "one");
        await Start(Cs.In(RepoWithCommit("two").Folder), "two");

        Assert.Equal("two", await Meant(Cs));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("end")]
    [InlineData("note", "text")]
    [InlineData("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t", "1")]
    public async Task Where_none_is_active_each_command_says_so(params string[] words)
    {
        await Cs.Fails("no_active_session", words);

        await Start(Cs);
        await Cs.Json("end");
        await Cs.Fails("no_active_session", words);
    }

    [Theory]
    [InlineData("end")]
    [InlineData("note", "text")]
    [InlineData("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t", "1")]
    public async Task One_that_is_not_active_is_not_found(params string[] words)
    {
        var ended = await Start(Cs, "ended");
        await Cs.Json("end");
        await Start(Cs, "active");

        foreach (var id in (long[])[ended, 999])
        {
            Assert.Equal(id, (await Cs.Fails("session_not_found", [.. words, "-s", $"{id}"])).Whole("id"));
        }
    }

    [Fact]
    public async Task Status_of_an_id_that_no_session_has_is_no_active_session()
    {
        await Start(Cs);

        await Cs.Fails("no_active_session", "status", "-s", "999");
    }
}
