using System.Text.Json;

namespace Codesession.Dashboard.Tests.Api;

/// <summary>The dashboard and <c>cs</c> tell the same figures.</summary>
public sealed class FiguresTests(WorkedHome home) : IClassFixture<WorkedHome>
{
    private readonly DashboardProcess dashboard = home.Dashboard;
    private readonly Cs cs = home.Cs;

    [Theory]
    [InlineData("day", "daily")]
    [InlineData("week", "weekly")]
    [InlineData("month", "monthly")]
    [InlineData("session", "session")]
    [InlineData("project", "project")]
    [InlineData("agent", "agent")]
    public async Task Usage_is_what_the_report_says(string by, string report)
    {
        var answer = await dashboard.GetAsync($"/usage?by={by}&zone=UTC");

        var told = await cs.Json("report", report, "--timezone", "UTC");
        Assert.NotEmpty(told.List("rows"));
        Assert.Equal(told.GetProperty("rows").GetRawText(), answer.GetProperty("rows").GetRawText());
        Assert.Equal(told.GetProperty("totals").GetRawText(), answer.GetProperty("totals").GetRawText());
    }

    [Fact]
    public async Task Models_are_what_the_report_says_with_their_providers()
    {
        var rows = (await dashboard.GetAsync("/usage?by=model")).List("rows");

        Assert.Equal((await cs.Json("report", "model")).List("rows").Select(row => (row.Text("key"), row.Dollars("cost"), row.Whole("tokens"))),
            rows.Select(row => (row.Text("key"), row.Dollars("cost"), row.Whole("tokens"))));
        Assert.Equal([("claude-sonnet-4", "anthropic"), ("unheard-of", "somebody")], rows.Select(row => (row.Text("key"), row.Text("provider"))));
    }

