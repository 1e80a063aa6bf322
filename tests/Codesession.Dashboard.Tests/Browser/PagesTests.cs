namespace Codesession.Dashboard.Tests.Browser;

public sealed class PagesTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    private static readonly (string Name, string Path, string Heading)[] Known =
    [
        ("overview", "/", "Overview"),
        ("sessions", "/sessions", "Sessions"),
        ("models", "/models", "Models"),
        ("insights", "/insights", "Insights"),
        ("projects", "/projects", "Projects"),
        ("agents", "/agents", "Agents"),
        ("budgets", "/budgets", "Alerts & budgets"),
        ("pricing", "/pricing", "Pricing"),
        ("help", "/help", "Help"),
        ("changelog", "/changelog", "Changelog"),
        ("start-fresh", "/start-fresh", "Start Fresh"),
    ];

    public static TheoryData<string, Size> EachPageOnEachLedger =>
        [.. from page in Known from size in Enum.GetValues<Size>() select (page.Name, size)];

    [Theory]
    [MemberData(nameof(EachPageOnEachLedger))]
    public async Task A_page_opens_by_the_link_and_fits_any_window_in_light_and_dark(string name, Size size)
    {
        var (_, path, heading) = Known.Single(page => page.Name == name);
        var sample = await Samples.Of(size);
        foreach (var dark in (bool[])[false, true])
        {
            var page = await OpenAsync(sample.Dashboard, path, new Look(Dark: dark));
            Assert.Equal($"{sample.Dashboard.Url}{path}", page.Url);
            Assert.Equal(heading, await page.Locator("main h1").InnerTextAsync());
            Assert.StartsWith(heading, await page.TitleAsync());
            await page.IsAccessibleAsync();
            await page.KeepPictureAsync($"{name}-{size}-{(dark ? "dark" : "light")}".ToLowerInvariant());
            // Colours move nothing.
            foreach (var width in dark ? [] : (int[])[360, 800, 1440, 2560])
            {
                await page.ResizeAsync(width, 900);
                await page.FitsItsWindowAsync();
                await page.HasNoHolesAsync();
                if (width != 1440) await page.KeepPictureAsync($"{name}-{size}-{width}".ToLowerInvariant());
            }
            NoComplaints();
            await page.Context.CloseAsync();
        }
    }
}
