using System.Text.Json;

namespace Codesession.Cli.Tests.Commands;

/// <summary>The objects that status, show and list answer with.</summary>
public sealed class SessionObjectTests : CsTest
{
    [Fact]
    public async Task Status_is_the_session_with_its_notes_its_time_so_far_and_its_calls()
    {
        var id = await Start(Cs, "work");
        await Cs.Json(
            "log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "--prompt-tokens", "10", "--completion-tokens", "2", "--agent", "a");
        await Cs.Json("note", "first");

        var status = await Cs.Json("status");

        Assert.Equal([.. JsonShape.Session, "annotations", "liveDuration", "liveDurationFormatted", "aiUsage"], status.Keys());
        status.HasVersion();
        Assert.Equal(id, status.Whole("id"));
        Assert.Equal("work", status.Text("name"));
        Assert.Equal("active", status.Text("status"));
        Assert.InRange(status.Time("startTime"), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
        Assert.All((string[])["endTime", "duration", "durationFormatted", "gitRoot", "notes"], key => Assert.True(status.IsNull(key), key));
        Assert.Equal(Cs.Folder, status.Text("workingDirectory"));
        Assert.Equal(0, status.Whole("filesChanged"));
        Assert.Equal(0, status.Whole("commits"));
        Assert.Equal(12, status.Whole("aiTokens"));
        Assert.Equal(0.00006m, status.Dollars("aiCost"));
        Assert.InRange(status.Whole("liveDuration"), 0, 300);
        Assert.Equal(JsonShape.Note, Assert.Single(status.List("annotations")).Keys());
        var call = Assert.Single(status.List("aiUsage"));
        call.HasInOrder(JsonShape.AiUsage);
        Assert.Equal(1, call.Whole("id"));
        Assert.Equal(id, call.Whole("sessionId"));
        Assert.Equal("anthropic", call.Text("provider"));
        Assert.Equal("claude-sonnet-4", call.Text("model"));
        Assert.Equal(12, call.Whole("tokens"));
        Assert.Equal(10, call.Whole("promptTokens"));
        Assert.Equal(2, call.Whole("completionTokens"));
        Assert.Equal(0.00006m, call.Dollars("cost"));
        Assert.Equal("a", call.Text("agentName"));
        call.Time("timestamp");
    }

    [Fact]
    public async Task Brief_status_leaves_out_the_calls_and_nothing_else()
    {
        await Start(Cs);
        await Log(Cs, 7);

        var status = await Cs.Json("status", "--brief");

        Assert.Equal([.. JsonShape.Session, "annotations", "liveDuration", "liveDurationFormatted"], status.Keys());
        Assert.Equal(7, status.Whole("aiTokens"));
    }

    [Theory]
    [InlineData(30, "30s")]
    [InlineData(14 * 60, "14m")]
    [InlineData((2 * 3600) + (5 * 60), "2h 5m")]
    public async Task A_duration_is_told_in_seconds_and_for_people(int seconds, string text)
    {
        var id = await Start(Cs);
        using (var ledger = Cs.OpenLedger())
        {
            var start = DateTimeOffset.UtcNow.AddDays(-1);
            ledger.Execute("UPDATE sessions SET start_time = $1, end_time = $2, duration = $3, status = 'completed' WHERE id = $4",
                Sql.Time(start), Sql.Time(start.AddSeconds(seconds)), seconds, id);
        }

        var session = await Cs.Json("show");

        Assert.Equal(seconds, session.Whole("duration"));
        Assert.Equal(text, session.Text("durationFormatted"));
    }

    [Fact]
    public async Task Show_is_the_newest_session_or_the_one_of_that_id()
    {
        var first = await Start(Cs, "first");
        await Cs.Json("end", "-n", "done");
        await Start(Cs, "second");

        var newest = await Cs.Json("show");
        var named = await Cs.Json("show", $"{first}");

        Assert.Equal([.. JsonShape.Session, "aiUsage", "annotations"], newest.Keys());
        newest.HasVersion();
        Assert.Equal("second", newest.Text("name"));
        Assert.Equal("first", named.Text("name"));
        Assert.Equal("completed", named.Text("status"));
        Assert.Equal("done", named.Text("notes"));
        Assert.True(named.Time("endTime") >= named.Time("startTime"));
        Assert.Equal(JsonValueKind.Number, named.GetProperty("commits").ValueKind);
    }

    [Fact]
    public async Task Show_has_files_and_commits_where_they_are_asked_for()
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        await Start(cs);
        repo.Write("new.txt", "new");
        var commit = repo.Commit("Add a file");
        await cs.Json("end");

        Assert.Equal(1, (await cs.Json("show")).Whole("commits"));
        var shown = await cs.Json("show", "--files", "--commits");

        shown.HasInOrder(JsonShape.Session);
        Assert.Equal(["aiUsage", "annotations", "branch", "files"], shown.Keys().Except(JsonShape.Session).Order(StringComparer.Ordinal));
        var file = Assert.Single(shown.List("files"));
        Assert.Equal(JsonShape.File, file.Keys());
        Assert.Equal("new.txt", file.Text("filePath"));
        Assert.Equal("created", file.Text("changeType"));
        file.Time("timestamp");
        var made = Assert.Single(shown.List("commits"));
        Assert.Equal(JsonShape.Commit, made.Keys());
        Assert.Equal(commit[..7], made.Text("hash"));
        Assert.Equal("Add a file", made.Text("message"));
        made.Time("timestamp");
    }

    [Fact]
    public async Task Show_without_such_a_session_finds_none()
    {
        Assert.False((await Cs.Fails("session_not_found", "show")).Has("id"));
        Assert.Equal(42, (await Cs.Fails("session_not_found", "show", "42")).Whole("id"));
        Assert.False((await Cs.Fails("session_not_found", "show", "latest")).Has("id"));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("ls")]
    public async Task List_is_an_array_of_sessions_newest_first_ten_unless_told(string command)
    {
        await Start(Cs, "1");
        using (var ledger = Cs.OpenLedger())
        {
            for (var i = 2; i <= 12; i++)
            {
                ledger.Execute("INSERT INTO sessions (name, start_time, working_directory, status) VALUES ($1, $2, '/', 'completed')",
                    $"{i}", Sql.Time(DateTimeOffset.UtcNow.AddMinutes(i)));
            }
        }

        var ten = (await Cs.Json(command)).EnumerateArray().ToList();

        Assert.Equal(["12", "11", "10", "9", "8", "7", "6", "5", "4", "3"], ten.Select(session => session.Text("name")));
        Assert.All(ten, session => Assert.Equal(JsonShape.Session, session.Keys()));
        Assert.All(ten, session => session.HasVersion());
        Assert.Equal(["12", "11"], (await Cs.Json(command, "-l", "2")).EnumerateArray().Select(session => session.Text("name")));
        Assert.Equal(12, (await Cs.Json(command, "--limit", "100")).GetArrayLength());
    }

    [Fact]
    public async Task An_empty_ledger_lists_nothing() => Assert.Empty((await Cs.Json("list")).EnumerateArray());

    [Theory]
    [InlineData("some")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public async Task A_limit_that_is_none_is_refused(string limit)
    {
        await Cs.Fails("invalid_input", "list", "-l", limit);
        await Cs.Fails("invalid_input", "export", "-l", limit);
    }

    [Fact]
    public async Task A_call_without_a_price_has_a_null_cost_and_is_counted_apart()
    {
        var id = await Start(Cs);
        await Log(Cs, 5, "0.5");
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("""
                INSERT INTO ai_usage (session_id, provider, model, tokens, cost, timestamp, source)
                VALUES ($1, 'acme', 'house-model', 10, 0, $2, 'proxy')
                """, id, Sql.Time(DateTimeOffset.UtcNow));
        }

        var status = await Cs.Json("status");

        var call = status.List("aiUsage")[1];
        Assert.True(call.IsNull("cost"));
        Assert.True(call.Is("unpriced"));
        Assert.Equal(1, status.Whole("unpricedCalls"));
        Assert.Equal(15, status.Whole("aiTokens"));
        Assert.Equal(0.5m, status.Dollars("aiCost"));
        await Cs.Json("end");
        Assert.Equal(1, (await Cs.Json("stats")).Whole("unpricedCalls"));
    }
}
