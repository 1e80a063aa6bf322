using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Codesession.Dashboard.Tests.Browser;

public sealed class SessionTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    [Fact]
    public async Task A_session_shows_what_cs_show_shows()
    {
        var sample = await Samples.Of(Size.Small);
        var told = await sample.Cs.Json("show", $"{sample.Small.Done}");
        var page = await OpenAsync(sample.Dashboard, $"/sessions/{sample.Small.Done}");

        await Expect(page.Locator("main h1")).ToHaveTextAsync(told.Text("name")!);
        await Expect(page.GetByText("Done, and rolled out").First).ToBeVisibleAsync();
        Assert.Equal(told.Dollars("aiCost"), await page.Figure("Cost").DollarsAsync());
        Assert.Equal(told.Whole("aiTokens"), await page.Figure("Tokens").AmountAsync());
        Assert.Equal(told.Whole("filesChanged"), await page.Figure("Files").AmountAsync());
        Assert.Equal(told.Whole("commits"), await page.Figure("Commits").AmountAsync());
        Assert.Equal(3, await page.Figure("Calls").AmountAsync());

        var models = page.GetByRole(AriaRole.Region, new() { Name = "What each model came to" }).Locator("tbody tr");
        await Expect(models).ToHaveCountAsync(3);
        var sum = 0m;
        foreach (var model in await models.AllAsync()) sum += await model.Locator("td").First.DollarsAsync();
        Assert.Equal(told.Dollars("aiCost"), sum);
        foreach (var width in (int[])[360, 800, 1440, 2560])
        {
            await page.ResizeAsync(width, 900);
            await page.FitsItsWindowAsync();
            await page.HasNoHolesAsync();
            await page.KeepPictureAsync($"session-{width}");
        }
        await page.IsAccessibleAsync();
    }

    [Fact]
    public async Task The_timeline_tells_all_in_its_order()
    {
        var sample = await Samples.Of(Size.Small);
        var page = await OpenAsync(sample.Dashboard, $"/sessions/{sample.Small.Done}");
        var events = page.GetByRole(AriaRole.List, new() { Name = "Timeline" }).GetByRole(AriaRole.Listitem);
        await Expect(events.First).ToContainTextAsync("The session starts");
        await Expect(events.Last).ToContainTextAsync("The session ends");
        // 3 calls, a note, 2 commits, 2 files.
        await Expect(events).ToHaveCountAsync(10);
        await Expect(events.Filter(new() { HasText = "claude-sonnet-4-5" })).ToHaveCountAsync(1);
        await Expect(events.Filter(new() { HasText = "The redirect loses its query" })).ToHaveCountAsync(1);
        var times = await page.Locator(".timeline time").EvaluateAllAsync<string[]>("all => all.map(e => e.dateTime)");
        Assert.Equal(times.Order(StringComparer.Ordinal), times);

        await page.GetByRole(AriaRole.Group, new() { Name = "Kind" }).GetByRole(AriaRole.Button, new() { Name = "Calls" }).ClickAsync();
        await Expect(events).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Files_and_commits_show_their_diffs()
    {
        var sample = await Samples.Of(Size.Small);
        var page = await OpenAsync(sample.Dashboard, $"/sessions/{sample.Small.Done}?tab=files");
        await page.GetByRole(AriaRole.Button, new() { Name = "src/login.ts" }).ClickAsync();
        await Expect(page.Locator(".patch-line[data-sign='+']")).ToContainTextAsync("redirect = (to: URL)");

        await page.GetByRole(AriaRole.Tab, new() { Name = "Commits" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("tab=commits", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Take a URL, not a text") }).ClickAsync();
        await Expect(page.Locator(".patch-line[data-sign='-']")).ToContainTextAsync("redirect = (to: string)");
        await Expect(page.Locator(".patch-file")).ToHaveCountAsync(2);
        await page.IsAccessibleAsync();
        await page.KeepPictureAsync("session-commit");
        await page.ResizeAsync(360, 800);
        await page.FitsItsWindowAsync();
    }

    [Fact]
    public async Task A_commit_costs_the_calls_since_the_one_before()
    {
        var sample = await Samples.Of(Size.Small);
        var calls = (await sample.Cs.Json("status", "-s", $"{sample.Small.Done}")).List("aiUsage").OrderBy(call => call.Whole("id")).Select(call => call.Dollars("cost")).ToList();
        var page = await OpenAsync(sample.Dashboard, $"/sessions/{sample.Small.Done}?tab=commits");
        Assert.Equal(calls[0] + calls[1], await page.Locator(".disclosure").Filter(new() { HasText = "Keep the query" }).Locator(".commit-cost").DollarsAsync());
        Assert.Equal(calls[2], await page.Locator(".disclosure").Filter(new() { HasText = "Take a URL" }).Locator(".commit-cost").DollarsAsync());
    }

    [Fact]
    public async Task A_session_that_is_not_there_says_so()
    {
        Forgive("404");
        var page = await OpenAsync((await Samples.Of(Size.Empty)).Dashboard, "/sessions/77");
        await Expect(page.Locator("main h1")).ToHaveTextAsync("No such session");
    }
}
