using System.Diagnostics;
using System.Text.Json;

namespace Codesession.Bench.Proxy;

/// <summary>What the proxy adds: the same calls to the same provider, directly and through it, in turn.</summary>
internal sealed class ProxyBench(string cs, string folder)
{
    /// <summary>Measures, and reports with the limits.</summary>
    public async Task RunAsync(Report report, string ledger)
    {
        using var provider = new LeanProvider();
        using var proxy = Start(provider.Url, ledger, out var url);
        var (direct, through) = (new Caller(provider.Url), new Caller(url));

        await through.OneByOneAsync(500);
        var (straight, led) = (new List<double>(), new List<double>());
        for (var round = 0; round < 10; round++)
        {
            straight.AddRange(await direct.OneByOneAsync(200));
            led.AddRange(await through.OneByOneAsync(200));
        }
        report.Add("a streamed call, directly", Timing.Median(straight), "the reference");
        report.Add("through the proxy: added", Timing.Median(led) - Timing.Median(straight), 0.5);

        await through.AtOnceAsync(32, 5_000);
        report.AddRate("streams a second, directly", await direct.AtOnceAsync(32, 50_000), null);
        report.AddRate("streams a second, through the proxy", await through.AtOnceAsync(32, 50_000), 10_000);
        report.AddMemory("memory after 57,500 streams, all booked", Timing.PeakMemory(proxy.Id) / 1024.0, 80);

        await through.LargeAsync(100_000_000);
        report.AddMemory("memory after a body of 100 MB", Timing.PeakMemory(proxy.Id) / 1024.0, 80);
        // Fifty events a second for two hours.
        provider.Events = 2 * 60 * 60 * 50;
        await through.LargeAsync(0);
        report.AddMemory("memory after a stream of two hours, 360,000 events", Timing.PeakMemory(proxy.Id) / 1024.0, 80);

        proxy.StandardInput.Close();
        proxy.WaitForExit();
    }

    private Process Start(string upstream, string ledger, out string url)
    {
        var start = new ProcessStartInfo(cs, ["proxy", "--port", "0", "--json", "--upstream", $"anthropic={upstream}"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["CODESESSION_DB_PATH"] = ledger;
        start.Environment["HOME"] = Path.GetDirectoryName(ledger);
        var proxy = Process.Start(start)!;
        using var ready = JsonDocument.Parse(proxy.StandardOutput.ReadLine()!);
        url = ready.RootElement.GetProperty("url").GetString()!;
        return proxy;
    }
}
