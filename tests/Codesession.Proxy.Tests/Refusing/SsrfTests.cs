namespace Codesession.Proxy.Tests.Refusing;

/// <summary>No request decides where it is sent: tries to make it so end with an error, and nothing leaves.</summary>
public sealed class SsrfTests : IClassFixture<ProxiedHome>, IDisposable
{
    private readonly ProxiedHome home;
    private readonly EvilListener evil = new();

    public SsrfTests(ProxiedHome home) => this.home = home;

    public void Dispose() => evil.Dispose();

    // EVIL stands for the host and port that must not be reached, SELF for the proxy's own.
    [Theory]
    [InlineData("POST http://EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST http://EVIL/v1/messages HTTP/1.1", "EVIL")]
    [InlineData("POST https://EVIL/v1/messages HTTP/1.1", "EVIL")]
    [InlineData("POST //EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST ///EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST @EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /@EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST \\\\EVIL\\v1\\messages HTTP/1.1", "SELF")]
    [InlineData("POST /\\EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /http://EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /http:/EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /%2F%2FEVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /%2f%2fEVIL%2fv1%2fmessages HTTP/1.1", "SELF")]
    [InlineData("POST /%5C%5CEVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /%40EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /anthropic@EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /anthropic%40EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /anthropic:80@EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /s/1@EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /s//EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /s/1//EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /s/1/http://EVIL/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /v2@EVIL/messages HTTP/1.1", "SELF")]
    [InlineData("POST /nowhere/v1/messages HTTP/1.1", "SELF")]
    [InlineData("POST /unknown/v1/chat/completions HTTP/1.1", "SELF")]
    [InlineData("POST / HTTP/1.1", "SELF")]
    [InlineData("CONNECT EVIL HTTP/1.1", "EVIL")]
    [InlineData("CONNECT EVIL HTTP/1.1", "SELF")]
    [InlineData("OPTIONS * HTTP/1.1", "SELF")]
    [InlineData("POST /v1/messages HTTP/1.1", "EVIL")]
    [InlineData("POST /v1/messages HTTP/1.1", "evil.example")]
    [InlineData("POST /v1/messages HTTP/1.1", "evil.example:80")]
    [InlineData("POST /v1/messages HTTP/1.1", "127.0.0.1.evil.example")]
    [InlineData("POST /v1/messages HTTP/1.1", "127.0.0.1@EVIL")]
    [InlineData("POST /v1/messages HTTP/1.1", "localhost.evil.example")]
    [InlineData("POST /v1/messages HTTP/1.1", "")]
    [InlineData("POST /v1/messages HTTP/1.1", "SELF\r\nHost: EVIL")]
    public async Task It_is_refused_and_reaches_nobody(string line, string host)
    {
        var status = await SendAsync($"{line}\r\nHost: {host}\r\n");

        Assert.InRange(status, 400, 499);
    }

    [Theory]
    [InlineData("/nowhere/v1/messages")]
    [InlineData("/unknown/v1/chat/completions")]
    [InlineData("/EVIL/v1/messages")]
    [InlineData("/ollama/api/chat")]
    public async Task An_unknown_prefix_is_not_found(string target) =>
        Assert.Equal(404, await SendAsync($"POST {target} HTTP/1.1\r\nHost: SELF\r\n"));

    // Dots that climb out of a prefix: refused, or sent to the provider that the prefix names, and to nobody else.
    [Theory]
    [InlineData("/anthropic/../nowhere/v1/messages")]
    [InlineData("/anthropic/%2e%2e/nowhere/v1/messages")]
    [InlineData("/anthropic/..%2f..%2fv1/messages")]
    [InlineData("/s/1/%2e%2e/%2e%2e/health")]
    [InlineData("/v1/messages/..%5c..%5cEVIL")]
    [InlineData("/anthropic//EVIL/v1/messages")]
    [InlineData("/anthropic/http://EVIL/v1/messages")]
    [InlineData("/anthropic/@EVIL/v1/messages")]
    [InlineData("/anthropic/%2f%2fEVIL/v1/messages")]
    [InlineData("/v1/messages@EVIL")]
    [InlineData("/v1/messages?url=http://EVIL/")]
    [InlineData("/v1/messages?@EVIL/")]
    [InlineData("/v1/messages#@EVIL/")]
    public async Task It_reaches_the_named_provider_or_nobody(string target)
    {
        await SendAsync($"POST {target} HTTP/1.1\r\nHost: SELF\r\n", mayReachProvider: true);
    }

