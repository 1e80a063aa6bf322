using System.Text.Json;

namespace Codesession.Proxy.Tests;

/// <summary><c>cs proxy</c> at work, with a fake provider behind it.</summary>
public sealed class ProxyProcess
{
    private readonly RunningCs running;

    private ProxyProcess(RunningCs running, JsonElement ready)
    {
        this.running = running;
        Ready = ready;
        Url = ready.Text("url")!.TrimEnd('/');
    }

    /// <summary>The line it told where it listens with.</summary>
    public JsonElement Ready { get; }

    /// <summary>Where it listens; ends without a slash.</summary>
    public string Url { get; }

    public int Id => running.Id;

    public string Output => running.OutputSoFar + running.ErrorSoFar;

    /// <summary>Starts it on a free port and waits until it listens.</summary>
    public static Task<ProxyProcess> StartAsync(Cs cs, FakeProvider provider, params string[] more) =>
        StartAsync(cs, [.. Upstreams(provider.Url), .. more]);

    /// <summary>Starts it with these options besides the port.</summary>
    public static async Task<ProxyProcess> StartAsync(Cs cs, string[] options)
    {
        var running = cs.Begin(["proxy", "--port", "0", "--json", .. options]);
        await running.Until(() => running.OutputSoFar.Contains('\n'), "the proxy told where it listens");
        var ready = JsonElement.Parse(running.OutputSoFar);
        Assert.True(ready.Has("url"), $"cs proxy did not start: {running.OutputSoFar}");
        return new ProxyProcess(running, ready);
    }

    /// <summary>The options that put one server in the place of all providers.</summary>
    public static string[] Upstreams(string url) =>
        ["--upstream", $"anthropic={url}", "--upstream", $"openai={url}", "--upstream", $"google={url}"];

    /// <summary>The base URL whose calls belong to that session.</summary>
    public string For(long session) => $"{Url}/s/{session}";

    /// <summary>Closes its standard input, and waits for its end.</summary>
    public async Task<CsResult> StopAsync()
    {
        await running.Give([]);
        return await running.Ended();
    }

    /// <summary>Ends it at once, as a crash does.</summary>
    public async Task<CsResult> KillAsync()
    {
        running.Kill();
        return await running.Ended();
    }

    /// <summary>Sends it a signal, and waits for its end.</summary>
    public async Task<CsResult> StopAsync(int signal)
    {
        running.Send(signal);
        return await running.Ended();
    }
}
