namespace Codesession.Core.Tests.Sessions;

/// <summary>Which sessions a query finds.</summary>
public sealed class ListTests : SessionTest
{
    [Fact]
    public async Task The_newest_come_first_and_can_be_paged()
    {
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(Test.Start(Test.NewFolder($"f{i}")).Id);
            Test.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        await Test.EndAsync(ids[4]);
        ids.Reverse();

        Assert.Equal(ids, Found(new()));
        Assert.Equal(ids[1..3], Found(new() { Skip = 1, Limit = 2 }));
        Assert.Equal(ids[4..], Found(new() { Skip = 4 }));
        Assert.Empty(Found(new() { Skip = 5 }));
        Assert.Empty(Found(new() { Limit = 0 }));
    }

    [Fact]
    public async Task Each_condition_narrows_and_together_they_narrow_further()
    {
        var first = Test.Start(Test.NewFolder("a"));
        await Test.EndAsync(first.Id);
        Test.Clock.Advance(TimeSpan.FromHours(1));
        var second = Test.Start(Test.NewFolder("a"));
        var third = Test.Start(Test.NewFolder("b"));

        Assert.Equal([first.Id], Found(new() { State = SessionPhase.Completed }));
        Assert.Equal([third.Id, second.Id], Found(new() { State = SessionPhase.Active }));
        Assert.Equal([second.Id, first.Id], Found(new() { Scope = first.WorkingDirectory }));
        Assert.Equal([third.Id, second.Id], Found(new() { After = second.StartTime }));
        Assert.Equal([first.Id], Found(new() { Before = second.StartTime }));
        Assert.Equal([second.Id], Found(new() { Scope = first.WorkingDirectory, State = SessionPhase.Active, After = first.StartTime }));
    }

    [Fact]
    public void Records_are_found_over_all_sessions_or_in_one_and_paged()
    {
        var one = Test.Start(Test.NewFolder("a")).Id;
        var other = Test.Start(Test.NewFolder("b")).Id;
        var notes = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            notes.Add(Test.Ledger.Notes.Add(i % 2 == 0 ? one : other, $"note {i}").Id);
            AddCall(i % 2 == 0 ? one : other, model: $"m{i}");
            Test.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var half = Test.Clock.GetUtcNow() - TimeSpan.FromMinutes(2);

        Assert.Equal(notes, Notes(new()));
        Assert.Equal([notes[1], notes[3]], Notes(new() { SessionId = other }));
        Assert.Equal(notes[2..], Notes(new() { After = half }));
        Assert.Equal(notes[..2], Notes(new() { Before = half }));
        Assert.Equal([notes[1]], Notes(new() { Skip = 1, Limit = 1 }));
        Assert.Equal(["m2"], Test.Ledger.Usage.List(new() { SessionId = one, Skip = 1 }).Select(call => call.Model));
        Assert.Equal(["m0", "m1"], Test.Ledger.Usage.List(new() { Limit = 2 }).Select(call => call.Model));
    }

    private IEnumerable<long> Found(SessionQuery query) => Test.Ledger.Sessions.List(query).Select(session => session.Id);

    private IEnumerable<long> Notes(RecordQuery query) => Test.Ledger.Notes.List(query).Select(note => note.Id);
}
