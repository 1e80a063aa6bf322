using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Codesession.Bench.Dashboard;

/// <summary><c>cs dashboard</c> over a ledger, and a program that asks it.</summary>
internal sealed class DashboardServer : IDisposable
{
    private const double TicksPerSecond = 100; // what /proc counts in, on every Linux that .NET runs on

    private readonly Process process;

    private DashboardServer(Process process, string url, string token)
    {
        this.process = process;
        Url = url;
        Token = token;
        Client = NewClient();
    }

    /// <summary>Where it listens; ends without a slash.</summary>
    public string Url { get; }

    /// <summary>What lets a browser in.</summary>
    public string Token { get; }

    /// <summary>A program with the token, over connections of its own.</summary>
    public HttpClient Client { get; }

    /// <summary>How long it has kept processors busy so far.</summary>
    public double ProcessorSeconds
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[11]) + long.Parse(fields[12])) / TicksPerSecond;
        }
    }

    /// <summary>The most memory it has had, in MB.</summary>
    public double PeakMegabytes => Timing.PeakMemory(process.Id) / 1024.0;

    /// <summary>Starts it on a free port, and waits until it listens.</summary>
    public static DashboardServer Start(string cs, string folder, string ledger)
    {
        var process = new Command(cs, ["dashboard", "--port", "0", "--no-open", "--json"], folder, ledger, HoldsInput: true).Start();
        var ready = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("cs dashboard did not start.");
        using var document = JsonDocument.Parse(ready);
        if (!document.RootElement.TryGetProperty("url", out var url)) throw new InvalidOperationException($"cs dashboard did not start: {ready}");
        return new DashboardServer(process, url.GetString()!.TrimEnd('/'), document.RootElement.GetProperty("token").GetString()!);
    }

    public HttpClient NewClient()
    {
        var client = new HttpClient { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }

    /// <summary>Milliseconds until the whole of an answer was there.</summary>
    public async Task<double> TimeAsync(string path)
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await Client.GetAsync(path);
        await response.Content.ReadAsByteArrayAsync();
        var time = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        response.EnsureSuccessStatusCode();
        return time;
    }

    public void Dispose()
    {
        Client.Dispose();
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(20))) process.Kill();
        process.Dispose();
    }
}
