using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Codesession.Dashboard.Tests.Browser.TestBrowser))]

namespace Codesession.Dashboard.Tests.Browser;

/// <summary>One Chromium for all tests; each opens contexts of its own in it.</summary>
public sealed class TestBrowser : IAsyncLifetime
{
    private readonly SemaphoreSlim once = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The browser; where there is none, the test is skipped.</summary>
    public async Task<IBrowser> GetAsync()
    {
        Assert.SkipWhen(Chromium.Path is null, "No Chromium is here: install it (apt-get install chromium), or name one in CODESESSION_TEST_CHROMIUM.");
        await once.WaitAsync();
        try
        {
            Assertions.SetDefaultExpectTimeout(PageExtensions.Patience);
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await Chromium.LaunchAsync(playwright);
        }
        finally
        {
            once.Release();
        }
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        once.Dispose();
    }
}