    [Theory]
    [InlineData("POST /v1/messages HTTP/1.1\r\nHost: SELF\r\nX-Injected: a\r\n b\r\n")]
    [InlineData("POST /v1/mess\rages HTTP/1.1\r\nHost: SELF\r\n")]
    [InlineData("POST /v1/mess\0ages HTTP/1.1\r\nHost: SELF\r\n")]
    [InlineData("POST /v1/mess ages HTTP/1.1\r\nHost: SELF\r\n")]
    [InlineData("POST /v1/messages HTTP/1.1\r\nHost: SELF\r\nTransfer-Encoding: chunked, identity\r\n")]
    [InlineData("POST /v1/messages HTTP/1.1\r\nHost : SELF\r\n")]
    public async Task A_malformed_head_is_refused(string head) => Assert.InRange(await SendAsync(head), 400, 499);

    [Theory]
    [InlineData("/v1/messages%0d%0aHost:%20EVIL%0d%0a")]
    [InlineData("/v1/messages%0D%0A%0D%0AGET%20/v1/models%20HTTP/1.1")]
    [InlineData("/v1/messages?a=%0d%0aX-Injected:%201")]
    public async Task Encoded_line_breaks_stay_encoded_or_are_refused(string target)
    {
        var requests = await SeenAsync(() => SendAsync($"POST {target} HTTP/1.1\r\nHost: SELF\r\n", mayReachProvider: true));

        Assert.True(requests.Count <= 1);
        Assert.All(requests, request => Assert.Equal((target.Replace("EVIL", evil.Authority), null), (request.Target, request.Header("x-injected"))));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:3000")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    [InlineData("file://")]
    public async Task A_web_page_is_refused(string origin)
    {
        Assert.Equal(403, await SendAsync($"POST /v1/messages HTTP/1.1\r\nHost: SELF\r\nOrigin: {origin}\r\n"));
        Assert.Equal(403, await SendAsync($"OPTIONS /v1/messages HTTP/1.1\r\nHost: SELF\r\nOrigin: {origin}\r\nAccess-Control-Request-Method: POST\r\n"));
        Assert.Equal(403, await SendAsync($"GET /health HTTP/1.1\r\nHost: SELF\r\nOrigin: {origin}\r\n"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task The_machines_own_names_are_taken(string name)
    {
        var port = new Uri(home.Proxy.Url).Port;

        Assert.Equal(200, await SendAsync($"POST /v1/messages HTTP/1.1\r\nHost: {name}:{port}\r\nanthropic-version: 2023-06-01\r\n", mayReachProvider: true));
    }

    [Theory]
    [InlineData("X-Forwarded-Host: EVIL")]
    [InlineData("X-Forwarded-For: EVIL")]
    [InlineData("Forwarded: host=EVIL")]
    [InlineData("X-Original-URL: http://EVIL/v1/messages")]
    [InlineData("X-Upstream: http://EVIL")]
    [InlineData("X-Target-Url: http://EVIL")]
    [InlineData("Proxy: http://EVIL")]
    [InlineData("Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nConnection: Upgrade, HTTP2-Settings")]
    public async Task A_header_changes_nothing(string header)
    {
        var requests = await SeenAsync(() => SendAsync($"POST /v1/messages HTTP/1.1\r\nHost: SELF\r\nanthropic-version: 2023-06-01\r\n{header}\r\n", mayReachProvider: true));

        Assert.Equal("/v1/messages", Assert.Single(requests).Target);
    }

    private async Task<int> SendAsync(string head, bool mayReachProvider = false)
    {
        var mark = $"{Guid.NewGuid():N}";
        var self = new Uri(home.Proxy.Url).Authority;
        var before = home.Provider.Requests.Count;
        using var http = await RawHttp.ConnectAsync(home.Proxy.Url);
        await http.WriteAsync(head.Replace("EVIL", evil.Authority).Replace("SELF", self) + $"x-mark: {mark}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}");

        // It answers nobody: whoever reached it would wait.
        var answer = http.ReadAsync();
        await Poll.Until(() => answer.IsCompleted || evil.WasReached, "an answer");
        Assert.False(evil.WasReached);
        if (!mayReachProvider)
        {
            Assert.Equal(before, home.Provider.Requests.Count);
        }
        return (await answer).Status;
    }

    private async Task<IReadOnlyList<RecordedRequest>> SeenAsync(Func<Task<int>> send)
    {
        var before = home.Provider.Requests.Count;
        await send();
        return [.. home.Provider.Requests.Skip(before)];
    }
}
