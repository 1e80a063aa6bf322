namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs start --json</c>.</summary>
public sealed class StartTests : CsTest
{
    [Fact]
    public async Task Start_answers_the_session_with_its_scope()
    {
        var answer = await Cs.Json("start", "Fix the parser");

        answer.IsAnswerOf("id", "name", "directory", "gitRoot", "branch");
        Assert.Equal(1, answer.Whole("id"));
        Assert.Equal("Fix the parser", answer.Text("name"));
        Assert.Equal(Cs.Folder, answer.Text("directory"));
        Assert.True(answer.IsNull("gitRoot"));
        Assert.True(answer.IsNull("branch"));
    }

    [Fact]
    public async Task In_a_repository_the_scope_is_its_root_wherever_one_stands()
    {
        var repo = RepoWithCommit();
        repo.Write("src/deep/file.txt", "x");

        var answer = await Cs.In(repo.PathOf("src/deep")).Json("start", "work");

        Assert.Equal(repo.Root, answer.Text("directory"));
        Assert.Equal(repo.Root, answer.Text("gitRoot"));
        Assert.Equal("main", answer.Text("branch"));
    }

    [Fact]
    public async Task A_detached_head_is_called_HEAD()
    {
        var repo = RepoWithCommit();
        repo.Git("checkout", "--quiet", "--detach");

        Assert.Equal("HEAD", (await Cs.In(repo.Folder).Json("start", "work")).Text("branch"));
    }

    [Fact]
    public async Task A_link_to_a_repository_is_the_repository()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there that a test has not.");
        var repo = RepoWithCommit();
        var link = Path.Combine(Cs.Folder, "link");
        Directory.CreateSymbolicLink(link, repo.Folder);

        Assert.Equal(repo.Root, (await Cs.In(link).Json("start", "work")).Text("directory"));
        await Cs.In(repo.Folder).Fails("session_active", "start", "again");
    }

    [Fact]
    public async Task A_repository_without_commits_can_have_a_session()
    {
        var repo = Repo();

        var answer = await Cs.In(repo.Folder).Json("start", "work");

        Assert.Equal(repo.Root, answer.Text("gitRoot"));
        Assert.Equal("main", answer.Text("branch"));
    }

    [Fact]
    public async Task A_second_session_in_a_scope_is_refused_and_the_first_one_named()
    {
        var repo = RepoWithCommit();
        repo.Write("src/file.txt", "x");
        var id = await Start(Cs.In(repo.Folder), "first");

        var error = await Cs.In(repo.PathOf("src")).Fails("session_active", "start", "second");

        error.HasInOrder("code", "message", "activeSession", "id", "hint");
        Assert.Equal("first", error.Text("activeSession"));
        Assert.Equal(id, error.Whole("id"));
        Assert.NotEmpty(error.Text("hint")!);
        Assert.Single((await Cs.Json("list")).EnumerateArray());
    }

    [Fact]
    public async Task Two_repositories_have_sessions_at_once()
    {
        await Start(Cs.In(RepoWithCommit("one").Folder), "one");
        await Start(Cs.In(RepoWithCommit("two").Folder), "two");

        Assert.All((await Cs.Json("list")).EnumerateArray(), session => Assert.Equal("active", session.Text("status")));
    }

    [Fact]
    public async Task A_worktree_is_a_scope_of_its_own()
    {
        var repo = RepoWithCommit();
        var tree = Path.Combine(Folder("trees"), "side");
        repo.Git("worktree", "add", "--quiet", "-b", "side", tree);
        await Start(Cs.In(repo.Folder), "main");

        var answer = await Cs.In(tree).Json("start", "side");

        Assert.Equal(tree.Replace('\\', '/'), answer.Text("gitRoot"));
        Assert.Equal("side", answer.Text("branch"));
        Assert.Equal("main", (await Cs.In(repo.Folder).Json("status")).Text("name"));
        Assert.Equal("side", (await Cs.In(tree).Json("status")).Text("name"));
    }

    [Fact]
    public async Task Resume_answers_the_active_session_of_the_scope()
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        var id = await Start(cs, "first");

        var answer = await cs.Json("start", "second", "--resume");

        answer.IsAnswerOf("id", "name", "directory", "branch", "resumed");
        Assert.Equal(id, answer.Whole("id"));
        Assert.Equal("first", answer.Text("name"));
        Assert.Equal(repo.Root, answer.Text("directory"));
        Assert.Equal("main", answer.Text("branch"));
        Assert.True(answer.Is("resumed"));
    }

    [Fact]
    public async Task Resume_starts_a_session_where_the_scope_has_none()
    {
        await Start(Cs.In(RepoWithCommit().Folder), "elsewhere");

        var answer = await Cs.Json("start", "here", "--resume");

        answer.IsAnswerOf("id", "name", "directory", "gitRoot", "branch");
        Assert.Equal("here", answer.Text("name"));
    }

    [Fact]
    public async Task Close_stale_ends_the_session_of_this_scope_with_a_note()
    {
        var id = await Start(Cs, "old");

        var answer = await Cs.Json("start", "new \"one\"", "--close-stale");

        answer.IsAnswerOf("id", "name", "directory", "gitRoot", "branch");
        var old = await Cs.Json("show", $"{id}");
        Assert.Equal("completed", old.Text("status"));
        Assert.Equal("Auto-closed by new session \"new \"one\"\"", old.Text("notes"));
    }

    [Fact]
    public async Task Close_stale_leaves_sessions_elsewhere_alone_unless_nothing_happened_there_for_12_hours()
    {
        var fresh = await Start(Cs.In(RepoWithCommit("fresh").Folder), "fresh");
        var idle = await Start(Cs.In(RepoWithCommit("idle").Folder), "idle");
        var longButBusy = await Start(Cs.In(RepoWithCommit("busy").Folder), "busy");
        await Cs.Json("note", "still at it", "-s", $"{longButBusy}");
        using (var ledger = Cs.OpenLedger())
        {
            ledger.SetBack(fresh, TimeSpan.FromHours(11.5));
            ledger.SetBack(idle, TimeSpan.FromHours(12.5));
            ledger.SetBack(longButBusy, TimeSpan.FromHours(20));
        }

        await Cs.Json("start", "new", "--close-stale");

        Assert.Equal("active", (await Cs.Json("show", $"{fresh}")).Text("status"));
        Assert.Equal("active", (await Cs.Json("show", $"{longButBusy}")).Text("status"));
        var closed = await Cs.Json("show", $"{idle}");
        Assert.Equal("completed", closed.Text("status"));
        Assert.Equal("Auto-closed by new session \"new\"", closed.Text("notes"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t ")]
    public async Task A_session_needs_a_name(string name) => await Cs.Fails("invalid_input", "start", name);

    [Fact]
    public async Task Start_without_a_name_is_a_wrong_command_line() => await Cs.Fails("usage", "start");
}
