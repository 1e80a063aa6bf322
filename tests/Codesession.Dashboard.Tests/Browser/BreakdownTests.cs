using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Codesession.Dashboard.Tests.Browser;

public sealed class BreakdownTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    [Theory]
    [InlineData("models", "Models", "model", Size.Small)]
    [InlineData("models", "Models", "model", Size.Large)]
    [InlineData("projects", "Projects", "project", Size.Large)]
    [InlineData("agents", "Agents", "agent", Size.Large)]
    public async Task Its_rows_and_sums_are_those_of_cs_report(string path, string caption, string by, Size size)
    {
        var sample = await Samples.Of(size);
        var told = await sample.Cs.Json("report", by);
        var page = await OpenAsync(sample.Dashboard, $"/{path}?range=all");
        var totals = told.GetProperty("totals");
        Assert.Equal(decimal.Round(totals.Dollars("cost"), 6), decimal.Round(await page.Figure("Cost").DollarsAsync(), 6));
        Assert.Equal(totals.Whole("calls"), await page.Figure("Calls").AmountAsync());
        Assert.Equal(totals.Whole("tokens"), await page.Figure("Tokens").AmountAsync());

        var rows = page.GetByRole(AriaRole.Region, new() { Name = caption, Exact = true }).Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(told.List("rows").Length);
        foreach (var (row, i) in told.List("rows").Select((row, i) => (row, i)))
        {
            if (row.Dollars("cost") == 0) continue;
            Assert.Contains(row.Text("key")!.Split('/')[^1], await rows.Nth(i).InnerTextAsync());
            Assert.Equal(decimal.Round(row.Dollars("cost"), 6), decimal.Round(await rows.Nth(i).Locator("td").First.DollarsAsync(), 6));
        }
    }
}
