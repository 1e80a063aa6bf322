using System.Security.Cryptography;

namespace Codesession.Proxy.Tests.Forwarding;

/// <summary>What else goes through as it is: methods, targets, errors, redirects, trailers, words before the body, large bodies.</summary>
public sealed class PassThroughTests(ProxiedHome home) : IClassFixture<ProxiedHome>
{
    private const long Large = 100_000_000;

    [Theory]
    [InlineData("GET", "/v1/models/claude-sonnet-4-5?a=1&a=2&empty=&q=%C3%BC+x%2F")]
    [InlineData("HEAD", "/v1/models")]
    [InlineData("DELETE", "/v1/files/file-abc%2Fdef")]
    [InlineData("PATCH", "/v1/organization/projects/x;v=1?x")]
    [InlineData("PUT", "/v1/files/%7Euser/a//b")]
    [InlineData("OPTIONS", "/v1/messages")]
    [InlineData("PURGE", "/v1/responses/resp_1/input_items?limit=20&after=%5B%5D")]
    [InlineData("POST", "/v1/messages?beta=true&x=$1,2&y=(a)!*'")]
    [InlineData("POST", "/v1beta/models/gemini-2.5-pro:countTokens?key=dummy&%24alt=json")]
    [InlineData("POST", "/v1/messages/batches/msgbatch_1/cancel")]
    public async Task Method_path_and_query_are_unchanged(string method, string target)
    {
        var session = await home.AnySessionAsync();

        var (direct, proxied) = await BothAsync(session, method, target, new Reply { Id = "one" }, method is "POST" or "PUT" or "PATCH" or "PURGE" ? "{\"model\":\"m\"}"u8.ToArray() : null);

        Sameness.SameHead(direct, proxied, "x-request-id", "request-id");
        Assert.Equal(direct.Status, proxied.Status);
    }

    [Theory]
    [InlineData("/anthropic/v1/messages", "/v1/messages")]
    [InlineData("/openai/v1/chat/completions", "/v1/chat/completions")]
    [InlineData("/google/v1beta/models/gemini-2.5-flash:generateContent", "/v1beta/models/gemini-2.5-flash:generateContent")]
    public async Task A_prefix_names_the_provider_and_is_taken_off(string target, string seen)
    {
        var session = await home.StartSessionAsync();
        var mark = Play(new Reply());

        var response = await RawHttp.SendAsync(session.BaseUrl, "POST", target, Asking.Headers(seen, mark), System.Text.Encoding.UTF8.GetBytes(Asking.Body(seen)));

        Assert.Equal(200, response.Status);
        Assert.Equal(seen, Assert.Single(Seen(mark)).Target);
        await session.IsBookedAsync([.. home.Provider.Stated.Where(call => call.Play == mark)]);
    }

    [Theory]
    [InlineData("/anthropic")]
    [InlineData("/anthropic/")]
    public async Task The_root_of_a_provider_is_a_path_like_any_other(string target)
    {
        var session = await home.AnySessionAsync();
        var mark = Play(new Reply());

        await RawHttp.SendAsync(session.BaseUrl, "GET", target, Asking.Headers(Asking.Messages, mark));

        Assert.Equal("/", Assert.Single(Seen(mark)).Target);
    }

