using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Sessions;

/// <summary>Ending what was forgotten.</summary>
public sealed class RecoverTests : SessionTest
{
    private static readonly TimeSpan _day = TimeSpan.FromHours(24);

    [Fact]
    public async Task What_started_longer_ago_is_ended_and_what_did_not_goes_on()
    {
        var old = Test.Start(Test.NewFolder("a"));
        Test.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var young = Test.Start(Test.NewFolder("b"));
        Test.Clock.Advance(_day);

        var recovered = await RecoverAsync(_day);

        Assert.Equal([old.Id], recovered.Select(session => session.Id));
        Assert.Equal((SessionPhase.Completed, SessionPhase.Active), (Test.Session(old.Id).Status, Test.Session(young.Id).Status));
        Assert.Empty(await RecoverAsync(_day));
    }

    [Fact]
    public async Task It_ends_at_its_last_activity()
    {
        var session = Test.Start();
        Test.Clock.Advance(TimeSpan.FromHours(1));
        AddCall(session.Id);
        Test.Clock.Advance(TimeSpan.FromHours(1));
        Test.Ledger.Notes.Add(session.Id, "last");
        Test.Clock.Advance(_day);

        var recovered = Assert.Single(await RecoverAsync(_day));

        Assert.Equal((TestLedger.Noon.AddHours(2), TimeSpan.FromHours(2)), (recovered.EndTime, recovered.Duration));
        Assert.Equal(Test.Session(session.Id), recovered);
    }

    [Fact]
    public async Task One_without_any_activity_ends_at_its_start()
    {
        Test.Start();
        Test.Clock.Advance(TimeSpan.FromDays(3));

        var recovered = Assert.Single(await RecoverAsync(_day));

        Assert.Equal((TestLedger.Noon, TimeSpan.Zero), (recovered.EndTime, recovered.Duration));
    }

    [Fact]
    public async Task Its_commits_are_recorded_and_are_activity()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;
        Test.Clock.Advance(TimeSpan.FromHours(5));
        repository.Commit("Second", "a.txt");
        Test.Clock.Advance(_day);

        var recovered = Assert.Single(await RecoverAsync(_day));

        Assert.Equal((1, 1), (recovered.Commits, recovered.FilesChanged));
        Assert.Equal((TestLedger.Noon.AddHours(5), TimeSpan.FromHours(5)), (recovered.EndTime, recovered.Duration));
    }

    [Theory]
    [InlineData(null, " [auto-recovered: stale session]")]
    [InlineData("half done", "half done [auto-recovered: stale session]")]
    public async Task Its_notes_say_so(string? notes, string after)
    {
        var session = Test.Start();
        Test.Sql.Execute("UPDATE sessions SET notes = $2 WHERE id = $1", session.Id, notes);
        Test.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(after, Assert.Single(await RecoverAsync(_day)).Notes);
    }

    [Fact]
    public async Task A_repository_that_is_gone_is_no_hindrance()
    {
        var repository = GitRepository.Create(Test);
        await Test.StartAsync(repository.Root);
        Test.Start();
        repository.Delete();
        Test.Clock.Advance(TimeSpan.FromDays(2));

        var recovered = await Test.Ledger.Sessions.RecoverAsync(_day, TestContext.Current.CancellationToken);

        Assert.Equal(2, recovered.Count);
        Assert.NotNull(recovered[0].Warning);
        Assert.Null(recovered[1].Warning);
    }

    [Fact]
    public async Task One_that_somebody_else_ends_meanwhile_is_theirs()
    {
        var repository = GitRepository.Create(Test);
        var session = (await Test.StartAsync(repository.Root)).Session;
        Test.Clock.Advance(TimeSpan.FromDays(2));
        var slow = Interrupted(() => Test.EndAsync(session.Id, "theirs").GetAwaiter().GetResult());

        Assert.Empty(await slow.Sessions.RecoverAsync(_day, TestContext.Current.CancellationToken));
        Assert.Equal("theirs", Test.Session(session.Id).Notes);
    }

    [Fact]
    public async Task An_age_of_nothing_ends_all_that_started_before_now()
    {
        Test.Start();
        Test.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Single(await RecoverAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task An_age_beyond_all_time_ends_nothing()
    {
        Test.Start();

        Assert.Empty(await RecoverAsync(TimeSpan.MaxValue));
    }

    private async Task<IEnumerable<Session>> RecoverAsync(TimeSpan age) =>
        (await Test.Ledger.Sessions.RecoverAsync(age)).Select(ended => ended.Session);
}
