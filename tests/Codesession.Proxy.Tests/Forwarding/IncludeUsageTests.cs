using System.Text;
using System.Text.Json;

namespace Codesession.Proxy.Tests.Forwarding;

/// <summary>
/// The one place where the proxy changes something: a streamed chat that does not ask for its usage. The server sees
/// <c>stream_options.include_usage</c> and no wish for a coding, and the length that follows from it; the client sees what it would have seen
/// without, but never coded.
/// </summary>
public sealed class IncludeUsageTests(ProxiedHome home) : IClassFixture<ProxiedHome>
{
    private static readonly Reply chat = new()
    {
        Tokens = new TokenCounts { Input = 300, CacheRead = 700, Output = 90, Reasoning = 11 },
        Text = ["Grüße", ", \"usage\":null", "世界\n\ndata: [DONE]\n\n", " 👋🏽"],
    };

    [Theory]
    [InlineData("""{"model":"gpt-5","messages":[{"role":"user","content":"Grüß"}],"stream":true}""")]
    [InlineData("""{"model":"gpt-5","messages":[],"stream":true,"stream_options":{"include_usage":false}}""")]
    [InlineData("""{"model":"gpt-5","messages":[],"stream":true,"stream_options":{"include_obfuscation":false}}""")]
    [InlineData("""{"model":"gpt-5","messages":[],"stream":true,"stream_options":null}""")]
    [InlineData("""{ "stream" : true, "temperature": 0.10, "seed": 12345678901234567890123, "x": 1E400, "\u006dodel":"gpt-5", "messages":[ {"content":"\ud83d\udc4b \u00e9 / \/"} ], "tools":[{"stream_options":{"include_usage":false}}] }""")]
    public async Task Differences_are_these_and_no_others(string body)
    {
        var session = await home.StartSessionAsync();
        var stated = new List<StatedCall>();
        foreach (var coding in ContentCoding.All)
        {
            foreach (var reply in Replies().Select(reply => reply with { Coding = coding }))
            {
                stated.Add(await DiffersAsToldAsync(session.BaseUrl, body, reply));
            }
        }
        await session.IsBookedAsync(stated);
    }

    [Fact]
    public async Task A_provider_that_states_no_usage_all_the_same_is_passed_on_as_it_is()
    {
        var session = await home.AnySessionAsync();
        var recorded = RecordedStream.Named("openai-chat-stream");
        var mark = Play(new Reply { Recorded = recorded, Chunking = Chunking.OneByte });

        var proxied = await RawHttp.SendAsync(session.BaseUrl, "POST", recorded.Path, Asking.Headers(recorded.Path, mark), Encoding.UTF8.GetBytes(recorded.RequestBody!));

        Assert.Equal(recorded.Read().SelectMany(piece => piece), proxied.Body);
    }

    [Fact]
    public async Task An_error_in_its_place_is_passed_on_as_it_is()
    {
        var session = await home.StartSessionAsync();
        var mark = Play(new Reply { Status = 429 });

        var direct = await Asking.AskAsync(home.Provider.Url, Asking.Chat, mark, stream: true);
        var proxied = await Asking.AskAsync(session.BaseUrl, Asking.Chat, mark, stream: true);

        Sameness.SameHead(direct, proxied, "x-request-id");
        Assert.Equal(direct.Body, proxied.Body);
        Assert.Empty(await session.CallsAsync());
    }

    private static IEnumerable<Reply> Replies()
    {
        foreach (var chunking in Chunking.All)
        {
            yield return chat with { Chunking = chunking };
            yield return chat with { Chunking = chunking, CrLf = true, Noise = true };
        }
    }

    private async Task<StatedCall> DiffersAsToldAsync(string baseUrl, string body, Reply reply)
    {
        var mark = Play(reply with { Id = $"chatcmpl-{Guid.NewGuid():N}" });
        KeyValuePair<string, string>[] headers = [.. Asking.Headers(Asking.Chat, mark), new("Accept-Encoding", "gzip, deflate, br"), new("X-Other", "1")];
        var bytes = Encoding.UTF8.GetBytes(body);

        var direct = await RawHttp.SendAsync(home.Provider.Url, "POST", Asking.Chat, headers, bytes);
        var proxied = await RawHttp.SendAsync(baseUrl, "POST", Asking.Chat, headers, bytes);

        // What the client sees: the same events, but not coded and, for they came longer, without a length.
        Sameness.SameHead(direct, proxied, "content-encoding", "content-length", "x-request-id");
        Assert.Null(proxied.Header("content-encoding"));
        Assert.Equal(Encoding.UTF8.GetString(ContentCoding.Decode(direct.Header("content-encoding") ?? ContentCoding.Identity, direct.Body)), proxied.Text);

        // What the server sees.
        var seen = home.Provider.Requests.Where(request => request.Header(Script.Header) == mark).ToList();
        Sameness.SameRequest(seen[0], seen[1], "content-length", "accept-encoding");
        Assert.Contains(seen[1].Header("accept-encoding"), new[] { null, "identity" });
        Assert.Equal($"{seen[1].Length}", seen[1].Header("content-length"));
        IncludesUsage(seen[0].Body!, seen[1].Body!);

        return Assert.Single(home.Provider.Stated, call => call.Play == mark);
    }

    // Every other property is there to the letter, in its place.
    private static void IncludesUsage(byte[] asked, byte[] sent)
    {
        var (before, after) = (JsonElement.Parse(asked), JsonElement.Parse(sent));
        Assert.Equal(Others(before), Others(after));
        var options = after.GetProperty("stream_options");
        Assert.True(options.Is("include_usage"));
        var others = before.TryGetProperty("stream_options", out var had) && had.ValueKind == JsonValueKind.Object ? had.EnumerateObject().ToList() : [];
        Assert.Equal(
            others.Where(option => option.Name != "include_usage").Select(option => option.ToString()),
            options.EnumerateObject().Where(option => option.Name != "include_usage").Select(option => option.ToString()));
    }

    private static IEnumerable<string> Others(JsonElement body) =>
        body.EnumerateObject().Where(property => property.Name != "stream_options").Select(property => $"{property.Name}: {property.Value.GetRawText()}");

    private string Play(Reply reply)
    {
        var mark = $"{Guid.NewGuid():N}";
        home.Provider.Script[mark] = reply;
        return mark;
    }
}
