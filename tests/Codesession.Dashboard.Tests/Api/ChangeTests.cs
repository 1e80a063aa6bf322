namespace Codesession.Dashboard.Tests.Api;

/// <summary>What the dashboard changes, <c>cs</c> sees, and it answers with it at once.</summary>
public sealed class ChangeTests : CsTest, IAsyncLifetime
{
    private DashboardProcess dashboard = null!;

    public async ValueTask InitializeAsync() => dashboard = await DashboardProcess.StartAsync(Cs);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Dispose(true);
        return default;
    }

    [Fact]
    public async Task A_budget_is_set_replaced_and_removed()
    {
        var set = await dashboard.AskAsync("POST", "/budgets", """{"per":"day","limit":5.25,"warnAt":0.5,"agentName":"codex"}""");
        Assert.Equal(201, set.Status);
        new OpenApi(await dashboard.GetAsync("/openapi.json")).Check("post", "/budgets", "201", set.Document);
        var id = set.Document.GetProperty("budget").Whole("id");
        Assert.Equal(5.25m, Assert.Single((await Cs.Json("budget", "list")).List("budgets")).Dollars("limit"));

        await dashboard.AskAsync("POST", "/budgets", """{"per":"day","limit":7,"agentName":"codex"}""");
        var budget = Assert.Single((await dashboard.GetAsync("/budgets")).List("budgets"));
        Assert.Equal((id, 7m, 0.8m), (budget.Whole("id"), budget.Dollars("limit"), budget.Dollars("warnAt")));

        Assert.Equal(204, (await dashboard.AskAsync("DELETE", $"/budgets/{id}")).Status);
        Assert.Empty((await dashboard.GetAsync("/budgets")).List("budgets"));
        await dashboard.FailsAsync(404, "budget_not_found", "DELETE", $"/budgets/{id}");
    }

    [Theory]
    [InlineData("""{"limit":5}""")]
    [InlineData("""{"per":"day"}""")]
    [InlineData("""{"per":"decade","limit":5}""")]
    [InlineData("""{"per":"day","limit":-1}""")]
    [InlineData("""{"per":"day","limit":"5"}""")]
    [InlineData("""{"per":"day","limit":1e400}""")]
    [InlineData("""{"per":"day","limit":5,"warnAt":80}""")]
    [InlineData("""{"per":"day","limit":5,"project":"relative"}""")]
    [InlineData("""{"per":"day","limit":5,"sessionId":1.5}""")]
    [InlineData("""{"per":"day","limit":5,"unheard":1}""")]
    [InlineData("""{"per":"day","limit":5,"agentName":"\ud800"}""")]
    [InlineData("""["per"]""")]
    [InlineData("""{"per":""")]
    [InlineData("")]
    public async Task A_wrong_budget_is_refused_and_nothing_is_set(string body)
    {
        await dashboard.FailsAsync(400, "invalid_input", "POST", "/budgets", body);

        Assert.Empty((await Cs.Json("budget", "list")).List("budgets"));
    }

    [Fact]
    public async Task A_budget_for_a_session_that_there_is_not_is_refused() =>
        await dashboard.FailsAsync(404, "session_not_found", "POST", "/budgets", """{"per":"session","limit":5,"sessionId":4711}""");

    [Fact]
    public async Task A_price_is_set_calls_are_priced_by_it_and_it_is_taken_back()
    {
        var id = await Start(Cs);
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("""
                INSERT INTO ai_usage (session_id, provider, model, tokens, prompt_tokens, completion_tokens, cost, cost_e10, timestamp, source)
                VALUES ($1, 'house', 'house-model', 3000000, 1000000, 2000000, 0, NULL, $2, 'log')
                """, id, Sql.Time(DateTimeOffset.UtcNow));
        }
        var document = new OpenApi(await dashboard.GetAsync("/openapi.json"));

        var set = await dashboard.AskAsync("PUT", "/pricing", """{"model":"house-model","provider":"house","input":1,"output":2.5,"cacheRead":0.1}""");
        document.Check("put", "/pricing", "200", set.Document);
        var tried = await dashboard.AskAsync("POST", "/pricing/reprice", """{"dryRun":true}""");
        document.Check("post", "/pricing/reprice", "200", tried.Document);
        Assert.Equal(6m, tried.Document.Dollars("difference"));
        Assert.Equal(0m, (await Cs.Json("show", $"{id}")).Dollars("aiCost"));
        await dashboard.AskAsync("POST", "/pricing/reprice", "{}");

        Assert.Equal(6m, (await Cs.Json("show", $"{id}")).Dollars("aiCost"));
        Assert.Equal(6m, (await dashboard.GetAsync($"/sessions/{id}")).GetProperty("session").Dollars("aiCost"));
        Assert.Equal(204, (await dashboard.AskAsync("DELETE", "/pricing?key=house/house-model")).Status);
        Assert.DoesNotContain("house/house-model", (await Cs.Json("pricing", "list")).GetProperty("models").Keys());
        await dashboard.FailsAsync(400, "unknown_model", "DELETE", "/pricing?key=house/house-model");
    }

    [Theory]
    [InlineData("""{"input":1,"output":1}""")]
    [InlineData("""{"model":"","input":1,"output":1}""")]
    [InlineData("""{"model":"m","input":-1,"output":1}""")]
    [InlineData("""{"model":"m","input":1}""")]
    public async Task A_wrong_price_is_refused(string body) => await dashboard.FailsAsync(400, "invalid_input", "PUT", "/pricing", body);

    [Fact]
    public async Task What_cs_records_is_in_the_next_answer()
    {
        var id = await Start(Cs);
        for (var calls = 1; calls <= 5; calls++)
        {
            await Log(Cs, 10, "0.1");

            Assert.Equal(calls, (await dashboard.GetAsync($"/sessions/{id}")).GetProperty("session").Whole("calls"));
            Assert.Equal(calls * 0.1m, (await dashboard.GetAsync("/overview")).GetProperty("total").Dollars("cost"));
        }
    }

    [Fact]
    public async Task An_answer_that_a_browser_has_is_not_sent_again_until_it_changes()
    {
        await Start(Cs);
        var first = await dashboard.AskAsync("GET", "/sessions");
        var tag = ("If-None-Match", first.Headers["ETag"]);

        var again = await dashboard.SendAsync("GET", "/api/v1/sessions", dashboard.Bearer, tag);
        await Log(Cs, 10);
        var changed = await dashboard.SendAsync("GET", "/api/v1/sessions", dashboard.Bearer, tag);

        Assert.Equal((304, 0), (again.Status, again.Body.Length));
        Assert.Equal(200, changed.Status);
    }

    [Fact]
    public async Task Another_ledger_in_its_place_is_noticed()
    {
        await Start(Cs);
        Assert.Equal(1, (await dashboard.GetAsync("/sessions")).Whole("total"));

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Cs.LedgerPath)!, "sessions.db*").Where(file => !file.Contains("dashboard", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }
        var (one, two) = (await Start(Cs, "one"), (await Cs.In(Folder("two")).Json("start", "two")).Whole("id"));

        Assert.Equal([two, one], (await dashboard.GetAsync("/sessions")).List("sessions").Select(session => session.Whole("id")));
    }
}
