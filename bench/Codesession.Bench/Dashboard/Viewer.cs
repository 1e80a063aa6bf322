using Codesession.Tests.Dashboards;
using Microsoft.Playwright;

namespace Codesession.Bench.Dashboard;

/// <summary>People who look at the dashboard in Chromium.</summary>
internal sealed class Viewer : IAsyncDisposable
{
    // Notes when all figures of the first view are there, and its chart is drawn and can be clicked: at the frame that shows it.
    private const string Watch = """
        (() => {
          const ready = () => {
            const figure = document.querySelector('main .figure-value'), over = document.querySelector('main .u-over'), canvas = document.querySelector('main .uplot canvas');
            if (!figure || !over || !canvas || canvas.width === 0 || document.querySelector('main .skeleton')) return false;
            const box = over.getBoundingClientRect();
            return box.width > 0 && box.height > 0 && /\$/.test(figure.textContent);
          };
          const look = () => ready() ? requestAnimationFrame(() => { window.seenAfter = performance.now(); }) : requestAnimationFrame(look);
          requestAnimationFrame(look);
        })()
        """;

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Viewer(IPlaywright playwright, IBrowser browser)
    {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static async Task<Viewer> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new Viewer(playwright, await Chromium.LaunchAsync(playwright));
    }

    /// <summary>A browser that knows nothing yet: no cookie, nothing cached.</summary>
    public async Task<IPage> NewAsync()
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await context.AddInitScriptAsync(Watch);
        return await context.NewPageAsync();
    }

    /// <summary>Goes to the overview.</summary>
    /// <returns>Milliseconds from the start of the navigation until it was there to be used.</returns>
    public static async Task<double> VisitAsync(IPage page, string link)
    {
        await page.GotoAsync("about:blank");
        await page.GotoAsync(link, new() { WaitUntil = WaitUntilState.Commit });
        var seen = await page.WaitForFunctionAsync("() => window.seenAfter", null, new() { Timeout = 60_000 });
        return await seen.JsonValueAsync<double>();
    }

    /// <summary>What this page asks of the API at its first view, without the login and the stream of changes.</summary>
    public static async Task<string[]> QuestionsAsync(IPage page, string link)
    {
        var asked = new List<string>();
        void Note(object? sender, IRequest request)
        {
            var address = new Uri(request.Url);
            if (request.Method == "GET" && address.AbsolutePath.StartsWith("/api/v1/", StringComparison.Ordinal) && address.AbsolutePath != "/api/v1/events") asked.Add(address.PathAndQuery);
        }
        page.Request += Note;
        await VisitAsync(page, link);
        page.Request -= Note;
        return [.. asked.Distinct()];
    }

    /// <summary>Bytes that the first view takes from the server, as they are sent.</summary>
    public static Task<double> BytesAsync(IPage page) => page.EvaluateAsync<double>("""
        () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
          .filter(entry => !entry.name.includes('/api/')).reduce((sum, entry) => sum + entry.transferSize, 0)
        """);

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
