using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Codesession.Cli.Tests.Mcp;

/// <summary>What tools answer to the official client.</summary>
public sealed class ToolTests : McpTest
{
    private static readonly string[] names =
    [
        "session_status", "start_session", "end_session", "log_ai_usage", "add_note", "get_stats", "list_sessions", "check_budget", "cost_report", "cost_of_commit",
    ];

    [Fact]
    public async Task All_are_listed_with_schemas_and_all_four_hints()
    {
        await using var client = await ConnectAsync(Cs);

        var tools = (await client.ListToolsAsync(cancellationToken: Cancel)).Select(tool => tool.ProtocolTool).ToList();

        Assert.Equal(names, tools.Select(tool => tool.Name));
        Assert.All(tools, tool =>
        {
            Assert.Equal("object", tool.InputSchema.Text("type"));
            Assert.Equal("object", tool.OutputSchema!.Value.Text("type"));
            var hints = tool.Annotations!;
            Assert.Equal((false, false), (hints.DestructiveHint, hints.OpenWorldHint));
            var changes = tool.Name is "start_session" or "end_session" or "log_ai_usage" or "add_note";
            Assert.Equal((!changes, !changes), (hints.ReadOnlyHint, hints.IdempotentHint));
        });
        Assert.False(File.Exists(Cs.LedgerPath));
    }

    [Fact]
    public async Task A_session_from_its_start_to_its_end()
    {
        var repo = RepoWithCommit();
        await using var client = await ConnectAsync(Cs.In(repo.Folder), "claude-code");

        var started = await CallAsync(client, "start_session", new { name = "fix größer", budget = 0.01 });
        Assert.Equal(["id", "name", "directory", "gitRoot", "started"], started.Keys().Take(5));
        Assert.Equal((repo.Root, repo.Root, "fix größer"), (started.Text("directory"), started.Text("gitRoot"), started.Text("name")));

        var logged = await CallAsync(client, "log_ai_usage", new { provider = "anthropic", model = "claude-sonnet-4-5", promptTokens = 1000, completionTokens = 100, requestId = "r1" });
        Assert.Equal(["provider", "model", "tokens", "promptTokens", "completionTokens", "cost", "agentName"], logged.GetProperty("logged").Keys());
        Assert.Equal((0.0045m, "Claude Code"), (logged.GetProperty("logged").Dollars("cost"), logged.GetProperty("logged").Text("agentName")));
        Assert.Equal((0.0045m, 1100), (logged.GetProperty("session").Dollars("totalCost"), logged.GetProperty("session").Whole("totalTokens")));
        var again = await CallAsync(client, "log_ai_usage", new { provider = "anthropic", model = "claude-sonnet-4-5", promptTokens = 1000, completionTokens = 100, requestId = "r1" });
        Assert.True(again.Is("duplicate"));
        await CallAsync(client, "log_ai_usage", new { provider = "acme", model = "made-up", promptTokens = 10, completionTokens = 0, cost = 0.0123456789m, agentName = "me" });
        Assert.True((await CallAsync(client, "add_note", new { message = "half way" })).Is("added"));

        var budget = await CallAsync(client, "check_budget");
        Assert.Equal((0.0168456789m, 2, true), (budget.Dollars("totalCost"), budget.Whole("totalCalls"), budget.Is("exceeded")));
        Assert.Equal(["anthropic/claude-sonnet-4-5", "acme/made-up"], budget.GetProperty("byModel").Keys().Order(StringComparer.Ordinal).Reverse());
        Assert.True(Assert.Single(budget.List("budgets")).Is("exceeded"));
        Assert.Contains("exceeded", budget.Text("warning"), StringComparison.Ordinal);

        var status = await CallAsync(client, "session_status");
        Assert.Equal(["id", "name", "status", "directory", "gitRoot", "duration", "durationMinutes", "filesChanged", "commits", "aiCost", "aiTokens", "aiCalls", "notes"], status.Keys().Take(13));
        Assert.Equal("half way", Assert.Single(status.List("notes")).Text("message"));

        repo.Write("second.txt", "second\n");
        var commit = repo.Commit("Second");
        var ended = await CallAsync(client, "end_session", new { notes = "done" });
        Assert.Equal(["id", "name", "status", "directory", "gitRoot", "duration", "durationMinutes", "filesChanged", "commits", "aiCost", "aiTokens", "aiCalls", "files", "commitList", "aiBreakdown"], ended.Keys().Take(15));
        Assert.Equal(("second.txt", "created"), (Assert.Single(ended.List("files")).Text("path"), ended.List("files")[0].Text("type")));
        Assert.Equal((commit[..7], "Second"), (Assert.Single(ended.List("commitList")).Text("hash"), ended.List("commitList")[0].Text("message")));
        Assert.Equal(2, ended.List("aiBreakdown").Length);

        var cost = await CallAsync(client, "cost_of_commit", new { hash = commit[..9] });
        Assert.Equal((commit, 0.0168456789m, 2), (cost.Text("hash"), cost.Dollars("cost"), cost.Whole("calls")));
        var stats = await CallAsync(client, "get_stats");
        Assert.Equal((1, 0, 0.0168456789m), (stats.Whole("totalSessions"), stats.Whole("activeSessions"), stats.Dollars("totalAICost")));
        Assert.Equal("completed", Assert.Single((await CallAsync(client, "list_sessions")).List("sessions")).Text("status"));
        foreach (var by in (string[])["daily", "weekly", "monthly", "session", "project", "model", "agent"])
        {
            Assert.Equal(0.0168456789m, (await CallAsync(client, "cost_report", new { by })).GetProperty("totals").Dollars("cost"));
        }
        var bounded = await CallAsync(client, "cost_report", new { by = "model", limit = 1 });
        Assert.Equal((1, 1, 0.0168456789m), (bounded.List("rows").Length, bounded.Whole("omitted"), bounded.GetProperty("totals").Dollars("cost")));
        Assert.Equal("done", (await Cs.In(repo.Folder).Json("show")).Text("notes"));
    }

