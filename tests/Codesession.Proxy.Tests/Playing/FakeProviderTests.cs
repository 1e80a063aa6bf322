using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Codesession.Proxy.Tests.Playing;

/// <summary>The fake provider by itself: what the other tests take for granted of it.</summary>
public sealed class FakeProviderTests : IAsyncLifetime
{
    private FakeProvider provider = null!;

    public static TheoryData<string> Recorded => [.. RecordedStream.All.Select(recorded => recorded.Name)];

    public async ValueTask InitializeAsync() => provider = await FakeProvider.StartAsync(new FakeProviderOptions { Tls = true });

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    [Fact]
    public async Task A_request_is_kept_as_it_came()
    {
        using var http = await RawHttp.ConnectAsync(provider.Url);
        await http.WriteAsync("WEIRD /v1/%6dessages?b=2&a=1&a=%2F HTTP/1.1\r\nhost: fake\r\nX-Odd-CASE: one\r\nx-twice:a\r\nX-Twice: b \r\nContent-Length: 3\r\n\r\nabc");
        await http.ReadAsync();
        // The same connection once more, chunked.
        await http.WriteAsync("POST /v1/messages HTTP/1.1\r\nHost: fake\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nde\r\n1\r\nf\r\n0\r\nX-After: 1\r\n\r\n");
        await http.ReadAsync();
        await http.WriteAsync("GET /v1/models HTTP/1.1\r\nHost: fake\r\n\r\n");
        await http.ReadAsync();

        var (first, second, third) = (provider.Requests[0], provider.Requests[1], provider.Requests[2]);
        Assert.Equal(("WEIRD", "/v1/%6dessages?b=2&a=1&a=%2F", 3L), (first.Method, first.Target, first.Length));
        Assert.Equal(
            [new("host", "fake"), new("X-Odd-CASE", "one"), new("x-twice", "a"), new("X-Twice", "b"), new KeyValuePair<string, string>("Content-Length", "3")],
            first.Headers);
        Assert.Equal("abc"u8.ToArray(), first.Body);
        Assert.Equal(Convert.ToHexString(SHA256.HashData("def"u8)), second.Sha256);
        Assert.Equal(("GET", "/v1/models", 0L), (third.Method, third.Target, third.Length));
        Assert.Equal(1, provider.ConnectionsEver);
    }

    [Theory, MemberData(nameof(Recorded))]
    public async Task A_recorded_reply_is_the_same_however_it_is_coded_and_cut(string name)
    {
        var recorded = RecordedStream.Named(name);
        foreach (var coding in ContentCoding.All)
        {
            foreach (var chunking in Chunking.All)
            {
                provider.Script.Otherwise = new Reply { Recorded = recorded, Coding = coding, Chunking = chunking };

                var response = await RawHttp.SendAsync(
                    provider.Url, recorded.RequestBody is null ? "GET" : "POST", recorded.Path, [new("Accept-Encoding", "gzip, deflate, br")]);

                Assert.True(response.Whole);
                Assert.Equal(coding == ContentCoding.Identity ? null : coding, response.Header("content-encoding"));
                Assert.Equal(chunking == Chunking.Whole, response.Header("content-length") is not null);
                Assert.Equal(recorded.Read().SelectMany(piece => piece), ContentCoding.Decode(coding, response.Body));
            }
        }
    }

