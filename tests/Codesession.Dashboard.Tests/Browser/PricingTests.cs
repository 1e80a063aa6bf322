using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Codesession.Dashboard.Tests.Browser;

public sealed class PricingTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    [Fact]
    public async Task A_price_set_on_the_page_is_one_of_cs_prices_the_calls_that_waited_and_is_taken_back()
    {
        var page = await OpenAsync(await StartSmallAsync(), "/pricing");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Set a price of {SmallLedger.UnpricedModel}" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Input", new() { Exact = true }).FillAsync("2");
        await dialog.GetByLabel("Output", new() { Exact = true }).FillAsync("8");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        // 1,200 tokens of input and 300 of output.
        await Expect(dialog).ToContainTextAsync("Price recorded calls again");
        Assert.Equal(0.0048m, await dialog.Locator(".figure").Filter(new() { HasText = "They come to" }).DollarsAsync());
        var own = (await Cs.Json("pricing", "list")).GetProperty("models").EnumerateObject().Single(price => price.Name.EndsWith(SmallLedger.UnpricedModel, StringComparison.Ordinal));
        Assert.Equal((2m, 8m, "custom"), (own.Value.Dollars("input"), own.Value.Dollars("output"), own.Value.Text("source")));

        Assert.Equal(1, (await Unpriced()));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Price 1 call" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Set a price of {SmallLedger.UnpricedModel}" })).ToHaveCountAsync(0);
        Assert.Equal(0, await Unpriced());

        await page.GetByRole(AriaRole.Button, new() { Name = "Your own" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Change your price") }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await Expect(page.GetByText("No prices of your own")).ToBeVisibleAsync();
        Assert.DoesNotContain((await Cs.Json("pricing", "list")).GetProperty("models").EnumerateObject(), price => price.Name.EndsWith(SmallLedger.UnpricedModel, StringComparison.Ordinal));

        async Task<long> Unpriced() => (await Cs.Json("report", "model")).GetProperty("totals").Whole("unpriced");
    }

    [Fact]
    public async Task A_price_tells_its_source_and_its_days()
    {
        var page = await OpenAsync((await Samples.Of(Size.Small)).Dashboard, "/pricing?q=claude-opus-5-5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Windows of claude-opus-5-5" }).ClickAsync();
        await Expect(page.Locator(".price-window")).ToContainTextAsync("From 2026-09-22 on");
        await Expect(page.Locator(".price-window")).ToContainTextAsync("the vendors' price lists, checked 2026-10-24");
        await page.IsAccessibleAsync();
    }
}
