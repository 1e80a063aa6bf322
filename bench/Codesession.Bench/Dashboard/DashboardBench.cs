using System.Diagnostics;
using Codesession.Tests.Dashboards;
using Microsoft.Playwright;

namespace Codesession.Bench.Dashboard;

/// <summary>The dashboard over 10,000 sessions with a million calls: its answers, its first view, what it does for who only looks.</summary>
internal sealed class DashboardBench(string cs, Workplace place)
{
    private const int Rounds = 10;

    public async Task RunAsync(Report report)
    {
        if (Chromium.Path is null) throw new InvalidOperationException("No Chromium is here: install it, or name one in CODESESSION_TEST_CHROMIUM.");
        var ledger = place.NewYearOfWork("dashboard", sessions: 10_000, calls: 1_000_000);
        await using var viewer = await Viewer.StartAsync();
        string[] questions;
        using (var server = DashboardServer.Start(cs, place.Repository, ledger))
        {
            questions = await Viewer.QuestionsAsync(await viewer.NewAsync(), Link(server));
        }
        await AnswersAsync(report, ledger, questions);
        using (var server = DashboardServer.Start(cs, place.Repository, ledger))
        {
            await FirstViewAsync(report, server, viewer);
            await LiveAsync(report, server, viewer, ledger);
            await IdleAsync(report, server, viewer);
        }
    }

    // The first answers of a process, and those after a change, which nothing kept can answer.
    private async Task AnswersAsync(Report report, string ledger, string[] questions)
    {
        var first = questions.ToDictionary(path => path, _ => new List<double>());
        for (var round = 0; round < 5; round++)
        {
            using var fresh = DashboardServer.Start(cs, place.Repository, ledger);
            foreach (var path in questions) first[path].Add(await fresh.TimeAsync(path));
        }
        var changed = questions.ToDictionary(path => path, _ => new List<double>());
        var kept = questions.ToDictionary(path => path, _ => new List<double>());
        using var server = DashboardServer.Start(cs, place.Repository, ledger);
        using var events = await EventStream.OpenAsync(server);
        for (var round = 0; round < Rounds; round++)
        {
            Log(ledger);
            await events.NextAsync();
            foreach (var path in questions)
            {
                changed[path].Add(await server.TimeAsync(path));
                kept[path].Add(await server.TimeAsync(path));
            }
        }
        foreach (var path in questions)
        {
            var name = path["/api/v1".Length..].Split('?')[0] + (path.Contains("by=", StringComparison.Ordinal) ? $" by {path.Split("by=")[1].Split('&')[0]}" : "");
            report.Add($"{name}, the first of a process", Timing.Median(first[path]), 60);
            report.Add($"{name}, after a change", Timing.Median(changed[path]), 60);
            report.Add($"{name}, asked again", Timing.Median(kept[path]), "the same answer, kept");
        }
    }

    private static async Task FirstViewAsync(Report report, DashboardServer server, Viewer viewer)
    {
        var (cold, warm) = (new List<double>(), new List<double>());
        var bytes = 0.0;
        for (var round = -1; round < Rounds; round++)
        {
            var page = await viewer.NewAsync();
            var times = (await Viewer.VisitAsync(page, Link(server)), 0.0);
            bytes = await Viewer.BytesAsync(page);
            times.Item2 = await Viewer.VisitAsync(page, $"{server.Url}/");
            if (round >= 0)
            {
                cold.Add(times.Item1);
                warm.Add(times.Item2);
            }
            await page.Context.DisposeAsync();
        }
        report.Add("first view to interactive, nothing cached", Timing.Median(cold), 500);
        report.Add("first view to interactive, again", Timing.Median(warm), 500);
        report.AddKilobytes("the page for that, as sent", bytes / 1e3, 250);
    }

    // From the start of the process that records a call until the page shows it.
    private async Task LiveAsync(Report report, DashboardServer server, Viewer viewer, string ledger)
    {
        const string Figures = "() => [...document.querySelectorAll('main .figure-value')].map(figure => figure.textContent).join()";
        var page = await viewer.NewAsync();
        await Viewer.VisitAsync(page, Link(server));
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            // As somebody who works does: not at once after the one before, which would wait for its turn.
            await Task.Delay(TimeSpan.FromSeconds(1.5));
            var before = await page.EvaluateAsync<string>(Figures);
            var began = Stopwatch.GetTimestamp();
            Log(ledger);
            await page.WaitForFunctionAsync($"before => ({Figures})() !== before", before, new PageWaitForFunctionOptions { Timeout = 30_000 });
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        report.Add("cs log-ai until the page shows it", Timing.Median(times), 1_000);
        report.Add("  the slowest of ten", times.Max(), "");
        await page.Context.DisposeAsync();
    }

    private static async Task IdleAsync(Report report, DashboardServer server, Viewer viewer)
    {
        var streams = new List<EventStream>();
        for (var i = 0; i < 50; i++) streams.Add(await EventStream.OpenAsync(server));
        for (var i = 0; i < 10; i++) await Viewer.VisitAsync(await viewer.NewAsync(), Link(server));
        await Task.Delay(TimeSpan.FromSeconds(5));
        var (before, began) = (server.ProcessorSeconds, Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(60));
        var busy = (server.ProcessorSeconds - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        report.AddShare("busy for 50 streams and 10 browsers, idle", busy, 0.02);
        report.AddMemory("memory of cs dashboard, at most", server.PeakMegabytes, 200);
        streams.ForEach(stream => stream.Dispose());
    }

    private void Log(string ledger)
    {
        string[] words = ["log-ai", "-s", "10000", "-p", "anthropic", "-m", "claude-sonnet-4-5", "--prompt-tokens", "90000", "--completion-tokens", "50000", "--json"];
        using var process = new Command(cs, words, place.Repository, ledger).Start();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"cs log-ai ended with {process.ExitCode}.");
    }

    private static string Link(DashboardServer server) => $"{server.Url}/#token={server.Token}";
}
