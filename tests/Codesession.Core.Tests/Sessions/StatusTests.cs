namespace Codesession.Core.Tests.Sessions;

/// <summary>What a session has come to by now.</summary>
public sealed class StatusTests : SessionTest
{
    [Fact]
    public async Task It_has_the_time_by_now_and_its_sums_by_model()
    {
        var session = Test.Start();
        AddCall(session.Id, model: "cheap", cost: 0.1m);
        AddCall(session.Id, model: "dear", cost: 2);
        AddCall(session.Id, model: "dear", cost: null);
        Test.Clock.Advance(TimeSpan.FromMinutes(5));

        var status = Test.Ledger.Sessions.Status(session.Id);

        Assert.Equal((session.Id, TimeSpan.FromMinutes(5), 2.1m, 1), (status.Id, status.LiveDuration, status.AiCost, status.UnpricedCalls));
        Assert.Equal([("dear", 2, 2m, 1), ("cheap", 1, 0.1m, 0)], status.Models.Select(model => (model.Key, model.Calls, model.Cost, model.UnpricedCalls)));

        await Test.EndAsync(session.Id);
        Test.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.FromMinutes(5), Test.Ledger.Sessions.Status(session.Id).LiveDuration);
        await RefusedAsync(ErrorCode.SessionNotFound, () => Task.FromResult(Test.Ledger.Sessions.Status(99)));
    }

    [Fact]
    public void A_clock_that_was_set_back_gives_no_negative_time() =>
        Assert.Equal(TimeSpan.Zero, Test.Start().DurationAt(Test.Clock.GetUtcNow().AddHours(-1)));

    [Fact]
    public async Task The_active_one_of_a_folder_is_of_no_other_folder()
    {
        var session = Test.Start();

        Assert.Equal(session, Test.Ledger.Sessions.ActiveIn(Test.Work));
        var error = await RefusedAsync(ErrorCode.NoActiveSession, () => Task.FromResult(Test.Ledger.Sessions.ActiveIn(Test.Folder)));
        Assert.Equal(Test.Folder, error.Subject);
    }
}
