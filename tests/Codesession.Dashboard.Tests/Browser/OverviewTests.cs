using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Codesession.Dashboard.Tests.Browser;

public sealed class OverviewTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    [Theory]
    [InlineData(Size.Small)]
    [InlineData(Size.Large)]
    public async Task Its_figures_are_those_of_cs_report_and_cs_stats(Size size)
    {
        var sample = await Samples.Of(size);
        // Beside midnight (UTC) the two may be asked on different days.
        for (var day = ""; day != Today();)
        {
            day = Today();
            var page = await OpenAsync(sample.Dashboard, "/?range=all");
            var today = await Sums(sample.Cs, "--since", day);
            await IsAsync(page.Figure("Today"), today);
            await IsAsync(page.Figure("This month"), await Sums(sample.Cs, "--since", $"{day[..8]}01"));
            await IsAsync(page.Figure("All time"), await Sums(sample.Cs));

            var stats = await sample.Cs.Json("stats");
            var completed = page.Locator(".card").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Completed sessions" }) });
            Assert.Equal($"{stats.Whole("totalSessions"):N0}", await completed.Locator(".card-head a").InnerTextAsync());
            Assert.Equal(Cents(stats.Dollars("totalAICost")), Cents(await completed.Locator("dd").First.DollarsAsync()));
            Assert.Equal($"{stats.Whole("totalCommits"):N0}", await completed.Locator(".completed > div").Filter(new() { HasText = "Commits" }).Locator("dd").InnerTextAsync());

            var models = (await sample.Cs.Json("report", "model")).List("rows");
            var top = page.Locator(".card").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Top models" }) }).Locator("li");
            Assert.Equal(Math.Min(7, models.Length), await top.CountAsync());
            Assert.Contains(models[0].Text("key")!, await top.First.InnerTextAsync());
            Assert.Equal(Cents(models[0].Dollars("cost")), Cents(await top.First.DollarsAsync()));
            await page.Context.CloseAsync();
        }

        async Task IsAsync(ILocator figure, JsonElement told)
        {
            if (told.Dollars("cost") > 0) Assert.Equal(Cents(told.Dollars("cost")), Cents(await figure.DollarsAsync()));
            await Expect(figure.Locator("xpath=..").Locator(".figure-note")).ToContainTextAsync($"{told.Whole("calls"):N0} call");
        }
    }

    [Fact]
    public async Task Calls_without_a_price_are_a_warning_that_names_their_model()
    {
        var page = await OpenAsync((await Samples.Of(Size.Small)).Dashboard);
        var note = page.Locator(".note").Filter(new() { HasText = SmallLedger.UnpricedModel });
        await Expect(note).ToContainTextAsync("1 call has no known price");
        await note.GetByRole(AriaRole.Link, new() { Name = "Set a price" }).ClickAsync();
        await Expect(page.Locator("main h1")).ToHaveTextAsync("Pricing");
    }

    [Fact]
    public async Task An_empty_ledger_says_what_to_run_first()
    {
        var page = await OpenAsync((await Samples.Of(Size.Empty)).Dashboard);
        foreach (var command in (string[])["cs import", "cs hook install", "cs run claude"]) await Expect(page.GetByText(command, new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_first_call_of_an_empty_ledger_fills_the_page_by_itself()
    {
        var dashboard = await DashboardProcess.StartAsync(Cs);
        var page = await OpenAsync(dashboard);
        await Expect(page.GetByText("Nothing is recorded yet")).ToBeVisibleAsync();
        await Cs.Json("start", "The first of all");
        await Log(Cs, 1000, "1.25");
        await Expect(page.Figure("Today")).ToHaveTextAsync("$1.25");
        await Expect(page.GetByText("The first of all")).ToBeVisibleAsync();
        await Log(Cs, 1000, "0.75");
        await Expect(page.Figure("Today")).ToHaveTextAsync("$2.00");
        await Expect(page.Figure("All time")).ToHaveTextAsync("$2.00");
    }

    [Fact]
    public async Task The_chart_is_read_by_keys_and_as_a_table()
    {
        var sample = await Samples.Of(Size.Large);
        var page = await OpenAsync(sample.Dashboard);
        var chart = page.GetByRole(AriaRole.Application, new() { NameRegex = new("^Cost per day") });
        await Expect(page.Locator(".u-over").First).ToBeVisibleAsync();
        await chart.FocusAsync();
        await page.Keyboard.PressAsync("End");
        var said = chart.GetByRole(AriaRole.Status);
        await Expect(said).Not.ToBeEmptyAsync();
        var last = await said.InnerTextAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(said).Not.ToHaveTextAsync(last);
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(said).ToHaveTextAsync(last);

        var all = page.GetByRole(AriaRole.Button, new() { NameRegex = new("Show all$") }).First;
        await page.Keyboard.PressAsync("+");
        await Expect(all).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(all).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "As a table" }).First.ClickAsync();
        var rows = page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Cost per day") }).Locator("tbody tr");
        await Expect(rows.First).ToBeVisibleAsync();
        await page.IsAccessibleAsync();
    }

    [Fact]
    public async Task A_chart_can_be_pointed_at()
    {
        var page = await OpenAsync((await Samples.Of(Size.Large)).Dashboard);
        await page.Locator(".u-over").First.HoverAsync();
        await Expect(page.Locator(".tip").First).ToBeVisibleAsync();
        await Expect(page.Locator(".tip").First).ToContainTextAsync("$");
    }

    [Fact]
    public async Task Days_are_those_of_the_zone_that_the_browser_is_in()
    {
        await Cs.Json("start", "Around midnight in Kathmandu");
        await Log(Cs, 1000, "1");
        await Log(Cs, 1000, "2");
        // 5:45 ahead of UTC: one minute before its midnight, and one after, on the same UTC day.
        var day = DateTimeOffset.UtcNow.Date.AddDays(-3);
        using (var ledger = Cs.OpenLedger())
        {
            ledger.Execute("UPDATE ai_usage SET timestamp = $1 WHERE id = 1", Sql.Time(new DateTimeOffset(day, TimeSpan.Zero).AddHours(18).AddMinutes(14)));
            ledger.Execute("UPDATE ai_usage SET timestamp = $1 WHERE id = 2", Sql.Time(new DateTimeOffset(day, TimeSpan.Zero).AddHours(18).AddMinutes(16)));
        }
        var told = (await Cs.Json("report", "daily", "--timezone", "Asia/Kathmandu")).List("rows");
        Assert.Equal(2, told.Length);

        var page = await OpenAsync(await DashboardProcess.StartAsync(Cs), "/?range=all", new Look(Zone: "Asia/Kathmandu"));
        await page.GetByRole(AriaRole.Button, new() { Name = "As a table" }).First.ClickAsync();
        var rows = page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Cost per day") }).Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        // The latest comes first there.
        foreach (var (row, i) in told.Reverse().Select((row, i) => (row, i)))
        {
            var date = DateOnly.ParseExact(row.Text("key")!, "yyyy-MM-dd");
            await Expect(rows.Nth(i)).ToContainTextAsync($"{date:ddd, MMM d, yyyy}");
            await Expect(rows.Nth(i)).ToContainTextAsync($"${row.Dollars("cost"):0.00}");
        }
    }

    [Fact]
    public async Task The_keyboard_skips_to_the_content()
    {
        var page = await OpenAsync((await Samples.Of(Size.Small)).Dashboard, "/sessions");
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Keyboard shortcuts");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_narrow_window_has_a_menu_that_keeps_the_focus()
    {
        var page = await OpenAsync((await Samples.Of(Size.Small)).Dashboard, "/", new Look(Width: 360, Height: 740));
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        var menu = page.GetByRole(AriaRole.Dialog);
        await Expect(menu).ToBeVisibleAsync();
        await page.IsAccessibleAsync();
        await page.KeepPictureAsync("menu");
        await menu.GetByRole(AriaRole.Link, new() { Name = "Models" }).ClickAsync();
        await Expect(page.Locator("main h1")).ToHaveTextAsync("Models");
        await Expect(menu).ToHaveCountAsync(0);
    }

    private static async Task<JsonElement> Sums(Cs cs, params string[] more) => (await cs.Json(["report", "daily", "--timezone", "UTC", .. more])).GetProperty("totals");

    private static string Today() => DateTimeOffset.UtcNow.ToString("yyyy-MM-dd");

    // A number of JavaScript has 15 digits; cents are shown.
    private static decimal Cents(decimal dollars) => decimal.Round(dollars, 6);
}