    [Fact]
    public async Task An_empty_ledger_and_calls_without_a_price_are_answered_as_their_schemas_say()
    {
        await using var client = await ConnectAsync(Cs);
        Assert.Empty((await CallAsync(client, "list_sessions")).List("sessions"));
        Assert.Equal(0, (await CallAsync(client, "get_stats")).Whole("totalSessions"));
        Assert.Empty((await CallAsync(client, "cost_report", new { by = "daily" })).List("rows"));
        var id = await Start(Cs);
        using (var sql = Cs.OpenLedger())
        {
            sql.Execute($"INSERT INTO ai_usage (session_id, provider, model, tokens, cost, timestamp, source, price_source) VALUES ({id}, 'p', 'm', 5, 0, '2026-11-22T12:00:00.000Z', 'proxy', 'unknown')");
        }
        Assert.Equal(1, (await CallAsync(client, "session_status")).Whole("unpricedCalls"));
        Assert.Equal(1, (await CallAsync(client, "check_budget")).GetProperty("byModel").GetProperty("p/m").Whole("unpricedCalls"));
        var call = Assert.Single((await CallAsync(client, "end_session")).List("aiBreakdown"));
        Assert.True(call.IsNull("cost") && call.Is("unpriced"));
    }

    [Theory]
    [InlineData("start_session", """{}""", "name")]
    [InlineData("start_session", """{"name":""}""", "name")]
    [InlineData("start_session", """{"name":7}""", "name")]
    [InlineData("start_session", """{"name":null}""", "name")]
    [InlineData("start_session", """{"name":"x","budget":"5"}""", "budget")]
    [InlineData("start_session", """{"name":"x","nmae":"y"}""", "nmae")]
    [InlineData("start_session", """{"name":"x","directory":"no/such/folder"}""", "directory")]
    [InlineData("log_ai_usage", """{"provider":"p","model":"m","promptTokens":"5","completionTokens":1}""", "promptTokens")]
    [InlineData("log_ai_usage", """{"provider":"p","model":"m","promptTokens":1.5,"completionTokens":1}""", "promptTokens")]
    [InlineData("log_ai_usage", """{"provider":"p","model":"m","promptTokens":-1,"completionTokens":1}""", "promptTokens")]
    [InlineData("log_ai_usage", """{"provider":"p","model":"m","promptTokens":1e300,"completionTokens":1}""", "promptTokens")]
    [InlineData("log_ai_usage", """{"provider":"p","model":"m","promptTokens":1}""", "completionTokens")]
    [InlineData("log_ai_usage", """{"provider":"p","model":"m","promptTokens":1,"completionTokens":1,"cost":-1}""", "cost")]
    [InlineData("list_sessions", """{"limit":0}""", "limit")]
    [InlineData("list_sessions", """{"limit":1001}""", "limit")]
    [InlineData("get_stats", """{"limit":1}""", "limit")]
    [InlineData("end_session", """{"sessionId":true}""", "sessionId")]
    [InlineData("add_note", """{"message":["x"]}""", "message")]
    [InlineData("cost_report", """{"by":"colour"}""", "by")]
    public async Task A_wrong_argument_is_named_and_nothing_is_done(string tool, string arguments, string parameter)
    {
        await using var client = await ConnectAsync(Cs);

        var error = await FailsAsync(client, "invalid_input", tool, JsonElement.Parse(arguments));

        Assert.Equal(parameter, error.Text("parameter"));
        Assert.Contains($"\"{parameter}\"", error.Text("message"), StringComparison.Ordinal);
        Assert.False(File.Exists(Cs.LedgerPath));
    }