    [Theory]
    [InlineData(Asking.Messages, 400)]
    [InlineData(Asking.Messages, 401)]
    [InlineData(Asking.Messages, 429)]
    [InlineData(Asking.Messages, 529)]
    [InlineData(Asking.Chat, 404)]
    [InlineData(Asking.Chat, 429)]
    [InlineData(Asking.Responses, 500)]
    [InlineData(Asking.Gemini, 429)]
    [InlineData(Asking.Gemini, 503)]
    public async Task An_error_comes_through_with_its_headers_and_costs_nothing(string path, int status)
    {
        var session = await home.StartSessionAsync();

        var (direct, proxied) = await BothAsync(session, "POST", path, new Reply { Status = status }, System.Text.Encoding.UTF8.GetBytes(Asking.Body(path)));

        Assert.Equal(status, proxied.Status);
        Sameness.SameHead(direct, proxied, "x-request-id", "request-id");
        Assert.Empty(await session.CallsAsync());
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task A_redirect_is_told_and_not_followed(int status)
    {
        using var evil = new EvilListener();
        var session = await home.AnySessionAsync();

        var (_, proxied) = await BothAsync(session, "POST", Asking.Messages,
            new Reply { Status = status, Headers = [new("Location", $"http://{evil.Authority}/v1/messages")] }, "{}"u8.ToArray());

        Assert.Equal((status, $"http://{evil.Authority}/v1/messages"), (proxied.Status, proxied.Header("location")));
        Assert.False(evil.WasReached);
    }

    [Fact]
    public async Task Trailers_come_through()
    {
        var session = await home.AnySessionAsync();

        var (direct, proxied) = await BothAsync(session, "POST", Asking.Messages, new Reply { Id = "msg_trailers", Trailers = [new("X-Checksum", "1234")] }, "{}"u8.ToArray());

        Sameness.SameHead(direct, proxied, "request-id");
        Assert.Equal([new("X-Checksum", "1234")], proxied.Trailers);
        Assert.Equal(direct.Body, proxied.Body);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task A_reply_without_a_body_may_speak_of_trailers(int status)
    {
        var session = await home.AnySessionAsync();

        var (direct, proxied) = await BothAsync(session, "POST", Asking.Messages, new Reply { Status = status, Headers = [new("Trailer", "X-Checksum")] }, "{}"u8.ToArray());

        Assert.Equal(status, direct.Status);
        Sameness.SameHead(direct, proxied, "request-id");
    }

    [Fact]
    public async Task Who_expects_a_word_before_the_body_gets_it()
    {
        var session = await home.AnySessionAsync();
        using var http = await RawHttp.ConnectAsync(session.BaseUrl);
        var address = new Uri(session.BaseUrl);
        var body = Asking.Body(Asking.Messages);

        await http.WriteAsync($"POST {address.AbsolutePath}/v1/messages HTTP/1.1\r\nHost: {address.Authority}\r\nx-api-key: dummy\r\nanthropic-version: 2023-06-01\r\nExpect: 100-continue\r\nContent-Length: {body.Length}\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue", await http.ReadLineAsync());
        Assert.Equal("", await http.ReadLineAsync());
        await http.WriteAsync(body);

        Assert.Equal(200, (await http.ReadAsync()).Status);
    }

    [Fact]
    public async Task Whose_body_the_provider_does_not_want_gets_its_answer()
    {
        var session = await home.AnySessionAsync();
        var mark = Play(new Reply { Status = 413, ReadBody = false });
        using var http = await RawHttp.ConnectAsync(session.BaseUrl);
        var address = new Uri(session.BaseUrl);

        await http.WriteAsync($"POST {address.AbsolutePath}/v1/messages HTTP/1.1\r\nHost: {address.Authority}\r\n{Script.Header}: {mark}\r\nanthropic-version: 2023-06-01\r\nExpect: 100-continue\r\nContent-Length: 20\r\n\r\n");
        var first = await http.ReadLineAsync();
        if (first == "HTTP/1.1 100 Continue")
        {
            await http.ReadLineAsync();
            await http.WriteAsync("{\"model\":\"claude-x\"}");
            first = await http.ReadLineAsync();
        }

        Assert.StartsWith("HTTP/1.1 413", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_upload_comes_through_whole_in_little_memory()
    {
        var session = await home.AnySessionAsync();
        var mark = Play(new Reply());
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, session.BaseUrl + "/openai/v1/files") { Content = new StreamContent(new Letters(Large)) };
        request.Headers.Add(Script.Header, mark);
        var before = PeakMemory();

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
        var seen = Assert.Single(Seen(mark));
        Assert.Equal((Large, await Letters.HashAsync(Large)), (seen.Length!.Value, seen.Sha256));
        GrewLittle(before);
    }

    [Theory]
    [InlineData(Asking.Messages)]
    [InlineData(Asking.Chat)]
    [InlineData(Asking.Responses)]
    [InlineData(Asking.Gemini)]
    public async Task A_large_reply_comes_through_whole_in_little_memory_and_is_booked(string path)
    {
        var session = await home.StartSessionAsync();
        var mark = Play(new Reply { Filler = Large, Id = $"large-{Guid.NewGuid():N}" });
        var before = PeakMemory();

        var direct = await HashAsync(home.Provider.Url, path, mark);
        var proxied = await HashAsync(session.BaseUrl, path, mark);

        Assert.Equal(direct, proxied);
        Assert.InRange(proxied.Length, Large, Large + 2000);
        GrewLittle(before);
        await session.IsBookedAsync([.. home.Provider.Stated.Where(call => call.Play == mark).Take(1)]);
    }

    [Theory]
    [InlineData(Asking.Messages, ContentCoding.Identity)]
    [InlineData(Asking.Messages, ContentCoding.Gzip)]
    [InlineData(Asking.Chat, ContentCoding.Identity)]
    [InlineData(Asking.Responses, ContentCoding.Brotli)]
    [InlineData(Asking.GeminiStream, ContentCoding.Deflate)]
    public async Task The_first_event_does_not_wait_for_the_second(string path, string coding)
    {
        var session = await home.StartSessionAsync();
        var gate = new Gate();
        var mark = Play(new Reply { Hold = gate, HoldAfter = 1, Coding = coding });
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All });
        using var request = Asking.Request(session.BaseUrl, path, mark, stream: true);

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        // The gate is shut: only what is before it can come.
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Matches("^(event|data): ", line);
        gate.Open();
        await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        await session.IsBookedAsync([.. home.Provider.Stated.Where(call => call.Play == mark)]);
    }

    private async Task<(RawResponse Direct, RawResponse Proxied)> BothAsync(ProxiedSession session, string method, string target, Reply reply, byte[]? body)
    {
        var mark = Play(reply);
        var headers = Asking.Headers(target, mark);
        var direct = await RawHttp.SendAsync(home.Provider.Url, method, target, headers, body);
        var proxied = await RawHttp.SendAsync(session.BaseUrl, method, target, headers, body);
        var seen = Seen(mark);
        Assert.Equal(2, seen.Count);
        Sameness.SameRequest(seen[0], seen[1]);
        return (direct, proxied);
    }

    private static async Task<(long Length, string Sha256)> HashAsync(string baseUrl, string path, string mark)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var client = new HttpClient { MaxResponseContentBufferSize = 1000 };
        using var request = Asking.Request(baseUrl, path, mark);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[64 * 1024];
        long length = 0;
        while (await body.ReadAsync(buffer, TestContext.Current.CancellationToken) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            length += read;
        }
        return (length, Convert.ToHexString(hash.GetHashAndReset()));
    }

    private IReadOnlyList<RecordedRequest> Seen(string mark) => [.. home.Provider.Requests.Where(request => request.Header(Script.Header) == mark)];

    private string Play(Reply reply)
    {
        var mark = $"{Guid.NewGuid():N}";
        home.Provider.Script[mark] = reply;
        return mark;
    }

    // The most memory that the proxy has ever had, where the system tells.
    private long? PeakMemory() => OperatingSystem.IsLinux()
        ? long.Parse(File.ReadLines($"/proc/{home.Proxy.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024
        : null;

    // Buffers and garbage come to some ten MB; a body that is kept would show.
    private void GrewLittle(long? before) => Assert.True(before is null || PeakMemory() - before < Large * 3 / 4, $"It grew by {PeakMemory() - before} bytes.");
}
