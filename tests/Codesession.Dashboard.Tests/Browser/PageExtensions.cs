using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Codesession.Dashboard.Tests.Browser;

/// <summary>What is asked of every page.</summary>
internal static class PageExtensions
{
    /// <summary>Generous: a busy machine is no failure.</summary>
    public const float Patience = 60_000;

    private static readonly NumberFormatInfo Dollars = new() { CurrencySymbol = "$" };

    /// <summary>Waits until the page has its heading, and nothing of it is still loading.</summary>
    public static async Task SettledAsync(this IPage page)
    {
        page.SetDefaultTimeout(Patience);
        await page.Locator("h1").First.WaitForAsync();
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.skeleton, .card-dim, [aria-busy=true]').length === 0", null, new() { Timeout = Patience });
    }

    /// <summary>Makes the window another size, and waits until the page is laid out for it.</summary>
    public static async Task ResizeAsync(this IPage page, int width, int height = 900)
    {
        await page.SetViewportSizeAsync(width, height);
        await page.WaitForFunctionAsync("width => innerWidth === width && matchMedia(`(width: ${width}px)`).matches", width, new() { Timeout = Patience });
        await page.FrameAsync();
    }

    /// <summary>Waits until what is due is drawn.</summary>
    public static Task FrameAsync(this IPage page) => page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");

    /// <summary>Nothing is wider than the window, but what scrolls by itself.</summary>
    public static async Task FitsItsWindowAsync(this IPage page)
    {
        var wide = await page.EvaluateAsync<string[]>("""
            () => {
              const width = document.documentElement.clientWidth;
              if (document.scrollingElement.scrollWidth <= width) return [];
              return [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 0.5)
                .slice(0, 8).map(e => `${e.tagName}.${e.className} reaches ${Math.round(e.getBoundingClientRect().right)} of ${width}`).concat(`${document.scrollingElement.scrollWidth} of ${width}`);
            }
            """);
        Assert.True(wide.Length == 0, $"{page.Url} scrolls sideways at {page.ViewportSize!.Width}: {string.Join("; ", wide)}");
    }

    /// <summary>The tiles of each row of a grid reach from its one edge to the other, with nothing but the gap between them.</summary>
    public static async Task HasNoHolesAsync(this IPage page)
    {
        var holes = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('main .grid, main .spending-figures')].flatMap(grid => {
              const style = getComputedStyle(grid), frame = grid.getBoundingClientRect(), gap = parseFloat(style.columnGap) || 0;
              const [left, right] = [frame.left + parseFloat(style.paddingLeft), frame.right - parseFloat(style.paddingRight)];
              const rows = new Map();
              for (const tile of grid.children) {
                const box = tile.getBoundingClientRect();
                if (box.width === 0) continue;
                const top = Math.round(box.top);
                rows.set(top, [...rows.get(top) ?? [], box]);
              }
              const found = [];
              for (const [top, boxes] of rows) {
                boxes.sort((a, b) => a.left - b.left);
                if (Math.abs(boxes[0].left - left) > 1.5) found.push(`row ${top} begins at ${boxes[0].left}, not ${left}`);
                if (Math.abs(boxes.at(-1).right - right) > 1.5) found.push(`row ${top} ends at ${boxes.at(-1).right}, not ${right}`);
                for (let i = 1; i < boxes.length; i++)
                  if (Math.abs(boxes[i].left - boxes[i - 1].right - gap) > 1.5) found.push(`row ${top} has a hole before tile ${i + 1}`);
              }
              return found.map(text => `${grid.className}: ${text}`);
            })
            """);
        Assert.True(holes.Length == 0, $"{page.Url} at {page.ViewportSize!.Width}: {string.Join("; ", holes)}");
    }

    /// <summary>axe finds nothing that shuts somebody out.</summary>
    public static async Task IsAccessibleAsync(this IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] },
            ResultTypes = [ResultType.Violations],
        });
        var severe = result.Violations.Where(found => found.Impact is "serious" or "critical")
            .Select(found => $"{found.Id} ({found.Impact}): {found.Help}: {string.Join("; ", found.Nodes.Take(3).Select(node => node.Html))}").ToList();
        Assert.True(severe.Count == 0, $"{page.Url}: {string.Join("\n", severe)}");
    }

    /// <summary>The value of the key figure with that label.</summary>
    public static ILocator Figure(this IPage page, string label) =>
        page.Locator("main .figure").Filter(new() { Has = page.Locator("dt").Filter(new() { HasTextRegex = new Regex($"^{Regex.Escape(label)}") }) }).Locator(".figure-value").First;

    /// <summary>The amount that is shown there, with all its decimals: the title has them.</summary>
    public static async Task<decimal> DollarsAsync(this ILocator shown)
    {
        var title = await shown.Locator("[title^='$']").Or(shown.And(shown.Page.Locator("[title^='$']"))).First.GetAttributeAsync("title");
        // "$1,234.50, and 2 calls without a known price"
        return decimal.Parse(title!.Split(' ')[0].TrimEnd(','), NumberStyles.Currency, Dollars);
    }

    /// <summary>The count that is shown there, in full: the title has it where the text is short.</summary>
    public static async Task<long> AmountAsync(this ILocator shown)
    {
        var exact = shown.Locator("[title]");
        var text = await exact.CountAsync() > 0 ? await exact.First.GetAttributeAsync("title") : await shown.InnerTextAsync();
        return long.Parse(text!, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    /// <summary>Keeps a picture in artifacts/screenshots, for people.</summary>
    public static Task KeepPictureAsync(this IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{name}.png") });
}
