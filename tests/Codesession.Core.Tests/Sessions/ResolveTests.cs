namespace Codesession.Core.Tests.Sessions;

/// <summary>Which session a command means.</summary>
public sealed class ResolveTests : SessionTest
{
    [Fact]
    public void The_one_that_is_named_goes_first()
    {
        var named = Test.Start(Test.NewFolder("a"));
        var inherited = Test.Start(Test.NewFolder("b"));
        Test.Start();

        Assert.Equal(named.Id, Resolve(id: named.Id, inherited: inherited.Id));
    }

    [Fact]
    public async Task One_that_is_named_and_not_active_is_not_found()
    {
        var ended = Test.Start();
        await Test.EndAsync(ended.Id);
        Test.Start();

        foreach (var id in (long[])[ended.Id, 99, 0, -1, long.MaxValue])
        {
            var error = Assert.Throws<CodesessionException>(() => Resolve(id));
            Assert.Equal((ErrorCode.SessionNotFound, id), (error.Code, error.Subject));
            Assert.Equal([new("id", id)], error.Details);
        }
    }

    [Fact]
    public void The_one_under_which_the_caller_runs_goes_before_the_scope()
    {
        var inherited = Test.Start(Test.NewFolder("b"), SessionOrigin.Run);
        Test.Start();

        Assert.Equal(inherited.Id, Resolve(inherited: inherited.Id));
    }

    [Fact]
    public async Task One_under_which_the_caller_ran_and_that_has_ended_is_passed_over()
    {
        var ended = Test.Start(Test.NewFolder("b"), SessionOrigin.Run);
        await Test.EndAsync(ended.Id);
        var here = Test.Start();

        Assert.Equal(here.Id, Resolve(inherited: ended.Id));
        Assert.Equal(here.Id, Resolve(inherited: 99));
    }

    [Fact]
    public void The_scope_goes_before_newer_ones_elsewhere()
    {
        var here = Test.Start();
        Test.Start(Test.NewFolder("elsewhere"));

        Assert.Equal(here.Id, Resolve());
    }

    [Fact]
    public async Task A_folder_inside_a_repository_means_the_repository()
    {
        var repository = GitRepository.Create(Test);
        Directory.CreateDirectory(repository.FullPath("src"));
        var session = (await Test.StartAsync(repository.Root)).Session;
        Test.Start();

        Assert.Equal(session.Id, Test.Ledger.Sessions.Resolve(new() { Folder = repository.FullPath("src") }).Id);
    }

    [Fact]
    public void The_newest_of_the_scope_is_meant()
    {
        var original = new Storage.OriginalTool(Test.DatabasePath);
        _ = Test.Ledger;
        original.Start("one", Test.Work);
        var newest = original.Start("two", Test.Work);

        Assert.Equal(newest, Resolve());
    }

    [Fact]
    public void One_that_somebody_started_goes_before_one_that_is_addressed_by_its_id()
    {
        var started = Test.Start();
        var run = Test.Start(origin: SessionOrigin.Run);

        Assert.Equal(started.Id, Resolve());
        Test.Ledger.Sessions.Remove(started.Id);
        Assert.Equal(run.Id, Resolve());
    }

    [Fact]
    public void Without_one_in_the_scope_the_newest_anywhere_is_meant()
    {
        Test.Start(Test.NewFolder("a"));
        var newest = Test.Start(Test.NewFolder("b"));

        Assert.Equal(newest.Id, Resolve());
    }

    [Fact]
    public async Task Without_any_there_is_none()
    {
        Assert.Equal(ErrorCode.NoActiveSession, Assert.Throws<CodesessionException>(() => Resolve()).Code);
        await Test.EndAsync(Test.Start().Id);
        Assert.Equal(ErrorCode.NoActiveSession, Assert.Throws<CodesessionException>(() => Resolve(inherited: 1)).Code);
    }

    [Fact]
    public void Sessions_are_listed_newest_first_as_many_as_wanted()
    {
        for (var i = 0; i < 5; i++)
        {
            Test.Start(origin: SessionOrigin.Run);
            Test.Clock.Advance(TimeSpan.FromMinutes(i % 2));
        }

        Assert.Equal([5, 4, 3, 2, 1], Test.Ledger.Sessions.List().Select(session => session.Id));
        Assert.Equal([5, 4], Test.Ledger.Sessions.List(2).Select(session => session.Id));
        Assert.Empty(Test.Ledger.Sessions.List(0));
        Assert.Equal(5, Test.Ledger.Sessions.Newest()!.Id);
        Assert.Null(Test.Ledger.Sessions.Find(6));
    }

    [Fact]
    public void A_listing_that_is_broken_off_holds_nothing()
    {
        for (var i = 0; i < 3; i++) Test.Start(origin: SessionOrigin.Run);

        foreach (var session in Test.Ledger.Sessions.List())
        {
            Test.Ledger.Sessions.Remove(session.Id);
            break;
        }

        Assert.Equal([2, 1], Test.Ledger.Sessions.List().Select(session => session.Id));
        using var other = Test.Open(options => options with { BusyTimeout = TimeSpan.FromMilliseconds(50) });
        Assert.Equal(2, other.Sessions.Remove(2).Id);
    }

    private long Resolve(long? id = null, long? inherited = null) =>
        Test.Ledger.Sessions.Resolve(new() { Id = id, Inherited = inherited, Folder = Test.Work }).Id;
}
