using System.Text;

namespace Codesession.Proxy.Tests.Forwarding;

/// <summary>
/// Client and server see the same bytes with and without the proxy, for every recorded reply, coded and cut in every way.
/// The one exception is in <see cref="IncludeUsageTests"/>.
/// </summary>
public sealed class ByteEqualityTests(ProxiedHome home) : IClassFixture<ProxiedHome>
{
    public static TheoryData<string, string> Recorded
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var recorded in RecordedStream.All.Where(recorded => recorded.Name != "openai-chat-stream"))
            {
                foreach (var coding in (string[])[.. ContentCoding.All, ContentCoding.Zstandard])
                {
                    data.Add(recorded.Name, coding);
                }
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Recorded))]
    public async Task Of_a_recorded_reply_both_sides_see_the_same(string name, string coding)
    {
        var recorded = RecordedStream.Named(name);
        var baseUrl = (await home.AnySessionAsync()).BaseUrl;
        var replies = Chunking.All.Select(chunking => new Reply { Recorded = recorded, Coding = coding, Chunking = chunking }).ToList();
        replies.Add(replies[0] with { CrLf = true });
        replies.Add(replies[0] with { Noise = true, Chunking = Chunking.OneByte });
        replies.Add(replies[0] with { Noise = true, CrLf = true, Chunking = Chunking.InsideLines });

        foreach (var reply in replies)
        {
            await IsTheSameAsync(baseUrl, recorded.Path, recorded.RequestBody, reply with
            {
                Headers = [new("Set-Cookie", "a=1; Path=/"), new("Set-Cookie", "b=2, c"), new("X-Twice", "one"), new("X-Twice", "two"), new("Server", "cloudflare")],
            });
        }
    }

    private async Task IsTheSameAsync(string baseUrl, string path, string? body, Reply reply)
    {
        var mark = $"{Guid.NewGuid():N}";
        home.Provider.Script[mark] = reply;
        KeyValuePair<string, string>[] headers =
        [
            .. Asking.Headers(path, mark), new("Accept", "*/*"), new("accept-encoding", "gzip, deflate, br, zstd"), new("User-Agent", "raw/1.0 (x; y)"),
            new("X-Odd-CASE", "a  b"), new("X-Several", "one"), new("X-Several", "two, three"), new("Cookie", "a=1; b=2"), new("anthropic-beta", "x-2026-01-01,y"),
            new("X-Stainless-Retry-Count", "0"), new("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ];
        var method = body is null ? "GET" : "POST";
        var bytes = body is null ? null : Encoding.UTF8.GetBytes(body);

        var direct = await RawHttp.SendAsync(home.Provider.Url, method, path, headers, bytes);
        var proxied = await RawHttp.SendAsync(baseUrl, method, path, headers, bytes);

        Sameness.SameResponse(direct, proxied);
        var seen = home.Provider.Requests.Where(request => request.Header(Script.Header) == mark).ToList();
        Assert.Equal(2, seen.Count);
        Sameness.SameRequest(seen[0], seen[1]);
    }
}