    [Fact]
    public async Task A_folder_that_is_named_means_its_own_session_and_no_other()
    {
        var (here, there) = (RepoWithCommit("here"), RepoWithCommit("there"));
        await using var client = await ConnectAsync(Cs.In(here.Folder));
        var id = (await CallAsync(client, "start_session", new { name = "here" })).Whole("id");

        foreach (var (tool, arguments) in ((string, object)[])
        [
            ("session_status", new { directory = there.Folder }), ("end_session", new { directory = there.Folder }), ("add_note", new { message = "x", directory = there.Folder }),
            ("log_ai_usage", new { provider = "p", model = "m", promptTokens = 1, completionTokens = 1, cost = 1, directory = "../there" }),
        ])
        {
            await FailsAsync(client, "no_active_session", tool, arguments);
        }

        Assert.Equal((id, 0), ((await CallAsync(client, "session_status", new { directory = "." })).Whole("id"), (await CallAsync(client, "session_status")).Whole("aiCalls")));
    }

    [Fact]
    public async Task A_spent_budget_is_told_without_a_session_too()
    {
        await using var client = await ConnectAsync(Cs);
        Assert.False((await CallAsync(client, "check_budget")).Is("exceeded"));
        await Start(Cs);
        await Log(Cs, 1, "0.5");
        await Cs.Json("end");
        await Cs.Json("budget", "set", "0.5", "--per", "total");

        var answer = await CallAsync(client, "check_budget");

        Assert.True(answer.Is("exceeded"));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("sessionId").ValueKind);
        Assert.Equal(0.5m, Assert.Single(answer.List("budgets")).Dollars("spent"));
    }

    [Fact]
    public async Task Failures_say_what_to_do_with_tools()
    {
        await using var client = await ConnectAsync(Cs);
        Assert.Contains("start_session", (await FailsAsync(client, "no_active_session", "session_status")).Text("message"), StringComparison.Ordinal);
        var id = (await CallAsync(client, "start_session", new { name = "first" })).Whole("id");

        var active = await FailsAsync(client, "session_active", "start_session", new { name = "second" });

        Assert.Equal((id, "first"), (active.Whole("id"), active.Text("activeSession")));
        Assert.Contains("end_session", active.Text("message"), StringComparison.Ordinal);
        Assert.Contains("list_sessions", (await FailsAsync(client, "session_not_found", "end_session", new { sessionId = 99 })).Text("message"), StringComparison.Ordinal);
        await FailsAsync(client, "unknown_model", "log_ai_usage", new { provider = "acme", model = "made-up", promptTokens = 1, completionTokens = 1 });
        await FailsAsync(client, "missing_tokens", "log_ai_usage", new { provider = "openai", model = "gpt-5", promptTokens = 0, completionTokens = 0 });
        await FailsAsync(client, "commit_not_found", "cost_of_commit", new { hash = "0123456" });
        Assert.Equal(0, (await CallAsync(client, "session_status")).Whole("aiCalls"));
        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync(new CallToolRequestParams { Name = "no_such_tool" }, Cancel));
    }

    [Fact]
    public async Task A_directory_means_its_own_session()
    {
        var (here, there) = (RepoWithCommit("here"), RepoWithCommit("there"));
        await using var client = await ConnectAsync(Cs.In(here.Folder));
        var first = (await CallAsync(client, "start_session", new { name = "here" })).Whole("id");
        var second = (await CallAsync(client, "start_session", new { name = "there", directory = "../there" })).Whole("id");

        Assert.Equal(first, (await CallAsync(client, "session_status")).Whole("id"));
        Assert.Equal(second, (await CallAsync(client, "session_status", new { directory = there.Folder })).Whole("id"));
        Assert.Equal(second, (await CallAsync(client, "add_note", new { message = "x", sessionId = second })).Whole("sessionId"));
    }

    [Fact]
    public async Task Prices_are_a_resource_as_cs_lists_them()
    {
        await using var client = await ConnectAsync(Cs);
        var resource = Assert.Single(await client.ListResourcesAsync(cancellationToken: Cancel));
        Assert.Equal("codesession://pricing", resource.Uri);

        var content = Assert.IsType<TextResourceContents>(Assert.Single((await client.ReadResourceAsync(resource.Uri, cancellationToken: Cancel)).Contents));

        Assert.True(JsonElement.DeepEquals(await Cs.Json("pricing", "list"), JsonElement.Parse(content.Text)));
        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.ReadResourceAsync("codesession://nothing", cancellationToken: Cancel));
    }

    [Fact]
    public async Task Calls_side_by_side_are_all_recorded()
    {
        await Start(Cs);
        await using var client = await ConnectAsync(Cs);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.CallToolAsync("log_ai_usage",
            new Dictionary<string, object?> { ["provider"] = "p", ["model"] = "m", ["promptTokens"] = 10, ["completionTokens"] = 1, ["cost"] = 0.01m }, cancellationToken: Cancel).AsTask()));

        var status = await CallAsync(client, "session_status");
        Assert.Equal((50, 0.5m, 550), (status.Whole("aiCalls"), status.Dollars("aiCost"), status.Whole("aiTokens")));
    }

    [Fact]
    public async Task A_call_leaves_the_row_that_cs_leaves()
    {
        var byCs = await Start(Cs);
        await Cs.Json("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4-5", "--prompt-tokens", "9000", "--completion-tokens", "500", "--cache-read-tokens", "5000",
            "--cache-write-tokens", "1000", "--cache-write-1h-tokens", "500", "--reasoning-tokens", "100", "--agent", "me", "--request-id", "r1");
        await Cs.Json("end");
        await using var client = await ConnectAsync(Cs);
        var byMcp = (await CallAsync(client, "start_session", new { name = "work" })).Whole("id");
        await CallAsync(client, "log_ai_usage", new
        {
            provider = "anthropic", model = "claude-sonnet-4-5", promptTokens = 9000, completionTokens = 500, cacheReadTokens = 5000,
            cacheWriteTokens = 1000, cacheWrite1hTokens = 500, reasoningTokens = 100, agentName = "me", requestId = "r2",
        });

        using var sql = Cs.OpenLedger();
        var columns = sql.Rows("SELECT name FROM pragma_table_info('ai_usage')").Select(row => (string)row[0]!)
            .Except(["id", "session_id", "timestamp", "source", "request_id"]).ToList();
        Assert.Contains("cost_e10", columns);
        object?[] Row(long session) => Assert.Single(sql.Rows($"SELECT {string.Join(", ", columns)} FROM ai_usage WHERE session_id = {session}"));
        Assert.Equal(Row(byCs), Row(byMcp));
        Assert.Equal("mcp", sql.Value<string>($"SELECT source FROM ai_usage WHERE session_id = {byMcp}"));
    }
}
