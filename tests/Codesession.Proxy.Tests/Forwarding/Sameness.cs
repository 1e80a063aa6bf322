namespace Codesession.Proxy.Tests.Forwarding;

/// <summary>What must be the same with and without a proxy: all but what belongs to one connection (RFC 9110, 7.6.1).</summary>
internal static class Sameness
{
    private static readonly string[] hopByHop = ["connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade"];

    /// <summary>The server sees the same, Host apart.</summary>
    /// <param name="direct">What came without a proxy.</param>
    /// <param name="proxied">What came through it.</param>
    /// <param name="but">Headers that differ, and whose difference the test looks at itself.</param>
    public static void SameRequest(RecordedRequest direct, RecordedRequest proxied, params string[] but)
    {
        Assert.Equal((direct.Method, direct.Target), (proxied.Method, proxied.Target));
        Assert.Equal(Fields(direct.Headers, [.. but, "host"]), Fields(proxied.Headers, [.. but, "host"]));
        if (!but.Contains("content-length"))
        {
            Assert.Equal((direct.Length, direct.Sha256), (proxied.Length, proxied.Sha256));
        }
    }

    /// <summary>The client sees the same head and trailers, and has the whole of the body or not.</summary>
    public static void SameHead(RawResponse direct, RawResponse proxied, params string[] but)
    {
        Assert.Equal((direct.Status, direct.Whole), (proxied.Status, proxied.Whole));
        Assert.Equal(Fields(direct.Headers, but), Fields(proxied.Headers, but));
        Assert.Equal(Fields(direct.Trailers, []), Fields(proxied.Trailers, []));
    }

    /// <summary>The client sees the same.</summary>
    public static void SameResponse(RawResponse direct, RawResponse proxied)
    {
        SameHead(direct, proxied);
        Assert.Equal(direct.Body, proxied.Body);
    }

    // Names have no case; values of one name may be joined (5.3), but for Set-Cookie.
    private static SortedDictionary<string, string> Fields(IReadOnlyList<KeyValuePair<string, string>> headers, string[] but) => new(headers
        .Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value))
        .Where(header => !hopByHop.Contains(header.Key) && !but.Contains(header.Key))
        .GroupBy(header => header.Key, header => header.Value)
        .ToDictionary(group => group.Key, group => string.Join(group.Key == "set-cookie" ? "\n" : ", ", group)));
}
