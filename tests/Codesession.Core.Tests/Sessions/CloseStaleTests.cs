using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Sessions;

/// <summary>Starting with the sessions ended that are in the way or forgotten.</summary>
public sealed class CloseStaleTests : SessionTest
{
    [Fact]
    public async Task The_session_of_the_scope_is_ended_with_a_note()
    {
        var repository = GitRepository.Create(Test);
        var old = (await Test.StartAsync(repository.Root, "Old")).Session;
        Test.Clock.Advance(TimeSpan.FromMinutes(5));
        repository.Commit("Second", "a.txt");

        var started = await Test.StartAsync(repository.Root, "New", closeStale: true);

        var closed = Assert.Single(started.Closed);
        Assert.Equal(Test.Session(old.Id), closed);
        Assert.Equal((SessionPhase.Completed, "Auto-closed by new session \"New\"", TimeSpan.FromMinutes(5)),
            (closed.Status, closed.Notes, closed.Duration));
        Assert.Equal((1, 1), (closed.Commits, closed.FilesChanged));
        Assert.Equal(("New", SessionPhase.Active, 0), (started.Session.Name, started.Session.Status, started.Session.Commits));
    }

    [Fact]
    public async Task Every_session_that_the_original_left_in_the_scope_is_ended()
    {
        _ = Test.Ledger;
        var original = new OriginalTool(Test.DatabasePath);
        original.Start("one", Test.Work);
        original.Start("two", Test.Work);

        Assert.Equal(["one", "two"], (await Test.StartAsync(Test.Work, closeStale: true)).Closed.Select(session => session.Name));
    }

    [Fact]
    public async Task Work_that_goes_on_elsewhere_is_left_alone()
    {
        var elsewhere = (await Test.StartAsync(Test.NewFolder("elsewhere"))).Session;
        Test.Clock.Advance(TimeSpan.FromHours(12));

        Assert.Empty((await Test.StartAsync(Test.Work, closeStale: true)).Closed);
        Assert.Equal(SessionPhase.Active, Test.Session(elsewhere.Id).Status);
    }

    [Fact]
    public async Task What_saw_no_activity_for_12_hours_elsewhere_is_ended_at_its_last_activity()
    {
        var elsewhere = (await Test.StartAsync(Test.NewFolder("elsewhere"))).Session;
        Test.Clock.Advance(TimeSpan.FromHours(1));
        Test.Ledger.Notes.Add(elsewhere.Id, "still there");
        Test.Clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromMilliseconds(1));

        var closed = Assert.Single((await Test.StartAsync(Test.Work, closeStale: true)).Closed);

        Assert.Equal((elsewhere.Id, TestLedger.Noon.AddHours(1), TimeSpan.FromHours(1)), (closed.Id, closed.EndTime, closed.Duration));
    }

    [Theory]
    [InlineData("note")]
    [InlineData("call")]
    [InlineData("file")]
    public async Task Any_activity_keeps_a_session_from_being_stale(string activity)
    {
        var elsewhere = (await Test.StartAsync(Test.NewFolder("elsewhere"))).Session;
        Test.Clock.Advance(TimeSpan.FromHours(11));
        if (activity == "note") Test.Ledger.Notes.Add(elsewhere.Id, "still there");
        else if (activity == "call") AddCall(elsewhere.Id);
        else Test.Ledger.Sessions.RecordFiles(elsewhere.Id, [new("a.txt", FileChangeType.Created)], complete: false);
        Test.Clock.Advance(TimeSpan.FromHours(11));

        Assert.Empty((await Test.StartAsync(Test.Work, closeStale: true)).Closed);
    }

    [Theory]
    [InlineData(SessionOrigin.Run)]
    [InlineData(SessionOrigin.Proxy)]
    [InlineData(SessionOrigin.Hook)]
    public async Task One_that_is_addressed_by_its_id_goes_on_in_the_scope(SessionOrigin origin)
    {
        var run = (await Test.StartAsync(Test.Work, origin: origin)).Session;

        Assert.Empty((await Test.StartAsync(Test.Work, closeStale: true)).Closed);
        Assert.Equal(SessionPhase.Active, Test.Session(run.Id).Status);
    }

    [Fact]
    public async Task Resume_comes_before_closing()
    {
        var first = (await Test.StartAsync(Test.Work)).Session;

        var resumed = await Test.StartAsync(Test.Work, resume: true, closeStale: true);

        Assert.Equal((true, first.Id), (resumed.Resumed, resumed.Session.Id));
        Assert.Equal(SessionPhase.Active, Test.Session(first.Id).Status);
    }

    [Fact]
    public async Task One_that_another_process_has_ended_meanwhile_is_theirs()
    {
        var repository = GitRepository.Create(Test);
        var old = (await Test.StartAsync(repository.Root)).Session;
        var ledger = Interrupted(() => Test.EndAsync(old.Id, "theirs").GetAwaiter().GetResult());

        var started = await ledger.Sessions.StartAsync(
            new() { Name = "New", Folder = repository.Root, CloseStale = true }, TestContext.Current.CancellationToken);

        Assert.Empty(started.Closed);
        Assert.Equal("theirs", Test.Session(old.Id).Notes);
    }
}
