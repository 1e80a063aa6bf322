using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Sessions;

/// <summary>Timestamped notes.</summary>
public sealed class NotesTests : SessionTest
{
    [Fact]
    public void They_are_listed_in_their_order()
    {
        var session = Test.Start();
        Test.Clock.Advance(TimeSpan.FromTicks(1_234)); // the ledger keeps milliseconds
        var first = Test.Ledger.Notes.Add(session.Id, "first");
        Test.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = Test.Ledger.Notes.Add(session.Id, "Größe 📦\n\"quoted\"");

        Assert.Equal([first, second], Test.Ledger.Notes.Of(session.Id));
        Assert.Equal((session.Id, TestLedger.Noon.AddSeconds(1)), (second.SessionId, second.Timestamp));
    }

    [Fact]
    public void Text_at_the_limit_is_kept_and_beyond_it_is_refused()
    {
        var session = Test.Start();

        Test.Ledger.Notes.Add(session.Id, new string('n', 1_000_000));

        Assert.Equal(1_000_000, Assert.Single(Test.Ledger.Notes.Of(session.Id)).Message.Length);
        foreach (var wrong in (string[])["", " \n", new('n', 1_000_001)])
            Assert.Equal(ErrorCode.InvalidInput, Assert.Throws<CodesessionException>(() => Test.Ledger.Notes.Add(session.Id, wrong)).Code);
        Assert.Single(Test.Ledger.Notes.Of(session.Id));
    }

    [Fact]
    public async Task A_session_that_is_not_active_takes_none()
    {
        var session = Test.Start();
        await Test.EndAsync(session.Id);

        foreach (var id in (long[])[session.Id, 99])
            Assert.Equal(ErrorCode.SessionNotFound, Assert.Throws<CodesessionException>(() => Test.Ledger.Notes.Add(id, "late")).Code);
    }

    [Fact]
    public void One_can_be_removed_once()
    {
        var session = Test.Start();
        var note = Test.Ledger.Notes.Add(session.Id, "note");
        var other = Test.Ledger.Notes.Add(session.Id, "other");

        Assert.Equal(note, Test.Ledger.Notes.Remove(note.Id));

        Assert.Equal([other], Test.Ledger.Notes.Of(session.Id));
        var error = Assert.Throws<CodesessionException>(() => Test.Ledger.Notes.Remove(note.Id));
        Assert.Equal((ErrorCode.NoteNotFound, note.Id), (error.Code, error.Subject));
    }
}
