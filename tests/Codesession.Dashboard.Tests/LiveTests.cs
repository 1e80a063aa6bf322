namespace Codesession.Dashboard.Tests;

/// <summary>A browser is told of changes, and never has to ask.</summary>
public sealed class LiveTests(DashboardHome home) : IClassFixture<DashboardHome>
{
    private readonly DashboardProcess dashboard = home.Dashboard;

    private async Task<RawHttp> ListenAsync()
    {
        var http = await RawHttp.ConnectAsync(dashboard.Url);
        await http.WriteAsync($"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{dashboard.Port}\r\nAuthorization: Bearer {dashboard.Token}\r\n\r\n");
        while (await http.ReadLineAsync() is { Length: > 0 } line)
        {
            Assert.False(line.StartsWith("HTTP", StringComparison.Ordinal) && !line.Contains(" 200 ", StringComparison.Ordinal), line);
        }
        return http;
    }

    // The lines between are sizes of chunks, empty ones, and comments.
    private static async Task<long> NextAsync(RawHttp http)
    {
        while (await http.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return System.Text.Json.JsonElement.Parse(line["data: ".Length..]).Whole("version");
            }
        }
        throw new InvalidOperationException("The stream has ended.");
    }

    [Fact]
    public async Task It_begins_with_the_version_of_now()
    {
        using var stream = await ListenAsync();

        var version = await NextAsync(stream);

        Assert.Equal(version, (await dashboard.GetAsync("/server")).Whole("version"));
    }

    [Fact]
    public async Task A_call_that_is_recorded_is_told_to_all_who_listen_and_what_they_read_then_has_it()
    {
        var cs = home.Cs.In(Directory.CreateDirectory(Path.Combine(home.Cs.Folder, "live")).FullName);
        var id = (await cs.Json("start", "live")).Whole("id");
        using var first = await ListenAsync();
        using var second = await ListenAsync();
        var (before, other) = (await NextAsync(first), await NextAsync(second));

        await cs.Json("log-ai", "-p", "a", "-m", "b", "-t", "10", "-c", "0.25");
        var after = await NextAsync(first);

        Assert.True(after > before);
        Assert.True(await NextAsync(second) > other);
        Assert.Equal(0.25m, (await dashboard.GetAsync($"/sessions/{id}")).GetProperty("session").Dollars("aiCost"));
    }

    [Fact]
    public async Task A_change_made_in_the_dashboard_is_told_too()
    {
        using var stream = await ListenAsync();
        var before = await NextAsync(stream);

        Assert.Equal(201, (await dashboard.AskAsync("POST", "/budgets", """{"per":"month","limit":3}""")).Status);

        Assert.True(await NextAsync(stream) > before);
    }

    [Fact]
    public async Task A_price_that_is_set_is_told_too()
    {
        using var stream = await ListenAsync();
        var before = await NextAsync(stream);

        await home.Cs.Json("pricing", "set", "live-model", "1", "2");

        Assert.True(await NextAsync(stream) > before);
        Assert.Contains((await dashboard.GetAsync("/pricing")).List("prices"), price => price.Text("key") == "live-model");
    }

    [Fact]
    public async Task Many_changes_at_once_are_few_events()
    {
        await home.Cs.Json("stats");
        using var stream = await ListenAsync();
        var version = await NextAsync(stream);

        using (var ledger = home.Cs.OpenLedger())
        {
            for (var i = 0; i < 300; i++)
            {
                ledger.Execute("INSERT INTO today_projects (path, name, added_at) VALUES ($1, 'x', 'x')", $"{Guid.NewGuid()}");
            }
        }
        var events = 0;
        var last = (await dashboard.GetAsync("/server")).Whole("version");
        while (version < last)
        {
            version = await NextAsync(stream);
            events++;
        }

        Assert.InRange(events, 1, 100);
    }

    [Fact]
    public async Task A_ledger_that_is_damaged_is_told_and_not_answered_from_memory()
    {
        var cs = home.Cs.In(Directory.CreateDirectory(Path.Combine(home.Cs.Folder, "damaged")).FullName).With("CODESESSION_DB_PATH", Path.Combine(home.Cs.Folder, "damaged.db"));
        await cs.Json("stats");
        var other = await DashboardProcess.StartAsync(cs);
        await other.GetAsync("/overview");
        var ledger = Path.Combine(home.Cs.Folder, "damaged.db");
        await File.WriteAllTextAsync($"{ledger}.new", new string('x', 5000), TestContext.Current.CancellationToken);

        File.Move($"{ledger}.new", ledger, overwrite: true);

        Assert.NotEqual(200, (await other.AskAsync("GET", "/overview")).Status);
    }
}
