namespace Codesession.Core.Tests.Sessions;

/// <summary>Removing a session.</summary>
public sealed class RemoveTests : SessionTest
{
    [Fact]
    public async Task Everything_of_it_goes_and_nothing_of_others()
    {
        var repository = GitRepository.Create(Test);
        repository.Write("dirty.txt", "before the start");
        var removed = (await Test.StartAsync(repository.Root)).Session;
        var kept = Test.Start();
        foreach (var session in (Session[])[removed, kept])
        {
            AddCall(session.Id);
            Test.Ledger.Notes.Add(session.Id, "note");
            Test.Ledger.Sessions.RecordFiles(session.Id, [new("a.txt", FileChangeType.Created)], complete: false);
        }
        repository.Commit("Second", "b.txt");
        await Test.EndAsync(removed.Id);
        var expected = Test.Session(removed.Id);
        Assert.Equal(1, Test.Sql.Number("SELECT count(*) FROM session_baseline"));

        Assert.Equal(expected, Test.Ledger.Sessions.Remove(removed.Id));

        Assert.Equal([Test.Session(kept.Id)], Test.Ledger.Sessions.List());
        foreach (var table in (string[])["ai_usage", "session_notes", "file_changes", "commits", "session_baseline"])
            Assert.Equal(0, Test.Sql.Number($"SELECT count(*) FROM {table} WHERE session_id = $1", removed.Id));
        Assert.Equal((1, 1), (Test.Session(kept.Id).AiCalls, Test.Ledger.Notes.Of(kept.Id).Count()));
        Assert.Empty(Test.Sql.Rows("PRAGMA foreign_key_check"));
    }

    [Fact]
    public void Its_number_is_not_given_again()
    {
        var removed = Test.Start();
        Test.Ledger.Sessions.Remove(removed.Id);

        Assert.Equal(removed.Id + 1, Test.Start().Id);
    }

    [Fact]
    public void One_that_does_not_exist_is_not_found()
    {
        var error = Assert.Throws<CodesessionException>(() => Test.Ledger.Sessions.Remove(99));

        Assert.Equal((ErrorCode.SessionNotFound, 99L), (error.Code, error.Subject));
    }
}