    [Fact]
    public async Task Filters_are_those_of_the_report()
    {
        var answer = await dashboard.GetAsync($"/usage?by=day&zone=UTC&agent=codex&project={Uri.EscapeDataString(home.Project.Root)}&after=2020-01-01&before=2090-12-31");

        var told = await cs.Json("report", "daily", "--timezone", "UTC", "--agent", "codex", "--project", home.Project.Root, "--since", "2020-01-01", "--until", "2090-12-31");
        Assert.NotEmpty(told.List("rows"));
        Assert.Equal(told.GetProperty("rows").GetRawText(), answer.GetProperty("rows").GetRawText());
        Assert.Empty((await dashboard.GetAsync("/usage?by=day&before=2020-01-01")).List("rows"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("model")]
    [InlineData("provider")]
    [InlineData("agent")]
    [InlineData("project")]
    public async Task The_parts_of_the_days_add_up_to_all_to_the_last_decimal(string by)
    {
        var parts = (await dashboard.GetAsync($"/days?by={by}")).List("days").SelectMany(day => day.List("parts")).ToList();

        var totals = (await cs.Json("report", "daily")).GetProperty("totals");
        Assert.Equal(totals.Dollars("cost"), parts.Sum(part => part.Dollars("cost")));
        foreach (var name in (string[])["calls", "unpriced", "inputTokens", "cacheWriteTokens", "cacheReadTokens", "outputTokens", "reasoningTokens", "tokens"])
        {
            Assert.Equal(totals.Whole(name), parts.Sum(part => part.Whole(name)));
        }
    }

    [Fact]
    public async Task The_heat_map_adds_up_to_all()
    {
        var cells = (await dashboard.GetAsync("/heatmap")).List("cells");

        var totals = (await cs.Json("report", "daily")).GetProperty("totals");
        Assert.Equal((totals.Dollars("cost"), totals.Whole("calls")), (cells.Sum(cell => cell.Dollars("cost")), cells.Sum(cell => cell.Whole("calls"))));
    }

    [Fact]
    public async Task The_overview_tells_what_reports_and_statistics_say()
    {
        var overview = await dashboard.GetAsync("/overview?zone=UTC");

        var totals = (await cs.Json("report", "daily")).GetProperty("totals");
        Assert.Equal(Sums(totals), Sums(overview.GetProperty("total")));
        foreach (var period in (string[])["today", "week", "month"])
        {
            var spent = overview.GetProperty(period);
            Assert.Equal(Sums((await dashboard.GetAsync($"/usage?by=day&zone=UTC&after={spent.Text("from")}")).GetProperty("totals")), Sums(spent));
        }
        var stats = await cs.Json("stats");
        Assert.Equal(stats.EnumerateObject().Skip(2).Select(property => property.ToString()), overview.GetProperty("stats").EnumerateObject().Select(property => property.ToString()));
        Assert.Equal([home.Active], overview.List("active").Select(session => session.Whole("id")));
        Assert.Equal(1, overview.Whole("activeCount"));
        Assert.Equal(("somebody", "unheard-of", 1L), Assert.Single(overview.List("unpricedModels").Select(model => (model.Text("provider"), model.Text("model"), model.Whole("calls")))));

        static (decimal, long, long, long) Sums(JsonElement item) => (item.Dollars("cost"), item.Whole("calls"), item.Whole("unpriced"), item.Whole("tokens"));
    }

    [Fact]
    public async Task A_session_is_what_show_says()
    {
        var detail = await dashboard.GetAsync($"/sessions/{home.Done}");
        var files = await dashboard.GetAsync($"/sessions/{home.Done}/files");
        var commits = await dashboard.GetAsync($"/sessions/{home.Done}/commits");
        var calls = await dashboard.GetAsync($"/sessions/{home.Done}/timeline?kinds=call");

        var shown = await cs.Json("show", $"{home.Done}", "--files", "--commits");
        var session = detail.GetProperty("session");
        foreach (var name in JsonShape.Session.Where(name => name != "commits"))
        {
            Assert.Equal(shown.GetProperty(name).GetRawText(), session.GetProperty(name).GetRawText());
        }
        Assert.Equal(2, session.Whole("calls"));
        Assert.Equal(["codex", "claude-code"], session.List("agents").Select(agent => agent.GetString()));
        Assert.Equal(session.Dollars("aiCost"), detail.List("models").Sum(model => model.Dollars("cost")));
        Assert.Equal(shown.GetProperty("files").GetRawText(), files.GetProperty("files").GetRawText());
        Assert.Equal(shown.List("commits").Select(commit => commit.Text("hash")), commits.List("commits").Select(commit => commit.Text("hash")));
        Assert.Equal(shown.List("aiUsage").Select(call => call.GetRawText()), calls.List("events").Select(item => item.GetProperty("call").GetRawText()));
        Assert.Equal(session.Dollars("aiCost"), commits.List("commits").Sum(commit => commit.Dollars("cost")) + commits.GetProperty("rest").Dollars("cost"));
    }

    [Fact]
    public async Task Sessions_are_those_of_the_list()
    {
        var answer = await dashboard.GetAsync("/sessions");

        Assert.Equal(2, answer.Whole("total"));
        Assert.Equal((await cs.Json("list")).EnumerateArray().Select(session => session.Whole("id")), answer.List("sessions").Select(session => session.Whole("id")));
        Assert.Equal([home.Done], (await dashboard.GetAsync("/sessions?search=IRS")).List("sessions").Select(session => session.Whole("id")));
        Assert.Equal([home.Done, home.Active], (await dashboard.GetAsync("/sessions?sort=cost&order=asc")).List("sessions").Select(session => session.Whole("id")));
        var second = await dashboard.GetAsync("/sessions?offset=1&limit=1");
        Assert.Equal(2, second.Whole("total"));
        Assert.Equal([home.Done], second.List("sessions").Select(session => session.Whole("id")));
    }

    [Fact]
    public async Task Budgets_are_those_of_the_list() => Assert.Equal(
        (await cs.Json("budget", "list")).GetProperty("budgets").GetRawText(), (await dashboard.GetAsync("/budgets")).GetProperty("budgets").GetRawText());

    [Fact]
    public async Task Prices_are_those_of_the_list_with_their_sources()
    {
        var answer = await dashboard.GetAsync("/pricing");

        var list = (await cs.Json("pricing", "list")).GetProperty("models");
        Assert.Equal(list.Keys(), answer.List("prices").Select(price => price.Text("key")));
        var current = answer.List("prices").Where(price => !price.IsNull("current")).ToList();
        Assert.All(current, price => Assert.Equal(list.GetProperty(price.Text("key")!).Dollars("input"), price.GetProperty("current").Dollars("input")));
        Assert.Equal(["house/house-model"], answer.List("prices").Where(price => price.Is("isOwn")).Select(price => price.Text("key")));
        Assert.Contains(answer.List("prices"), price => price.List("windows").Length > 1);
        Assert.All(answer.List("prices").SelectMany(price => price.List("windows")), window => Assert.NotEmpty(window.GetProperty("source").Text("asOf")!));
        Assert.Equal(cs.PricingPath, answer.Text("path"));
    }

    [Fact]
    public async Task Help_is_that_of_cs()
    {
        var commands = (await dashboard.GetAsync("/help")).List("commands");

        var help = (await cs.Json("help")).Text("help")!;
        Assert.All(commands, command => Assert.Matches($"\n  {command.Text("name")}[ ,]", help));
        var set = Assert.Single(Assert.Single(commands, command => command.Text("name") == "pricing").List("commands"), command => command.Text("name") == "pricing set");
        var usage = (await cs.Json("help", "pricing", "set")).Text("help")!;
        Assert.Contains(set.Text("usage")!, usage, StringComparison.Ordinal);
        Assert.Equal(["model", "input", "output"], set.List("arguments").Select(argument => argument.Text("name")));
        Assert.Contains(set.List("options"), option => option.Text("name") == "--cache-read" && option.Text("value") == "dollars");
    }

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task The_export_is_that_of_cs_and_leaves_no_file(string format)
    {
        var answer = await dashboard.AskAsync("GET", $"/export?format={format}");

        Assert.Equal((await cs.Run("export", "-f", format)).Text, answer.Text);
        Assert.Equal($"attachment; filename=\"codesession.{format}\"", answer.Headers["Content-Disposition"]);
        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(cs.LedgerPath)!), file => file.Contains("export", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_export_of_sessions_that_go_on_has_no_others() => Assert.Equal([home.Active],
        JsonElement.Parse((await dashboard.AskAsync("GET", "/export?status=active")).Body).EnumerateArray().Select(session => session.Whole("id")));
}
