using static Microsoft.Playwright.Assertions;

namespace Codesession.Dashboard.Tests.Browser;

public sealed class HelpTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    [Fact]
    public async Task It_has_every_command_and_finds_one()
    {
        var sample = await Samples.Of(Size.Empty);
        var page = await OpenAsync(sample.Dashboard, "/help");
        var shown = await page.Locator(".help-command h2").AllInnerTextsAsync();
        // Each command of the overview that cs help prints, as "  name <argument>  what it does".
        var told = (await sample.Cs.Run("--help")).Text.Split('\n').SkipWhile(line => line != "Commands:").Skip(1)
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line.Length > 2 && line[2] != ' ').Select(line => line.Trim().Split([' ', ','])[0]).ToList();
        Assert.Contains("dashboard", told);
        Assert.Empty(told.Except(shown));

        await page.GetByLabel("Search commands").FillAsync("statusline");
        await Expect(page.Locator(".help-command")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_changelog_begins_with_the_version_that_runs()
    {
        var page = await OpenAsync((await Samples.Of(Size.Empty)).Dashboard, "/changelog");
        await Expect(page.Locator("main h2").First).ToContainTextAsync(Cs.Version);
    }
}
