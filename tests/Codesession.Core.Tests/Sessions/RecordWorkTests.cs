namespace Codesession.Core.Tests.Sessions;

/// <summary>What an active session has changed so far.</summary>
public sealed class RecordWorkTests : SessionTest
{
    [Fact]
    public async Task The_counts_grow_and_nothing_is_recorded_twice()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;

        repository.Write("a.txt", "a");
        Assert.Equal((1, 0), await RecordAsync(session.Id));
        Assert.Equal((1, 0), await RecordAsync(session.Id));
        repository.Commit("Second");
        Assert.Equal((1, 1), await RecordAsync(session.Id));
        repository.Commit("Third", "b.txt");
        Assert.Equal((2, 2), await RecordAsync(session.Id));

        Assert.Equal(SessionPhase.Active, Test.Session(session.Id).Status);
        var ended = (await Test.EndAsync(session.Id)).Session;
        Assert.Equal((2, 2), (ended.FilesChanged, ended.Commits));
        Assert.Equal(["created a.txt", "created b.txt"], Files(session.Id));
        Assert.Equal(["Second", "Third"], Test.Ledger.Sessions.Commits(session.Id).Select(commit => commit.Message));
    }

    [Fact]
    public async Task What_became_of_a_file_is_corrected()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;

        repository.Write("readme.md", "changed");
        await RecordAsync(session.Id);
        Assert.Equal(["modified readme.md"], Files(session.Id));
        File.Delete(repository.FullPath("readme.md"));
        await RecordAsync(session.Id);
        Assert.Equal(["deleted readme.md"], Files(session.Id));
    }

    [Fact]
    public void Without_git_others_tell_which_files_changed()
    {
        var session = Test.Start();

        var recorded = Test.Ledger.Sessions.RecordFiles(
            session.Id, [new("a b/ü.txt", FileChangeType.Created), new("c.txt", FileChangeType.Deleted)], complete: false);
        Test.Ledger.Sessions.RecordFiles(session.Id, [new("a b/ü.txt", FileChangeType.Modified)], complete: false);

        Assert.Equal((2, 0), (recorded!.FilesChanged, recorded.Commits));
        Assert.Equal(["deleted c.txt", "modified a b/ü.txt"], Files(session.Id));
        Assert.Equal(2, Test.Session(session.Id).FilesChanged);
    }

    [Fact]
    public void What_a_complete_look_does_not_find_was_undone()
    {
        var session = Test.Start();
        Test.Ledger.Sessions.RecordFiles(session.Id, [new("stays.txt", FileChangeType.Created), new("goes.txt", FileChangeType.Created)], complete: true);

        var now = Test.Ledger.Sessions.RecordFiles(session.Id, [new("stays.txt", FileChangeType.Created)], complete: true);

        Assert.Equal(["created stays.txt"], Files(session.Id));
        Assert.Equal(1, now!.FilesChanged);
    }

    [Fact]
    public async Task Without_a_repository_there_is_nothing_to_record()
    {
        var session = Test.Start();

        Assert.Equal(session, await Test.Ledger.Sessions.RecordWorkAsync(session.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_repository_that_is_gone_leaves_what_is_known()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;
        repository.Write("a.txt", "a");
        await RecordAsync(session.Id);
        repository.Delete();

        Assert.Equal((1, 0), await RecordAsync(session.Id));
    }

    [Fact]
    public async Task One_that_has_ended_or_is_not_there_gets_nothing()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;
        await Test.EndAsync(session.Id);
        repository.Write("a.txt", "a");

        Assert.Null(await Test.Ledger.Sessions.RecordWorkAsync(session.Id, TestContext.Current.CancellationToken));
        Assert.Null(await Test.Ledger.Sessions.RecordWorkAsync(99, TestContext.Current.CancellationToken));
        Assert.Null(Test.Ledger.Sessions.RecordFiles(session.Id, [new("a.txt", FileChangeType.Created)], complete: false));
        Assert.Empty(Files(session.Id));
    }

    [Fact]
    public async Task One_that_another_process_ends_meanwhile_gets_nothing()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;
        var slow = Interrupted(() =>
        {
            Test.EndAsync(session.Id).GetAwaiter().GetResult();
            repository.Write("late.txt", "late");
        });

        Assert.Null(await slow.Sessions.RecordWorkAsync(session.Id, TestContext.Current.CancellationToken));
        Assert.Empty(Files(session.Id));
    }

    private async Task<(long Files, long Commits)> RecordAsync(long id)
    {
        var session = await Test.Ledger.Sessions.RecordWorkAsync(id);
        Assert.Equal(Test.Session(id), session);
        return (session!.FilesChanged, session.Commits);
    }
}
