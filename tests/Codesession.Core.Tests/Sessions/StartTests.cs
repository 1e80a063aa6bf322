using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Sessions;

/// <summary>Starting and resuming.</summary>
public sealed class StartTests : SessionTest
{
    [Fact]
    public async Task Anywhere_in_a_repository_the_scope_is_its_root()
    {
        var repository = GitRepository.Create(Test);
        Directory.CreateDirectory(repository.FullPath("src/deep"));

        var started = await Test.StartAsync(repository.FullPath("src/deep"), "Feature");

        Assert.Equal((repository.Root, repository.Root), (started.Session.WorkingDirectory, started.Session.GitRoot));
        Assert.Equal(repository.Git("rev-parse", "--show-toplevel"), started.Session.GitRoot);
        Assert.Equal((repository.Git("rev-parse", "HEAD"), "main", null), (started.Session.StartGitHead, started.Branch, started.Warning));
        Assert.Equal(("Feature", SessionPhase.Active, TestLedger.Noon, SessionOrigin.Start),
            (started.Session.Name, started.Session.Status, started.Session.StartTime, started.Session.Origin));
        Assert.False(started.Resumed);
        Assert.Empty(started.Closed);
    }

    [Fact]
    public async Task Without_a_repository_the_scope_is_the_folder()
    {
        var started = await Test.StartAsync(Test.Work);

        Assert.Equal((Test.Work, null, null), (started.Session.WorkingDirectory, started.Session.GitRoot, started.Session.StartGitHead));
        Assert.Equal((null, null), (started.Branch, started.Warning));
    }

    [Fact]
    public async Task Links_to_a_scope_are_the_scope()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var repository = GitRepository.Create(Test);
        var link = Path.Combine(Test.Folder, "link");
        Directory.CreateSymbolicLink(link, repository.Root);

