using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Codesession.Cli.Dashboard;
using Microsoft.Playwright;

namespace Codesession.Dashboard.Tests.Browser;

/// <summary>How a page is looked at.</summary>
public sealed record Look(int Width = 1440, int Height = 900, bool Dark = false, string Zone = "UTC");

/// <summary>
/// A test with a browser. Whatever a page complains of (an error in its console, as a broken content security policy is one, or an
/// exception that nobody caught) fails the test.
/// </summary>
public abstract class BrowserTest(TestBrowser browser, Samples samples) : CsTest, IAsyncLifetime
{
    private readonly List<IBrowserContext> contexts = [];
    private readonly ConcurrentQueue<string> complaints = [];
    private Regex? forgiven;

    protected Samples Samples => samples;

    /// <summary>A dashboard over a copy of the small ledger, which the test may change.</summary>
    protected async Task<DashboardProcess> StartSmallAsync()
    {
        var small = await samples.Of(Size.Small);
        Directory.CreateDirectory(Path.GetDirectoryName(Cs.LedgerPath)!);
        using (var ledger = small.Cs.OpenLedger()) ledger.Execute("VACUUM INTO $1", Cs.LedgerPath);
        return await DashboardProcess.StartAsync(Cs);
    }

    /// <summary>A browser of somebody's own: cookies and storage are nobody else's.</summary>
    protected async Task<IBrowserContext> NewContextAsync(Look? look = null)
    {
        look ??= new Look();
        var context = await (await browser.GetAsync()).NewContextAsync(new()
        {
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-US",
            TimezoneId = look.Zone,
            AcceptDownloads = true,
        });
        lock (contexts) contexts.Add(context);
        context.Console += (_, message) =>
        {
            if (message.Type == "error") Complain($"console: {message.Text}");
        };
        context.WebError += (_, error) => Complain($"error: {error.Error}");
        return context;
    }

    /// <summary>Opens a page by the dashboard's link, and waits until it shows what it has to show.</summary>
    protected async Task<IPage> OpenAsync(DashboardProcess dashboard, string path = "/", Look? look = null)
    {
        var page = await (await NewContextAsync(look)).NewPageAsync();
        await page.GotoAsync(dashboard.Link(path));
        await page.SettledAsync();
        return page;
    }

    /// <summary>Complaints of that kind are what the test is about.</summary>
    protected void Forgive([StringSyntax("Regex")] string pattern) => forgiven = new Regex(pattern);

    /// <summary>Fails the test for what pages have complained of so far.</summary>
    protected void NoComplaints() => Assert.Empty(complaints);

    // Where there is no page or no browser nothing else is made either.
    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(typeof(DashboardOptions).Assembly.GetManifestResourceInfo("dashboard/index.html.gz") is null,
            "This cs was built without its page: Node 20.19 or later was not there.");
        await browser.GetAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed) await KeepPicturesAsync();
        foreach (var context in contexts) await context.DisposeAsync();
        Dispose(true);
        NoComplaints();
    }

    // What it looked like when it failed.
    private async Task KeepPicturesAsync()
    {
        var name = $"failed-{TestContext.Current.TestMethod?.MethodName}";
        foreach (var (page, i) in contexts.SelectMany(context => context.Pages).Select((page, i) => (page, i))) await page.KeepPictureAsync($"{name}-{i + 1}");
    }

    private void Complain(string text)
    {
        if (forgiven?.IsMatch(text) != true) complaints.Enqueue(text);
    }
}
