using Codesession.Core.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Codesession.Core.Tests.Sessions;

/// <summary>Ending a session, with what git says has changed.</summary>
public sealed class EndTests : SessionTest
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(999, 0)]
    [InlineData(1_000, 1)]
    [InlineData(59_999, 59)]
    [InlineData(7_500_000, 7_500)]
    public async Task Its_duration_is_in_whole_seconds(int milliseconds, int seconds)
    {
        var session = Test.Start();
        Test.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

        var ended = (await Test.EndAsync(session.Id)).Session;

        Assert.Equal(TimeSpan.FromSeconds(seconds), ended.Duration);
        Assert.Equal((SessionPhase.Completed, TestLedger.Noon.AddMilliseconds(milliseconds)), (ended.Status, ended.EndTime));
        Assert.Equal(ended, Test.Session(session.Id));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_makes_it_no_negative_duration()
    {
        var session = Test.Start();
        var early = Test.Open(options => options with { Time = new FakeTimeProvider(TestLedger.Noon.AddHours(-3)) });

        var ended = (await early.Sessions.EndAsync(session.Id, null, TestContext.Current.CancellationToken)).Session;

        Assert.Equal((TimeSpan.Zero, SessionPhase.Completed), (ended.Duration, ended.Status));
    }

    [Fact]
    public async Task Its_note_is_kept()
    {
        Assert.Equal("Größe\n\"done\"", (await Test.EndAsync(Test.Start().Id, "Größe\n\"done\"")).Session.Notes);
        Assert.Null((await Test.EndAsync(Test.Start().Id)).Session.Notes);
    }

    [Fact]
    public async Task A_note_that_is_empty_or_too_long_is_refused_and_the_session_goes_on()
    {
        var session = Test.Start();

        await RefusedAsync(ErrorCode.InvalidInput, () => Test.EndAsync(session.Id, " "));
        await RefusedAsync(ErrorCode.InvalidInput, () => Test.EndAsync(session.Id, new string('n', 1_000_001)));
        Assert.Equal(SessionPhase.Active, Test.Session(session.Id).Status);
        Assert.Equal(1_000_000, (await Test.EndAsync(session.Id, new string('n', 1_000_000))).Session.Notes!.Length);
    }

    [Fact]
    public async Task Files_and_commits_since_the_start_are_recorded()
    {
        var repository = GitRepository.Create(Test);
        repository.Write("dirty before.txt", "as it was");
        repository.Commit("Second", "old name.txt");
        repository.Write("touched before.txt", "one");
        var session = (await Test.StartAsync(repository.Root)).Session;
        Test.Clock.Advance(TimeSpan.FromMinutes(1));
        repository.Write("src/größe.txt", "new");
        repository.Git("mv", "old name.txt", "new name.txt");
        var commit = repository.Commit("Größe: third\n\nWith a body.");
        repository.Write("readme.md", "changed");
        repository.Write("touched before.txt", "two");
        File.Delete(repository.FullPath("dirty before.txt"));
        Test.Clock.Advance(TimeSpan.FromMinutes(1));

        var ended = await Test.EndAsync(session.Id);

        Assert.Null(ended.Warning);
        Assert.Equal(
            [
                "created new name.txt", "created src/größe.txt", "deleted dirty before.txt", "deleted old name.txt",
                "modified readme.md", "modified touched before.txt",
            ],
            Files(session.Id));
        var recorded = Assert.Single(Test.Ledger.Sessions.Commits(session.Id));
        Assert.Equal((commit[..7], commit, "Größe: third", TestLedger.Noon.AddMinutes(1)),
            (recorded.Hash, recorded.FullHash, recorded.Message, recorded.Timestamp));
        Assert.Equal((6, 1), (ended.Session.FilesChanged, ended.Session.Commits));
    }

    [Fact]
    public async Task What_was_dirty_before_and_is_as_it_was_does_not_count()
    {
        var repository = GitRepository.Create(Test);
        repository.Write("readme.md", "changed before");
        repository.Write("new before.txt", "new before");
        var session = (await Test.StartAsync(repository.Root)).Session;

        Assert.Equal((0, 0), ((await Test.EndAsync(session.Id)).Session.FilesChanged, Test.Session(session.Id).Commits));
    }

    [Fact]
    public async Task The_first_commit_of_a_repository_counts()
    {
        var repository = GitRepository.Create(Test, withCommit: false);
        var session = (await Test.StartAsync(repository.Root)).Session;
        repository.Commit("First", "a.txt");

        Assert.Equal((1, 1), ((await Test.EndAsync(session.Id)).Session.Commits, Test.Session(session.Id).FilesChanged));
    }

    [Fact]
    public async Task One_that_is_not_active_is_not_found()
    {
        var session = Test.Start();
        var ended = (await Test.EndAsync(session.Id, "first")).Session;
        Test.Clock.Advance(TimeSpan.FromHours(1));

        var error = await RefusedAsync(ErrorCode.SessionNotFound, () => Test.EndAsync(session.Id, "again"));
        Assert.Equal([new("id", session.Id)], error.Details);
        await RefusedAsync(ErrorCode.SessionNotFound, () => Test.EndAsync(99));
        Assert.Equal(ended, Test.Session(session.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_another_process_ends_or_removes_meanwhile_is_not_found(bool removed)
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;
        repository.Write("a.txt", "a");
        var slow = Interrupted(() =>
        {
            if (removed) Test.Ledger.Sessions.Remove(session.Id);
            else Test.EndAsync(session.Id, "theirs").GetAwaiter().GetResult();
        });

        await RefusedAsync(ErrorCode.SessionNotFound,
            () => slow.Sessions.EndAsync(session.Id, "mine", TestContext.Current.CancellationToken));

        Assert.Equal(removed ? null : "theirs", Test.Ledger.Sessions.Find(session.Id)?.Notes);
        Assert.Equal(removed ? 0 : 1, Test.Sql.Number("SELECT count(*) FROM file_changes"));
    }

    [Fact]
    public async Task A_repository_that_is_gone_ends_it_with_a_warning()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;
        repository.Commit("Second", "a.txt");
        await Test.Ledger.Sessions.RecordWorkAsync(session.Id, TestContext.Current.CancellationToken);
        Test.Clock.Advance(TimeSpan.FromMinutes(1));
        repository.Delete();

        var ended = await Test.EndAsync(session.Id, "gone");

        Assert.NotNull(ended.Warning);
        Assert.Equal((SessionPhase.Completed, "gone", TimeSpan.FromMinutes(1)),
            (ended.Session.Status, ended.Session.Notes, ended.Session.Duration));
        Assert.Equal((1, 1), (ended.Session.Commits, ended.Session.FilesChanged));
    }

    [Fact]
    public async Task A_folder_that_is_no_repository_any_more_ends_it_with_a_warning()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;
        repository.Delete();
        Directory.CreateDirectory(repository.Root);

        var ended = await Test.EndAsync(session.Id);

        Assert.NotNull(ended.Warning);
        Assert.Equal(SessionPhase.Completed, ended.Session.Status);
    }

    [Fact]
    public async Task Without_git_it_ends_with_a_warning()
    {
        var session = (await Test.StartAsync(GitRepository.Create(Test).Root)).Session;
        AddCall(session.Id);

        var ended = await WithoutGit().Sessions.EndAsync(session.Id, null, TestContext.Current.CancellationToken);

        Assert.Contains("git", ended.Warning);
        Assert.Equal((SessionPhase.Completed, 0.1m), (ended.Session.Status, ended.Session.AiCost));
    }

    [Fact]
    public async Task One_that_started_without_git_and_ends_with_it_counts_what_its_start_tells()
    {
        var repository = GitRepository.Create(Test);
        Test.Clock.Advance(TimeSpan.FromHours(1));
        var session = (await WithoutGit().Sessions.StartAsync(
            new() { Name = "work", Folder = repository.Root }, TestContext.Current.CancellationToken)).Session;
        Test.Clock.Advance(TimeSpan.FromHours(1));
        repository.Commit("Second", "a.txt");

        var ended = await Test.EndAsync(session.Id);

        Assert.Null(ended.Warning);
        Assert.Equal(["Second"], Test.Ledger.Sessions.Commits(session.Id).Select(commit => commit.Message));
    }

    [Fact]
    public async Task One_that_the_original_started_ends_with_its_commits()
    {
        var repository = GitRepository.Create(Test);
        var head = repository.Git("rev-parse", "HEAD");
        _ = Test.Ledger;
        var id = new OriginalTool(Test.DatabasePath).Start("theirs", repository.Root);
        Test.Sql.Execute("UPDATE sessions SET git_root = working_directory, start_git_head = $2 WHERE id = $1", id, head);
        repository.Commit("Second", "a.txt");

        var ended = await Test.EndAsync(id);

        Assert.Equal((1, 1, null), (ended.Session.Commits, ended.Session.FilesChanged, ended.Warning));
    }

    [Fact]
    public async Task One_that_is_given_up_goes_on()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Test.Ledger.Sessions.EndAsync(session.Id, null, gone.Token));

        Assert.Equal(SessionPhase.Active, Test.Session(session.Id).Status);
    }
}
