using static Microsoft.Playwright.Assertions;

namespace Codesession.Dashboard.Tests.Browser;

public sealed class SignInTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    [Fact]
    public async Task Without_the_link_the_page_says_how_to_get_it_and_shows_nothing_else()
    {
        Forgive("401");
        var dashboard = (await Samples.Of(Size.Small)).Dashboard;
        var page = await (await NewContextAsync()).NewPageAsync();
        foreach (var path in (string[])["/", "/sessions", "/budgets", "/#token=0123456789abcdef0123456789abcdef"])
        {
            await page.GotoAsync($"{dashboard.Url}{path}");
            await Expect(page.Locator("h1")).ToHaveTextAsync("This dashboard needs its link");
            await Expect(page.GetByText("cs dashboard", new() { Exact = true })).ToBeVisibleAsync();
            await Expect(page.GetByText("Fix the login redirect")).ToHaveCountAsync(0);
            Assert.DoesNotContain("token", page.Url);
        }
        await page.IsAccessibleAsync();
        await page.KeepPictureAsync("signed-out");
    }

    [Fact]
    public async Task The_link_lets_in_this_browser_for_good_and_leaves_its_token_nowhere()
    {
        var dashboard = (await Samples.Of(Size.Small)).Dashboard;
        var page = await OpenAsync(dashboard);
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add($"{request.Url} {string.Join(' ', request.Headers.Values)}");
        await page.GotoAsync($"{dashboard.Url}/sessions");
        await page.SettledAsync();
        await Expect(page.GetByText("Fix the login redirect")).ToBeVisibleAsync();

        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, request => request.Contains(dashboard.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(dashboard.Token, await page.EvaluateAsync<string>("() => document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + JSON.stringify(history.state)"));
        await page.GoBackAsync();
        await page.SettledAsync();
        Assert.Equal($"{dashboard.Url}/", page.Url);
    }

    [Fact]
    public async Task A_link_pasted_into_a_page_that_was_refused_lets_it_in()
    {
        Forgive("401");
        var dashboard = (await Samples.Of(Size.Small)).Dashboard;
        var page = await (await NewContextAsync()).NewPageAsync();
        await page.GotoAsync($"{dashboard.Url}/sessions");
        await Expect(page.Locator("h1")).ToHaveTextAsync("This dashboard needs its link");

        await page.GotoAsync(dashboard.Link("/sessions"));
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sessions");
        await Expect(page.GetByText("Fix the login redirect")).ToBeVisibleAsync();
        Assert.Equal($"{dashboard.Url}/sessions", page.Url);
    }
}
