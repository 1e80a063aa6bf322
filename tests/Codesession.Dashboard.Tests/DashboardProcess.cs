using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Codesession.Dashboard.Tests;

/// <summary><c>cs dashboard</c> at work.</summary>
public sealed class DashboardProcess
{
    private static readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    private readonly RunningCs running;

    private DashboardProcess(RunningCs running, JsonElement ready)
    {
        this.running = running;
        Ready = ready;
        Url = ready.Text("url")!;
        Token = ready.Text("token")!;
    }

    /// <summary>The line it told where it listens with.</summary>
    public JsonElement Ready { get; }

    /// <summary>Where it listens; ends without a slash.</summary>
    public string Url { get; }

    public string Token { get; }

    public int Port => (int)Ready.Whole("port");

    public int Id => running.Id;

    public string ErrorSoFar => running.ErrorSoFar;

    /// <summary>Starts it on a free port and waits until it listens.</summary>
    public static Task<DashboardProcess> StartAsync(Cs cs, params string[] more) => StartAtAsync(cs, 0, more);

    /// <summary>Starts it on that port and waits until it listens.</summary>
    public static async Task<DashboardProcess> StartAtAsync(Cs cs, int port, params string[] more)
    {
        var running = cs.Begin(["dashboard", "--port", $"{port}", "--json", .. more]);
        await running.Until(() => running.OutputSoFar.Contains('\n'), "the dashboard told where it listens");
        var ready = JsonElement.Parse(running.OutputSoFar);
        Assert.True(ready.Has("url"), $"cs dashboard did not start: {running.OutputSoFar}");
        return new DashboardProcess(running, ready);
    }

    /// <summary>The link that lets a browser in.</summary>
    public string Link(string path = "/") => $"{Url}{path}#token={Token}";

    /// <summary>Asks the API with the token.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Path and query below <c>/api/v1</c>.</param>
    /// <param name="body">JSON; null: none.</param>
    public async Task<Answered> AskAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{Url}/api/v1{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answered((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The document of a successful GET.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        var answer = await AskAsync("GET", path);
        Assert.True(answer.Status == 200, $"{path}: {answer}");
        return answer.Document;
    }

    /// <summary>The <c>error</c> of a request that is refused.</summary>
    public async Task<JsonElement> FailsAsync(int status, string code, string method, string path, string? body = null)
    {
        var answer = await AskAsync(method, path, body);
        Assert.True(answer.Status == status, $"{method} {path}: {answer}");
        return answer.Failure(code);
    }

    /// <summary>One request, header by header, from whoever it may come.</summary>
    public Task<RawResponse> SendAsync(string method, string target, params (string Name, string Value)[] headers) =>
        RawHttp.SendAsync(Url, method, target, [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]);

    /// <summary>A request with a body of JSON.</summary>
    public Task<RawResponse> SendAsync(string method, string target, string body, params (string Name, string Value)[] headers) =>
        RawHttp.SendAsync(Url, method, target, [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))], Encoding.UTF8.GetBytes(body));

    /// <summary>The header that has the token.</summary>
    public (string, string) Bearer => ("Authorization", $"Bearer {Token}");

    /// <summary>Logs a browser in.</summary>
    /// <returns>The header that has its cookie.</returns>
    public async Task<(string, string)> LogInAsync()
    {
        var answer = await SendAsync("POST", "/api/v1/login", Bearer);
        Assert.Equal(204, answer.Status);
        return ("Cookie", answer.Header("Set-Cookie")!.Split(';')[0]);
    }

    /// <summary>Waits for its end.</summary>
    public Task<CsResult> EndedAsync() => running.Ended();

    /// <summary>Closes its standard input, and waits for its end.</summary>
    public async Task<CsResult> StopAsync()
    {
        await running.Give([]);
        return await running.Ended();
    }

    /// <summary>Sends it a signal, and waits for its end.</summary>
    public async Task<CsResult> StopAsync(int signal)
    {
        running.Send(signal);
        return await running.Ended();
    }

    /// <summary>Ends it at once, as a crash does.</summary>
    public async Task<CsResult> KillAsync()
    {
        running.Kill();
        return await running.Ended();
    }
}

/// <summary>What the API answered.</summary>
public sealed record Answered(int Status, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Document
    {
        get
        {
            Assert.StartsWith("application/json", Headers.GetValueOrDefault("Content-Type"), StringComparison.Ordinal);
            return JsonElement.Parse(Body);
        }
    }

    /// <summary>The <c>error</c> of a failure with that code.</summary>
    public JsonElement Failure(string code)
    {
        var document = Document;
        document.IsAnswerOf("error");
        var error = document.GetProperty("error");
        Assert.True(code == error.Text("code"), $"Expected {code}: {this}");
        Assert.NotEmpty(error.Text("message")!);
        return error;
    }

    public override string ToString() => $"{Status} {(Text.Length <= 2000 ? Text : Text[..2000])}";
}
