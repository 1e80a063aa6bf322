using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Codesession.Dashboard.Tests.Browser;

public sealed class SessionListTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    [Fact]
    public async Task The_list_shows_what_cs_list_shows()
    {
        var sample = await Samples.Of(Size.Small);
        var page = await OpenAsync(sample.Dashboard, "/sessions?range=all");
        JsonElement[] told = [.. (await sample.Cs.Json("list", "-l", "100")).EnumerateArray()];

        var rows = page.Locator(".sessions-body [role=row]");
        await Expect(rows).ToHaveCountAsync(told.Length);
        for (var i = 0; i < told.Length; i++)
        {
            Assert.Equal(told[i].Text("name"), await rows.Nth(i).Locator(".sessions-link").InnerTextAsync());
            Assert.Equal(told[i].Whole("aiTokens"), await rows.Nth(i).Locator(".c-tokens").AmountAsync());
            Assert.Equal(told[i].Whole("filesChanged"), await rows.Nth(i).Locator(".c-files").AmountAsync());
            if (told[i].Dollars("aiCost") > 0) Assert.Equal(told[i].Dollars("aiCost"), await rows.Nth(i).Locator(".c-cost").DollarsAsync());
        }
    }

    [Fact]
    public async Task Calls_without_a_known_price_cost_no_zero()
    {
        var sample = await Samples.Of(Size.Small);
        var page = await OpenAsync(sample.Dashboard, $"/sessions?range=all&model={SmallLedger.UnpricedModel}");
        var row = page.Locator(".sessions-body [role=row]");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row.Locator(".c-cost")).ToHaveTextAsync("—no price known");
    }

    [Fact]
    public async Task Ten_thousand_sessions_scroll_to_the_last_with_few_rows_in_the_document()
    {
        var sample = await Samples.Of(Size.Large);
        var page = await OpenAsync(sample.Dashboard, "/sessions?range=all");
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Sessions" })).ToHaveAttributeAsync("aria-rowcount", "10001");
        var first = (await sample.Cs.Json("list", "-l", "1"))[0];
        await Expect(page.Locator(".sessions-link").First).ToHaveTextAsync(first.Text("name")!);

        var most = 0;
        var height = await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
        for (var part = 1; part <= 10; part++)
        {
            await page.EvaluateAsync($"() => scrollTo(0, {height / 10 * part})");
            await Expect(page.Locator(".sessions-link").First).ToBeVisibleAsync();
            most = Math.Max(most, await page.Locator(".sessions-body [role=row]").CountAsync());
        }
        await page.Keyboard.PressAsync("End");
        var last = page.Locator(".sessions-body [role=row][aria-rowindex='10001'] .sessions-link");
        await Expect(last).ToBeVisibleAsync();
        Assert.Equal("/sessions/1", await last.GetAttributeAsync("href"));
        Assert.InRange(most, 10, 100);
    }

    [Fact]
    public async Task Filters_are_in_the_address_and_survive_a_reload_and_the_way_back()
    {
        var sample = await Samples.Of(Size.Small);
        var page = await OpenAsync(sample.Dashboard, "/sessions?range=all");
        var rows = page.Locator(".sessions-body [role=row]");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("login");
        await Expect(rows).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Completed" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("q=login", StringComparison.Ordinal) && url.Contains("status=completed", StringComparison.Ordinal));

        await page.ReloadAsync();
        await page.SettledAsync();
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("login");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Completed" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(rows).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Link, new() { Name = "Fix the login redirect" }).ClickAsync();
        await Expect(page.Locator("main h1")).ToHaveTextAsync("Fix the login redirect");
        await page.GoBackAsync();
        await Expect(page.Locator("main h1")).ToHaveTextAsync("Sessions");
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("login");
        await Expect(rows).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_list_is_used_by_keys_alone()
    {
        var sample = await Samples.Of(Size.Small);
        var page = await OpenAsync(sample.Dashboard);
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("s");
        await Expect(page.Locator("main h1")).ToHaveTextAsync("Sessions");
        await page.Keyboard.PressAsync("/");
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        // Letters that are shortcuts elsewhere.
        await page.Keyboard.TypeAsync("g release");
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("g release");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("release");
        await Expect(page.Locator(".sessions-body [role=row]")).ToHaveCountAsync(1);

        var link = page.GetByRole(AriaRole.Link, new() { Name = "Draft the release notes" });
        for (var i = 0; i < 40 && !await link.EvaluateAsync<bool>("e => e === document.activeElement"); i++) await page.Keyboard.PressAsync("Tab");
        await Expect(link).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main h1")).ToHaveTextAsync("Draft the release notes");
        await Expect(page.Locator("main h1")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Two_sessions_are_picked_and_compared()
    {
        var sample = await Samples.Of(Size.Small);
        var page = await OpenAsync(sample.Dashboard, "/sessions?range=all");
        await page.GetByLabel($"Compare session {sample.Small.Done}").CheckAsync();
        await page.GetByLabel($"Compare session {sample.Small.Active}").CheckAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Compare" }).GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();

        await Expect(page.Locator("main h1")).ToHaveTextAsync("Compare sessions");
        await page.SettledAsync();
        var text = await page.Locator("main").InnerTextAsync();
        Assert.Contains("claude-opus-4-8", text);
        Assert.Contains("gpt-5", text);
        await page.IsAccessibleAsync();
        await page.FitsItsWindowAsync();
        await page.KeepPictureAsync("compare");
        await page.ResizeAsync(360, 800);
        await page.FitsItsWindowAsync();
    }
}
