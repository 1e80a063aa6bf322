using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Codesession.Dashboard.Tests.Browser;

public sealed class BudgetsTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    // What an alert would do in a window that somebody sees.
    private const string Ears = """
        window.told = []; window.heard = 0;
        class Notification { static permission = 'granted'; static requestPermission = async () => 'granted'; constructor(title, options) { told.push(title + ': ' + options.body); } close() {} }
        Object.defineProperty(window, 'Notification', { value: Notification });
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...at) { heard++; return start.apply(this, at); };
        """;

    [Fact]
    public async Task Budgets_set_changed_and_removed_on_the_page_are_those_of_cs()
    {
        var dashboard = await StartSmallAsync();
        foreach (var budget in (await Cs.Json("budget", "list")).List("budgets")) await Cs.Json("budget", "remove", $"{budget.Whole("id")}");
        var page = await OpenAsync(dashboard, "/budgets");
        await Expect(page.GetByText("No budgets yet")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a budget" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "For", Exact = true }).SelectOptionAsync("week");
        await dialog.GetByLabel("Limit, in dollars").FillAsync("12.50");
        await dialog.GetByLabel("Warn at, in percent").FillAsync("60");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(page.Locator(".budgets > li")).ToHaveCountAsync(1);
        await Expect(dialog).ToHaveCountAsync(0);
        var told = Assert.Single((await Cs.Json("budget", "list")).List("budgets"));
        Assert.Equal("week", told.Text("per"));
        Assert.Equal(12.5m, told.Dollars("limit"));
        Assert.Equal(0.6m, told.Dollars("warnAt"));
        Assert.Equal(told.Dollars("spent"), await page.Locator(".budget-sums").DollarsAsync());

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Change:") }).ClickAsync();
        await dialog.GetByLabel("Limit, in dollars").FillAsync("20");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Expect(page.Locator(".budget-sums")).ToContainTextAsync("$20.00");
        Assert.Equal((told.Whole("id"), 20m), Assert.Single((await Cs.Json("budget", "list")).List("budgets")) is var changed ? (changed.Whole("id"), changed.Dollars("limit")) : default);

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Remove:") }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.GetByText("No budgets yet")).ToBeVisibleAsync();
        Assert.Empty((await Cs.Json("budget", "list")).List("budgets"));
    }

    [Fact]
    public async Task What_is_no_amount_is_said_at_its_field_and_sets_nothing()
    {
        var dashboard = await StartSmallAsync();
        var before = (await Cs.Json("budget", "list")).List("budgets").Length;
        var page = await OpenAsync(dashboard, "/budgets");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a budget" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        foreach (var wrong in (string[])["", "0", "-3", "a lot"])
        {
            await dialog.GetByLabel("Limit, in dollars").FillAsync(wrong);
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
            await Expect(dialog.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        }
        await page.IsAccessibleAsync();
        Assert.Equal(before, (await Cs.Json("budget", "list")).List("budgets").Length);
    }

    [Fact]
    public async Task A_dialog_keeps_the_focus_and_closes_by_escape()
    {
        var page = await OpenAsync((await Samples.Of(Size.Small)).Dashboard, "/budgets");
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Add a budget" });
        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToBeVisibleAsync();
        for (var i = 0; i < 25; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            // The browser's own bars, which nothing of the page is, count as the body.
            Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement === document.body || document.activeElement.closest('dialog[open]') !== null"));
        }
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(button).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_budget_that_is_passed_alerts_once_in_one_tab()
    {
        var dashboard = await StartSmallAsync();
        foreach (var budget in (await Cs.Json("budget", "list")).List("budgets")) await Cs.Json("budget", "remove", $"{budget.Whole("id")}");
        var active = (await Samples.Of(Size.Small)).Small.Active;
        var context = await NewContextAsync();
        await context.AddInitScriptAsync(Ears);
        var page = await context.NewPageAsync();
        await page.GotoAsync(dashboard.Link("/budgets"));
        await page.SettledAsync();
        await page.GetByRole(AriaRole.Switch, new() { NameRegex = new("^Sound") }).ClickAsync();
        await page.GetByRole(AriaRole.Switch, new() { NameRegex = new("^Notification") }).ClickAsync();
        var beside = await context.NewPageAsync();
        await beside.GotoAsync($"{dashboard.Url}/budgets");
        await beside.SettledAsync();
        await page.BringToFrontAsync();
        await page.EvaluateAsync("() => { heard = 0; }");

        await Cs.Json("budget", "set", "50", "--per", "day");
        await Expect(page.Locator(".budgets > li")).ToHaveCountAsync(1);
        await Log(Cs, 1000, "60", "-s", $"{active}");
        await Expect(page.Locator(".budgets").GetByText("Exceeded")).ToBeVisibleAsync();
        await Expect(beside.Locator(".budgets").GetByText("Exceeded")).ToBeVisibleAsync();
        await Poll.Until(async () => await Alerts(page) + await Alerts(beside) > 0, "an alert");

        // Another call over the limit, and a reload, are no news.
        await Log(Cs, 1000, "5", "-s", $"{active}");
        await Expect(page.Locator(".budget-sums")).ToContainTextAsync("$65");
        await Expect(beside.Locator(".budget-sums")).ToContainTextAsync("$65");
        var heard = await page.EvaluateAsync<int>("() => heard") + await beside.EvaluateAsync<int>("() => heard");
        Assert.Equal(1, await Alerts(page) + await Alerts(beside));
        Assert.Equal(3, heard);
        await page.ReloadAsync();
        await page.SettledAsync();
        await Expect(page.Locator(".budgets").GetByText("Exceeded")).ToBeVisibleAsync();
        Assert.Equal(0, await Alerts(page));
    }

    private static Task<int> Alerts(IPage page) => page.EvaluateAsync<int>("() => told.length");
}