        Assert.Equal(repository.Root, (await Test.StartAsync(link)).Session.WorkingDirectory);
        await RefusedAsync(ErrorCode.SessionActive, () => Test.StartAsync(repository.Root));
    }

    [Fact]
    public async Task A_repository_without_a_commit_has_a_branch_and_no_head()
    {
        var started = await Test.StartAsync(GitRepository.Create(Test, withCommit: false).Root);

        Assert.Equal(("main", null, null), (started.Branch, started.Session.StartGitHead, started.Warning));
    }

    [Fact]
    public async Task A_detached_head_is_the_branch_HEAD()
    {
        var repository = GitRepository.Create(Test);
        repository.Git("checkout", "--quiet", "--detach");

        Assert.Equal("HEAD", (await Test.StartAsync(repository.Root)).Branch);
    }

    [Fact]
    public async Task A_second_one_in_the_scope_is_refused()
    {
        var repository = GitRepository.Create(Test);
        var first = (await Test.StartAsync(repository.Root, "First")).Session;
        Directory.CreateDirectory(repository.FullPath("src"));

        var error = await RefusedAsync(ErrorCode.SessionActive, () => Test.StartAsync(repository.FullPath("src"), "Second"));

        Assert.Equal(first.Id, error.Subject);
        Assert.Equal(["activeSession", "id", "hint"], error.Details.Select(detail => detail.Key));
        Assert.Equal(("First", first.Id), (error.Details[0].Value, error.Details[1].Value));
        Assert.Single(Test.Ledger.Sessions.List());
    }

    [Fact]
    public async Task Two_scopes_have_a_session_each()
    {
        await Test.StartAsync(GitRepository.Create(Test, "one").Root);
        await Test.StartAsync(GitRepository.Create(Test, "two").Root);
        await Test.StartAsync(Test.Work);
        await Test.StartAsync(Test.NewFolder("work/inner"));

        Assert.Equal(4, Test.Ledger.Sessions.List().Count(session => session.Status == SessionPhase.Active));
    }

    [Fact]
    public async Task After_the_end_another_one_may_start()
    {
        await Test.EndAsync((await Test.StartAsync(Test.Work)).Session.Id);

        Assert.Equal(2, (await Test.StartAsync(Test.Work)).Session.Id);
    }

    [Theory]
    [InlineData(SessionOrigin.Run)]
    [InlineData(SessionOrigin.Proxy)]
    [InlineData(SessionOrigin.Hook)]
    [InlineData(SessionOrigin.Log)]
    public async Task One_that_is_addressed_by_its_id_neither_refuses_nor_is_refused(SessionOrigin origin)
    {
        var one = (await Test.StartAsync(Test.Work, origin: origin)).Session;
        await Test.StartAsync(Test.Work);
        await Test.StartAsync(Test.Work, origin: origin);

        Assert.Equal(3, Test.Ledger.Sessions.List().Count(session => session.Status == SessionPhase.Active));
        Assert.Equal(origin, Test.Session(one.Id).Origin);
    }

    [Fact]
    public async Task Resume_answers_the_one_that_is_active()
    {
        var repository = GitRepository.Create(Test);
        var first = (await Test.StartAsync(repository.Root, "First")).Session;
        repository.Git("checkout", "--quiet", "-b", "other");

        var resumed = await Test.StartAsync(repository.Root, "Second", resume: true);

        Assert.True(resumed.Resumed);
        Assert.Equal((first, "other"), (resumed.Session, resumed.Branch));
        Assert.Single(Test.Ledger.Sessions.List());
    }

    [Fact]
    public async Task Resume_starts_one_where_none_is_active()
    {
        await Test.StartAsync(Test.NewFolder("elsewhere"));

        var started = await Test.StartAsync(Test.Work, "Mine", resume: true);

        Assert.Equal((false, "Mine"), (started.Resumed, started.Session.Name));
    }

    [Fact]
    public async Task Resume_does_not_take_one_that_is_addressed_by_its_id()
    {
        await Test.StartAsync(Test.Work, origin: SessionOrigin.Run);

        Assert.False((await Test.StartAsync(Test.Work, resume: true)).Resumed);
    }

    [Fact]
    public async Task Resume_with_a_name_beyond_the_limit_is_refused_too()
    {
        await Test.StartAsync(Test.Work);

        await RefusedAsync(ErrorCode.InvalidInput, () => Test.StartAsync(Test.Work, new string('n', 501), resume: true));
    }

    [Fact]
    public async Task A_name_at_the_limit_is_kept_whole()
    {
        var name = string.Concat(Enumerable.Repeat("ü📦", 166)) + "'\"";

        Assert.Equal(500, name.Length);
        Assert.Equal(name, (await Test.StartAsync(Test.Work, name)).Session.Name);
        Assert.Equal(name, Test.Session(1).Name);
    }

    [Theory]
    [InlineData("line\nbreak\ttab")]
    [InlineData("'; DROP TABLE sessions; --")]
    [InlineData("a\0b")]
    public async Task A_name_of_any_letters_is_kept(string name) =>
        Assert.Equal(name, (await Test.StartAsync(Test.Work, name)).Session.Name);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData(null)]
    public async Task No_name_is_refused(string? name)
    {
        await RefusedAsync(ErrorCode.InvalidInput, () => Test.StartAsync(Test.Work, name!));

        Assert.Empty(Test.Ledger.Sessions.List());
    }

    [Fact]
    public async Task A_name_beyond_the_limit_is_refused()
    {
        var error = await RefusedAsync(ErrorCode.InvalidInput, () => Test.StartAsync(Test.Work, new string('n', 501)));

        Assert.Contains("501", error.Message);
        Assert.Empty(Test.Ledger.Sessions.List());
    }

    [Fact]
    public async Task Another_process_that_is_faster_by_a_moment_wins()
    {
        var repository = GitRepository.Create(Test);
        var slow = Interrupted(
            () => Test.Ledger.Sessions.StartAsync(new() { Name = "Fast", Folder = repository.Root }).GetAwaiter().GetResult());

        var error = await RefusedAsync(ErrorCode.SessionActive,
            () => slow.Sessions.StartAsync(new() { Name = "Slow", Folder = repository.Root }, TestContext.Current.CancellationToken));

        Assert.Equal("Fast", error.Details[0].Value);
        Assert.Equal("Fast", Assert.Single(Test.Ledger.Sessions.List()).Name);
        Assert.Equal(0, Test.Sql.Number("SELECT count(*) FROM session_baseline"));
    }

    [Fact]
    public async Task Of_many_that_start_at_once_one_does()
    {
        var repository = GitRepository.Create(Test);
        _ = Test.Ledger;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            using var ledger = Ledger.Open(Test.Options);
            try
            {
                await ledger.Sessions.StartAsync(new() { Name = $"{i}", Folder = repository.Root });
                return "started";
            }
            catch (CodesessionException error)
            {
                return error.Code.Name();
            }
        })));

        Assert.Equal(["session_active", "started"], outcomes.Distinct().Order());
        Assert.Single(outcomes, "started");
        Assert.Single(Test.Ledger.Sessions.List());
    }

    [Fact]
    public async Task Without_git_it_starts_with_a_warning()
    {
        var repository = GitRepository.Create(Test);
        var ledger = WithoutGit();

        var started = await ledger.Sessions.StartAsync(
            new() { Name = "work", Folder = repository.Root }, TestContext.Current.CancellationToken);

        Assert.Contains("git", started.Warning);
        Assert.Equal((repository.Root, null, null), (started.Session.GitRoot, started.Session.StartGitHead, started.Branch));
    }

    [Fact]
    public async Task A_repository_that_git_cannot_read_starts_with_a_warning()
    {
        var repository = GitRepository.Create(Test);
        repository.Write(".git/config", "[core\nnonsense");

        var started = await Test.StartAsync(repository.Root);

        Assert.NotNull(started.Warning);
        Assert.NotNull((await Test.EndAsync(started.Session.Id)).Warning);
    }

    [Fact]
    public async Task A_repository_whose_configuration_cannot_be_read_is_no_hindrance()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a file that exists and cannot be read by anyone.");
        var repository = GitRepository.Create(Test);
        File.Delete(repository.FullPath(".git/config"));
        File.CreateSymbolicLink(repository.FullPath(".git/config"), "/proc/self/mem");

        var started = await Test.StartAsync(repository.Root);

        Assert.Equal(SessionPhase.Active, started.Session.Status);
    }

    [Fact]
    public async Task One_that_is_given_up_is_not_recorded()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        var repository = GitRepository.Create(Test);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Test.Ledger.Sessions.StartAsync(new() { Name = "work", Folder = repository.Root }, gone.Token));

        Assert.Empty(Test.Ledger.Sessions.List());
    }
}
