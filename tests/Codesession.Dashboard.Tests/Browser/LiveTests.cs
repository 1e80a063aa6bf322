using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Codesession.Dashboard.Tests.Browser;

public sealed class LiveTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    private static readonly string[] Call = ["log-ai", "-p", "anthropic", "-m", "claude-sonnet-4-5", "--prompt-tokens", "123456", "--completion-tokens", "789"];

    [Fact]
    public async Task A_call_is_seen_on_every_page_that_it_changes_while_they_are_open()
    {
        var dashboard = await StartSmallAsync();
        var active = (await Samples.Of(Size.Small)).Small.Active;
        var list = await OpenAsync(dashboard, "/sessions?range=all");
        var session = await OpenAsync(dashboard, $"/sessions/{active}");
        var before = await session.Figure("Tokens").AmountAsync();

        await Cs.Json([.. Call, "-s", $"{active}"]);
        var told = await Cs.Json("show", $"{active}");

        await Expect(session.Figure("Calls")).ToHaveTextAsync("2");
        Assert.Equal(before + 123456 + 789, await session.Figure("Tokens").AmountAsync());
        Assert.Equal(told.Dollars("aiCost"), await session.Figure("Cost").DollarsAsync());
        await Expect(session.GetByRole(AriaRole.List, new() { Name = "Timeline" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "claude-sonnet-4-5" })).ToHaveCountAsync(1);

        var row = list.Locator(".sessions-body [role=row]").Filter(new() { HasText = "Speed up the search index" });
        await Expect(row.Locator(".c-calls")).ToHaveTextAsync("2");
        Assert.Equal(told.Dollars("aiCost"), await row.Locator(".c-cost").DollarsAsync());
    }

    [Fact]
    public async Task Two_tabs_share_one_stream_of_changes()
    {
        var dashboard = await StartSmallAsync();
        var context = await NewContextAsync();
        var streams = 0;
        context.Request += (_, request) => streams += new Uri(request.Url).AbsolutePath == "/api/v1/events" ? 1 : 0;
        var first = await context.NewPageAsync();
        await first.GotoAsync(dashboard.Link("/sessions?range=all"));
        await first.SettledAsync();
        await Expect(first.Locator(".live").Locator("visible=true").First).ToHaveTextAsync("Live");
        var second = await context.NewPageAsync();
        await second.GotoAsync($"{dashboard.Url}/sessions?range=all");
        await second.SettledAsync();
        await Expect(second.Locator(".live").Locator("visible=true").First).ToHaveTextAsync("Live");

        await Cs.Json("start", "Seen by both");
        foreach (var page in (IPage[])[first, second]) await Expect(page.GetByText("Seen by both")).ToBeVisibleAsync();
        Assert.Equal(1, streams);

        // Who is left takes over.
        await first.CloseAsync();
        await Cs.Json("end");
        await Cs.Json("start", "Seen by the one left");
        await Expect(second.GetByText("Seen by the one left")).ToBeVisibleAsync();
        Assert.Equal(2, streams);
    }

    [Fact]
    public async Task A_dashboard_that_ended_is_told_of_and_one_at_its_port_is_found_again_by_its_link()
    {
        Forgive("ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|401");
        var dashboard = await StartSmallAsync();
        var page = await OpenAsync(dashboard, "/sessions?range=all");
        await Expect(page.GetByText("Fix the login redirect")).ToBeVisibleAsync();

        await dashboard.KillAsync();
        await Expect(page.Locator(".live").Locator("visible=true").First).ToHaveTextAsync("Reconnecting");
        await Expect(page.GetByText("Fix the login redirect")).ToBeVisibleAsync();

        var again = await DashboardProcess.StartAtAsync(Cs, dashboard.Port);
        await Expect(page.Locator("h1")).ToHaveTextAsync("This dashboard needs its link");
        await page.GotoAsync(again.Link("/sessions?range=all"));
        await Expect(page.GetByText("Fix the login redirect")).ToBeVisibleAsync();
        await Expect(page.Locator(".live").Locator("visible=true").First).ToHaveTextAsync("Live");
        await Cs.Json("start", "After the pause");
        await Expect(page.GetByText("After the pause")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_page_asks_nothing_unless_it_is_told_of_a_change()
    {
        var sample = await Samples.Of(Size.Small);
        var page = await OpenAsync(sample.Dashboard);
        await Expect(page.Locator(".live").Locator("visible=true").First).ToHaveTextAsync("Live");
        var version = await VersionAsync(sample.Dashboard);
        // A change of another ledger is a moment in which this page would have asked, did it poll.
        var asked = 0;
        page.Request += (_, _) => asked++;
        var other = await StartSmallAsync();
        var beside = await OpenAsync(other, "/sessions?range=all");
        for (var i = 0; i < 5; i++)
        {
            await Cs.Json("start", $"Elsewhere {i}");
            await Expect(beside.GetByText($"Elsewhere {i}")).ToBeVisibleAsync();
            await Cs.Json("end");
        }
        // In the hours after a call a minute that begins is a change, too: of the pace, and of the open window.
        Assert.InRange(asked, 0, 10 * (await VersionAsync(sample.Dashboard) - version));
    }

    private static async Task<long> VersionAsync(DashboardProcess dashboard) => (await dashboard.GetAsync("/server")).Whole("version");
}
