using static Microsoft.Playwright.Assertions;

namespace Codesession.Dashboard.Tests.Browser;

/// <summary>Names, notes and messages come from strangers: from agents, repositories and logs.</summary>
public sealed class HostileTextTests(TestBrowser browser, Samples samples) : BrowserTest(browser, samples)
{
    private const string Markup = """<img src=x onerror="window.ran=1"><script>window.ran=1</script>"><svg onload=window.ran=1>'`${window.ran=1}{{7*7}}""";

    public static TheoryData<string, string> Texts => new()
    {
        { "markup", Markup },
        { "script link", "javascript:window.ran=1" },
        { "100,000 letters", new string('x', 100_000) },
        { "100,000 letters of markup", string.Concat(Enumerable.Repeat("<b onclick=ran=1>", 6_000))[..100_000] },
        { "other scripts and controls", "\u202Edrow\u202C مرحبا 你好 🙂\u0000\u001b[31m\u200b\ufeff" + new string('\u0301', 300) },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Texts_of_strangers_are_shown_as_text(string kind, string text)
    {
        Assert.NotEmpty(kind);
        await Cs.Json("start", "plain");
        await Cs.Json("log-ai", "-p", "anthropic", "-m", "claude-sonnet-4-5", "-t", "1000", "-c", "0.5", "--agent", "somebody");
        Plant(text);
        var dashboard = await DashboardProcess.StartAsync(Cs);
        var context = await NewContextAsync();
        var elsewhere = new List<string>();
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(dashboard.Url, StringComparison.Ordinal)) elsewhere.Add(request.Url);
        };
        var page = await context.NewPageAsync();
        await page.GotoAsync(dashboard.Link());
        await page.SettledAsync();
        foreach (var path in (string[])
            ["/?range=all", "/sessions?range=all", "/sessions/1", "/sessions/1?tab=files", "/sessions/1?tab=commits", "/sessions/1?tab=notes", "/sessions/compare?a=1&b=1",
                "/models?range=all", "/insights?range=all", "/projects?range=all", "/agents?range=all", "/budgets", "/pricing"])
        {
            await page.GotoAsync(dashboard.Url + path);
            await page.SettledAsync();
            foreach (var width in (int[])[360, 1440])
            {
                await page.ResizeAsync(width, 900);
                await page.FitsItsWindowAsync();
            }
            Assert.False(await page.EvaluateAsync<bool>("() => 'ran' in window"), $"{path} ran a script");
            // What a click may follow.
            Assert.DoesNotContain(await page.Locator("a[href], form[action], iframe, object, embed").EvaluateAllAsync<string[]>("all => all.map(e => e.href ?? e.action ?? e.tagName)"),
                address => !address.StartsWith(dashboard.Url, StringComparison.Ordinal) && !address.StartsWith("https://", StringComparison.Ordinal));
            // It answers: a frame comes within what anyone would wait.
            await page.FrameAsync();
        }
        await page.GotoAsync($"{dashboard.Url}/sessions/1");
        await page.SettledAsync();
        Assert.StartsWith(text.Split('\u0000')[0].Trim()[..5], (await page.Locator("main h1").TextContentAsync())!.Trim());
        Assert.Empty(elsewhere);
    }

    // As another program may have written it: past all that cs would refuse or shorten.
    private void Plant(string text)
    {
        using var ledger = Cs.OpenLedger();
        var time = Sql.Time(DateTimeOffset.UtcNow);
        ledger.InTransaction(() =>
        {
            ledger.Execute("UPDATE sessions SET name = $1, working_directory = $1, git_root = $1, branch = $1, notes = $1 WHERE id = 1", text);
            ledger.Execute("INSERT INTO ai_usage (session_id, provider, model, tokens, cost, cost_e10, timestamp, agent_name, source) VALUES (1, $1, $1, 10, 0, NULL, $2, $1, 'log')", text, time);
            ledger.Execute("INSERT INTO file_changes (session_id, file_path, change_type, timestamp) VALUES (1, $1, 'modified', $2)", text, time);
            ledger.Execute("INSERT INTO commits (session_id, hash, message, timestamp) VALUES (1, $1, $2, $3)", text.Length > 40 ? text[..40] : text, text, time);
            ledger.Execute("INSERT INTO session_notes (session_id, message, timestamp) VALUES (1, $1, $2)", text, time);
            ledger.Execute("INSERT INTO budgets (period, agent_name, limit_e10, warn_at_e10, created_at) VALUES ('day', $1, 10000000000, 8000000000, $2)", text, time);
        });
    }
}