    [Fact]
    public void Every_recorded_reply_is_sound_and_states_what_is_said_of_it()
    {
        foreach (var recorded in RecordedStream.All)
        {
            var text = Encoding.UTF8.GetString([.. recorded.Read().SelectMany(piece => piece)]);
            var documents = recorded switch
            {
                { IsEvents: true } => text.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => line[6..]),
                { ContentType: "application/x-jsonl" } => text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                _ => [text],
            };
            Assert.All(documents, document => JsonDocument.Parse(document).Dispose());
            if (recorded.Stated?.ResponseId is { } id)
            {
                Assert.Contains($"\"{id}\"", text, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("POST", "/v1/messages/count_tokens", """{"input_tokens":1000}""")]
    [InlineData("GET", "/v1/models", """{"data":[{"type":"model",""")]
    [InlineData("GET", "/v1/messages/batches/msgbatch_1/results", """{"custom_id":"first","result":{"type":"succeeded","message":{"id":"msg_fake""")]
    [InlineData("POST", "/v1beta/models/gemini-2.5-pro:countTokens", """{"totalTokens":1000}""")]
    [InlineData("POST", "/v1beta/models/gemini-2.5-pro:streamGenerateContent", """[{"candidates":[{"content":{"parts":[{"text":"Grüße"}],"role":"model"},""")]
    public async Task What_no_client_here_asks_for_is_sound_too(string method, string target, string start)
    {
        var response = await RawHttp.SendAsync(provider.Url, method, target, Asking.Headers(Asking.Messages), method == "POST" ? "{}"u8.ToArray() : null);

        Assert.StartsWith(start, response.Text, StringComparison.Ordinal);
        var documents = response.Header("content-type") == "application/x-jsonl" ? response.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [response.Text];
        Assert.All(documents, document => JsonDocument.Parse(document).Dispose());
    }

    [Fact]
    public async Task A_chat_stream_states_its_usage_only_when_asked_to()
    {
        provider.Script.Otherwise = new Reply { Id = "chatcmpl-1", Tokens = new TokenCounts { Input = 10, CacheRead = 5, Output = 7, Reasoning = 2 } };
        var plain = await Asking.AskAsync(provider.Url, Asking.Chat, stream: true);
        Assert.Empty(provider.Stated);
        var asked = await RawHttp.SendAsync(provider.Url, "POST", Asking.Chat, [],
            """{"model":"gpt-5","messages":[],"stream":true,"stream_options":{"include_usage":true}}"""u8.ToArray());

        Assert.DoesNotContain("\"usage\"", plain.Text, StringComparison.Ordinal);
        var chunks = asked.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(chunks[..^2], chunk => Assert.EndsWith(",\"usage\":null}", chunk, StringComparison.Ordinal));
        Assert.Contains("\"choices\":[],\"usage\":{\"prompt_tokens\":15,\"completion_tokens\":7,\"total_tokens\":22,", chunks[^2], StringComparison.Ordinal);
        Assert.Equal("data: [DONE]", chunks[^1]);
        Assert.Equal(plain.Text, string.Concat(chunks.Where((_, i) => i != chunks.Length - 2).Select(chunk => chunk.Replace(",\"usage\":null}", "}") + "\n\n")));
        Assert.Equal("chatcmpl-1", Assert.Single(provider.Stated).ResponseId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task But_for_its_usage_a_chat_stream_is_the_same(bool disturbed)
    {
        provider.Script.Otherwise = new Reply { Id = "chatcmpl-1", CrLf = disturbed, Noise = disturbed };
        var plain = await Asking.AskAsync(provider.Url, Asking.Chat, stream: true);
        var asked = await RawHttp.SendAsync(provider.Url, "POST", Asking.Chat, [],
            """{"model":"gpt-5","messages":[],"stream":true,"stream_options":{"include_usage":true}}"""u8.ToArray());

        var end = disturbed ? "\r\n\r\n" : "\n\n";
        var events = asked.Text.Split(end).Where(one => !one.Contains("\"choices\":[],", StringComparison.Ordinal));
        Assert.Equal(plain.Text, string.Join(end, events.Select(one => one.Replace(",\"usage\":null}", "}"))));
    }

    [Fact]
    public async Task A_reply_waits_at_its_gate_with_what_is_before_it_sent()
    {
        var gate = new Gate();
        provider.Script.Otherwise = new Reply { Hold = gate, HoldAfter = 1 };
        using var http = await RawHttp.ConnectAsync(provider.Url);
        var body = Asking.Body(Asking.Messages, stream: true);
        await http.WriteAsync($"POST /v1/messages HTTP/1.1\r\nHost: fake\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        var line = "";
        while (!line.StartsWith("data: {\"type\":\"message_start\"", StringComparison.Ordinal))
        {
            line = await http.ReadLineAsync() ?? throw new EndOfStreamException();
        }
        await gate.Reached;
        Assert.Equal(1, provider.InFlight);
        gate.Open();
        while (line != "0")
        {
            line = await http.ReadLineAsync() ?? throw new EndOfStreamException();
        }

        await Poll.Until(() => provider.InFlight == 0, "the reply is done");
        Assert.True(Assert.Single(provider.Stated).Complete);
    }

    [Fact]
    public async Task A_broken_reply_is_reset_and_states_what_came_before()
    {
        var gate = new Gate();
        provider.Script.Otherwise = new Reply { Tokens = new TokenCounts { Input = 30, Output = 9 }, Hold = gate, HoldAfter = 1, BreakAfter = 1 };
        gate.Open();

        var response = await Asking.AskAsync(provider.Url, Asking.Messages, stream: true);

        Assert.False(response.Whole);
        await Poll.Until(() => provider is { InFlight: 0, LiveConnections: 0 }, "the connection is gone");
        var stated = Assert.Single(provider.Stated);
        Assert.Equal((false, 30, 1), (stated.Complete, stated.Tokens.Input, stated.Tokens.Output));
    }

    [Fact]
    public async Task What_the_client_gives_up_is_given_up()
    {
        var gate = new Gate();
        provider.Script.Otherwise = new Reply { Hold = gate };
        using (var http = await RawHttp.ConnectAsync(provider.Url))
        {
            await http.WriteAsync("GET /v1/models HTTP/1.1\r\nHost: fake\r\n\r\n");
            await gate.Reached;
            Assert.Equal((1, 1), (provider.InFlight, provider.LiveConnections));
        }

        await Poll.Until(() => provider is { InFlight: 0, LiveConnections: 0 }, "it has noticed");
    }

    [Fact]
    public async Task Trailers_come_behind_the_body()
    {
        provider.Script.Otherwise = new Reply { Trailers = [new("X-Checksum", "1234")] };

        var response = await Asking.AskAsync(provider.Url, Asking.Messages);

        Assert.Equal([new("X-Checksum", "1234")], response.Trailers);
        Assert.Equal("X-Checksum", response.Header("trailer"));
    }

    [Fact]
    public async Task Who_expects_a_word_before_the_body_gets_it()
    {
        using var http = await RawHttp.ConnectAsync(provider.Url);
        await http.WriteAsync("POST /v1/messages HTTP/1.1\r\nHost: fake\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue", await http.ReadLineAsync());
        Assert.Equal("", await http.ReadLineAsync());
        await http.WriteAsync("{}");

        Assert.Equal(200, (await http.ReadAsync()).Status);
    }

    [Fact]
    public async Task Whose_body_is_not_wanted_gets_the_answer_at_once()
    {
        provider.Script.Otherwise = new Reply { Status = 413, ReadBody = false };
        using var http = await RawHttp.ConnectAsync(provider.Url);
        await http.WriteAsync("POST /v1/messages HTTP/1.1\r\nHost: fake\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n");

        var response = await http.ReadAsync();

        Assert.Equal((413, 0), (response.Status, response.Interim.Count));
    }

    [Fact]
    public async Task A_large_body_is_made_as_it_is_sent_and_hashed_as_it_comes()
    {
        provider.Script.Otherwise = new Reply { Filler = 20_000_000 };
        using var client = new HttpClient();
        using var content = new StreamContent(new Letters(20_000_000));

        using var response = await client.PostAsync(provider.Url + Asking.Messages, content, TestContext.Current.CancellationToken);
        var length = (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;

        Assert.InRange(length, 20_000_000, 20_001_000);
        var request = Assert.Single(provider.Requests);
        Assert.Equal((20_000_000, null), (request.Length, request.Body));
        Assert.Equal(await Letters.HashAsync(20_000_000), request.Sha256);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("tls")]
    public async Task It_speaks_http_2(string how)
    {
        using var handler = new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=127.0.0.1" },
        };
        using var client = new HttpClient(handler);
        using var request = Asking.Request(how == "tls" ? provider.TlsUrl! : provider.Http2Url, Asking.Messages, stream: true);
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Contains("message_stop", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("HTTP/2", Assert.Single(provider.Requests).Protocol);
    }

    [Fact]
    public async Task Zstandard_is_a_frame_of_stored_blocks()
    {
        provider.Script.Otherwise = new Reply { Coding = ContentCoding.Zstandard };

        var response = await RawHttp.SendAsync(provider.Url, "GET", "/v1/models", [new("Accept-Encoding", "zstd")]);

        Assert.Equal("zstd", response.Header("content-encoding"));
        // RFC 8878, 3.1.1: the magic number, then header and blocks.
        Assert.Equal([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x50], response.Body[..6]);
        var size = (response.Body[6] | response.Body[7] << 8 | response.Body[8] << 16) >> 3;
        Assert.Equal((byte)'{', response.Body[9]);
        Assert.Equal(response.Body.Length, 6 + 3 + size + 3);
    }

    [Theory]
    [InlineData(Asking.Messages, 429, """{"type":"error","error":{"type":"rate_limit_error",""")]
    [InlineData(Asking.Messages, 529, """{"type":"error","error":{"type":"overloaded_error",""")]
    [InlineData(Asking.Chat, 429, """{"error":{"message":"As the test wants it.","type":"requests","param":null,"code":"rate_limit_exceeded"}}""")]
    [InlineData(Asking.Gemini, 429, """{"error":{"code":429,"message":"As the test wants it.","status":"RESOURCE_EXHAUSTED"}}""")]
    public async Task An_error_is_that_of_the_provider(string path, int status, string start)
    {
        provider.Script.Otherwise = new Reply { Status = status };

        var response = await Asking.AskAsync(provider.Url, path);

        Assert.Equal(status, response.Status);
        Assert.StartsWith(start, response.Text, StringComparison.Ordinal);
        Assert.Equal(status == 429, response.Header("retry-after") is not null);
        Assert.Empty(provider.Stated);
    }
}
