namespace Codesession.Core.Tests.Sessions;

/// <summary>Another name or note for a session.</summary>
public sealed class ChangeTests : SessionTest
{
    [Fact]
    public async Task What_is_given_changes_and_the_rest_stays()
    {
        var session = Test.Start();
        await Test.EndAsync(session.Id, "done");

        Assert.Equal(("better", "done"), Changed(session.Id, "better", null));
        Assert.Equal(("better", "well done"), Changed(session.Id, null, "well done"));
        Assert.Equal(("better", null), Changed(session.Id, null, ""));
    }

    [Fact]
    public async Task A_note_given_early_is_kept_at_the_end()
    {
        var session = Test.Start();
        Changed(session.Id, null, "early");

        Assert.Equal("early", (await Test.EndAsync(session.Id)).Session.Notes);
    }

    [Fact]
    public async Task Empty_and_endless_texts_and_unknown_sessions_are_refused()
    {
        var session = Test.Start();

        await RefusedAsync(ErrorCode.InvalidInput, () => Task.FromResult(Changed(session.Id, " ", null)));
        await RefusedAsync(ErrorCode.InvalidInput, () => Task.FromResult(Changed(session.Id, new string('x', 501), null)));
        await RefusedAsync(ErrorCode.SessionNotFound, () => Task.FromResult(Changed(99, "x", null)));
        Assert.Equal(session, Test.Session(session.Id));
    }

    private (string Name, string? Notes) Changed(long id, string? name, string? note)
    {
        var session = Test.Ledger.Sessions.Change(id, name, note);
        return (session.Name, session.Notes);
    }
}
