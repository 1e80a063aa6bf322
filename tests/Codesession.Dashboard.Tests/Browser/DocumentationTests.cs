
namespace Codesession.Dashboard.Tests.Browser;

/// <summary>The pictures of docs/dashboard.md, made anew by <c>CODESESSION_DOCS_SCREENSHOTS=1</c>; they are small, and tell of nobody.</summary>
public sealed class DocumentationTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    private const int MostBytes = 150_000;

    [Fact]
    public async Task The_pictures_of_the_documentation_show_made_up_work()
    {
        var folder = Environment.GetEnvironmentVariable("CODESESSION_DOCS_SCREENSHOTS") == "1" ? Path.Combine(Repository.Root, "docs", "images") : Folder("images");
        await Cs.Json("stats");
        YearOfWork.Write(Cs.LedgerPath, DateTimeOffset.UtcNow, sessions: 600, calls: 12_000, projects: 9);
        await Cs.Json("budget", "set", "25", "--per", "day");
        await Cs.Json("budget", "set", "60", "--per", "week");
        await Cs.Json("budget", "set", "400", "--per", "month", "--warn-at", "60");
        var dashboard = await DashboardProcess.StartAsync(Cs);
        var longest = await LongestAsync();

        (string Name, string Path, Look Look)[] pictures =
        [
            ("overview", "/", new Look(1280, 1000)),
            ("overview-dark", "/", new Look(1280, 800, Dark: true)),
            ("sessions", "/sessions", new Look(1280, 720)),
            ("session", $"/sessions/{longest}", new Look(1280, 900)),
            ("insights", "/insights", new Look(1280, 900)),
            ("budgets", "/budgets", new Look(1280, 620)),
        ];
        foreach (var (name, path, look) in pictures)
        {
            var page = await OpenAsync(dashboard, path, look);
            var text = await page.Locator("body").InnerTextAsync();
            Assert.DoesNotContain(Cs.Home, text);
            var file = Path.Combine(folder, $"dashboard-{name}.png");
            await page.ScreenshotAsync(new() { Path = file });
            Assert.InRange(new FileInfo(file).Length, 1, MostBytes);
            await page.Context.CloseAsync();
        }

        // One with something of everything.
        async Task<long> LongestAsync() =>
            (await dashboard.GetAsync("/sessions?sort=calls&limit=50")).List("sessions").First(session => session.Whole("commits") > 1 && session.Whole("filesChanged") > 3).Whole("id");
    }
}
