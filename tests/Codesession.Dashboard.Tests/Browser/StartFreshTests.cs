using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Codesession.Dashboard.Tests.Browser;

public sealed class StartFreshTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    [Theory]
    [InlineData("JSON", "json")]
    [InlineData("CSV", "csv")]
    public async Task An_export_is_what_cs_export_prints(string name, string format)
    {
        var page = await OpenAsync(await StartSmallAsync(), "/start-fresh");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = $"Export as {name}" }).ClickAsync());
        var file = Path.Combine(Folder("downloads"), format);
        await download.SaveAsAsync(file);
        Assert.Equal($"codesession.{format}", download.SuggestedFilename);
        Assert.Equal((await Cs.Run("export", "-f", format)).Text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_begins_anew_only_for_who_types_the_words_and_its_backup_takes_all_back()
    {
        var page = await OpenAsync(await StartSmallAsync(), "/start-fresh");
        var before = (await Cs.Run("export")).Text;
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Start fresh" });
        var words = page.GetByLabel("Type");
        await Expect(button).ToBeDisabledAsync();
        await words.FillAsync("start");
        await page.Keyboard.PressAsync("Enter");
        await Expect(button).ToBeDisabledAsync();
        Assert.Equal(before, (await Cs.Run("export")).Text);

        await words.FillAsync("start fresh");
        await button.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The ledger is empty" })).ToBeVisibleAsync();
        await page.IsAccessibleAsync();
        Assert.Equal(0, (await Cs.Json("list")).GetArrayLength());
        var backup = await page.Locator(".fresh-path").InnerTextAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "To the overview" }).ClickAsync();
        await Expect(page.GetByText("Nothing is recorded yet")).ToBeVisibleAsync();
        await Cs.Json("restore", backup, "--yes");
        await Expect(page.GetByText("Speed up the search index")).ToBeVisibleAsync();
        Assert.Equal(before, (await Cs.Run("export")).Text);
    }
}
