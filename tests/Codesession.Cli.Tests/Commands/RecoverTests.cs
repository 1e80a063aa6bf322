namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs recover</c>.</summary>
public sealed class RecoverTests : CsTest
{
    [Fact]
    public async Task Recover_ends_the_sessions_that_started_more_than_24_hours_ago()
    {
        var old = await Start(Cs.In(RepoWithCommit("old").Folder), "old");
        var young = await Start(Cs.In(RepoWithCommit("young").Folder), "young");
        using (var ledger = Cs.OpenLedger())
        {
            ledger.SetBack(old, TimeSpan.FromHours(24.1));
            ledger.SetBack(young, TimeSpan.FromHours(23.9));
        }

        var answer = await Cs.Json("recover");

        answer.IsAnswerOf("recovered", "sessions");
        Assert.Equal(1, answer.Whole("recovered"));
        var recovered = Assert.Single(answer.List("sessions"));
        Assert.Equal(["id", "name", "startTime"], recovered.Keys());
        Assert.Equal(old, recovered.Whole("id"));
        Assert.Equal("old", recovered.Text("name"));
        recovered.Time("startTime");
        Assert.Equal("completed", (await Cs.Json("show", $"{old}")).Text("status"));
        Assert.Equal("active", (await Cs.Json("show", $"{young}")).Text("status"));
    }

    [Fact]
    public async Task The_end_is_the_last_activity_and_the_notes_say_what_happened()
    {
        var id = await Start(Cs);
        var start = DateTimeOffset.UtcNow.AddDays(-3);
        await Log(Cs, 5);
        await Cs.Json("note", "text");
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("UPDATE sessions SET start_time = $1, notes = 'half done' WHERE id = $2", Sql.Time(start), id);
            ledger.Execute("UPDATE ai_usage SET timestamp = $1", Sql.Time(start.AddMinutes(30)));
            ledger.Execute("UPDATE session_notes SET timestamp = $1", Sql.Time(start.AddMinutes(20)));
        }

        await Cs.Json("recover");

        var session = await Cs.Json("show", $"{id}");
        Assert.Equal("half done [auto-recovered: stale session]", session.Text("notes"));
        Assert.Equal(Sql.Time(start.AddMinutes(30)), session.Text("endTime"));
        Assert.Equal(1800, session.Whole("duration"));
    }

    [Fact]
    public async Task A_session_without_activity_ends_where_it_began()
    {
        var id = await Start(Cs);
        using (var ledger = Cs.OpenLedger())
        {
            ledger.SetBack(id, TimeSpan.FromDays(2));
        }

        await Cs.Json("recover");

        var session = await Cs.Json("show", $"{id}");
        Assert.Equal(session.Text("startTime"), session.Text("endTime"));
        Assert.Equal(0, session.Whole("duration"));
        Assert.Equal(" [auto-recovered: stale session]", session.Text("notes"));
    }

    [Fact]
    public async Task Its_git_changes_are_recorded()
    {
        var repo = RepoWithCommit();
        var id = await Start(Cs.In(repo.Folder));
        repo.Write("new.txt", "new");
        repo.Commit("Second");
        using (var ledger = Cs.OpenLedger())
        {
            ledger.SetBack(id, TimeSpan.FromDays(2));
        }

        await Cs.Json("recover");

        var session = await Cs.Json("show", $"{id}", "--files", "--commits");
        Assert.Equal("Second", Assert.Single(session.List("commits")).Text("message"));
        Assert.Equal("new.txt", Assert.Single(session.List("files")).Text("filePath"));
    }

    [Fact]
    public async Task The_age_can_be_told()
    {
        var id = await Start(Cs);
        using (var ledger = Cs.OpenLedger())
        {
            ledger.SetBack(id, TimeSpan.FromHours(2));
        }

        Assert.Equal(0, (await Cs.Json("recover", "--max-age", "3")).Whole("recovered"));
        Assert.Equal(1, (await Cs.Json("recover", "--max-age", "1.5")).Whole("recovered"));
        Assert.Equal(0, (await Cs.Json("recover", "--max-age", "1.5")).Whole("recovered"));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("day")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e308")]
    public async Task An_age_that_is_none_is_refused(string age) => await Cs.Fails("invalid_input", "recover", "--max-age", age);
}
