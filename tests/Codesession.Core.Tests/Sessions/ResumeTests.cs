namespace Codesession.Core.Tests.Sessions;

/// <summary>Going on with a session that had ended.</summary>
public sealed class ResumeTests : SessionTest
{
    [Fact]
    public async Task It_goes_on_from_its_first_start()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;
        repository.Commit("First", "a.txt");
        Test.Clock.Advance(TimeSpan.FromMinutes(5));
        await Test.EndAsync(session.Id, "half of it");
        Test.Clock.Advance(TimeSpan.FromMinutes(5));

        var resumed = Test.Ledger.Sessions.Resume(session.Id);
        Assert.Equal((SessionPhase.Active, null, null, "half of it"), (resumed.Status, resumed.EndTime, resumed.Duration, resumed.Notes));
        Assert.Equal(0, Test.Ledger.Reports.Stats().TotalSessions);

        repository.Commit("Second", "b.txt");
        Test.Clock.Advance(TimeSpan.FromMinutes(5));
        var ended = (await Test.EndAsync(session.Id)).Session;
        Assert.Equal((TimeSpan.FromMinutes(15), 2, 2, "half of it"), (ended.Duration, ended.Commits, ended.FilesChanged, ended.Notes));
        Assert.Equal(1, Test.Ledger.Reports.Stats().TotalSessions);
    }

    [Fact]
    public void One_that_is_active_is_answered_as_it_is()
    {
        var session = Test.Start();

        Assert.Equal(session, Test.Ledger.Sessions.Resume(session.Id));
    }

    [Fact]
    public async Task It_is_refused_where_its_scope_has_another_one()
    {
        var session = Test.Start();
        await Test.EndAsync(session.Id);
        var other = Test.Start();

        var error = await RefusedAsync(ErrorCode.SessionActive, () => Task.FromResult(Test.Ledger.Sessions.Resume(session.Id)));

        Assert.Equal(other.Id, error.Subject);
        Assert.Equal(SessionPhase.Completed, Test.Session(session.Id).Status);
    }

    [Fact]
    public Task An_unknown_one_is_not_found() =>
        RefusedAsync(ErrorCode.SessionNotFound, () => Task.FromResult(Test.Ledger.Sessions.Resume(99)));
}
