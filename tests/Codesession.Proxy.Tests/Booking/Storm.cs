namespace Codesession.Proxy.Tests.Booking;

/// <summary>
/// Five hundred streams that are all open at once, each with its first event read. Then a third of them is given up by the client,
/// a tenth broken by the server, and the others go on to their end.
/// </summary>
internal static class Storm
{
    public const int Streams = 500;

    private enum Fate
    {
        Whole, GivenUp, Broken,
    }

    /// <summary>Lets it blow.</summary>
    /// <param name="baseUrl">Where the clients go.</param>
    /// <param name="provider">Who answers.</param>
    /// <returns>How many came to their end, were given up, were broken.</returns>
    public static async Task<(int Whole, int GivenUp, int Broken)> BlowAsync(string baseUrl, FakeProvider provider)
    {
        var gate = new Gate();
        var reply = new Reply { Hold = gate, HoldAfter = 1, Tokens = new TokenCounts { Input = 1000, CacheRead = 50, Output = 200, Reasoning = 20 } };
        provider.Script["whole"] = reply;
        provider.Script["broken"] = reply with { BreakAfter = 1 };
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Streams });
        client.Timeout = Timeout.InfiniteTimeSpan;

        var opened = await Task.WhenAll(Enumerable.Range(0, Streams).Select(async i =>
        {
            var fate = FateOf(i);
            using var request = Asking.Request(baseUrl, PathOf(i, fate), fate == Fate.Broken ? "broken" : "whole", stream: true);
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 })
            {
            }
            return (fate, response, reader);
        }));
        Assert.Equal(Streams, gate.Arrivals);
        Assert.Equal(Streams, provider.InFlight);

        foreach (var (_, response, reader) in opened.Where(stream => stream.fate == Fate.GivenUp))
        {
            reader.Dispose();
            response.Dispose();
        }
        // Those that were given up must not be served to their end.
        await Poll.Until(() => provider.InFlight == opened.Count(stream => stream.fate != Fate.GivenUp), "the server knows who has given up");
        gate.Open();
        await Task.WhenAll(opened.Where(stream => stream.fate != Fate.GivenUp).Select(async stream =>
        {
            using (stream.response)
            using (stream.reader)
            {
                var end = await Record.ExceptionAsync(() => stream.reader.ReadToEndAsync(TestContext.Current.CancellationToken));
                Assert.Equal(stream.fate == Fate.Broken, end is IOException or HttpRequestException);
                Assert.True(end is null or IOException or HttpRequestException, $"{end}");
            }
        }));
        await Poll.Until(() => provider.InFlight == 0, "nothing is being answered");
        var fates = opened.CountBy(stream => stream.fate).ToDictionary();
        return (fates[Fate.Whole], fates[Fate.GivenUp], fates[Fate.Broken]);
    }

    private static Fate FateOf(int i) => i % 3 == 0 ? Fate.GivenUp : i % 10 == 1 || i % 30 == 2 ? Fate.Broken : Fate.Whole;

    // What is cut off after its first event has stated something by then: Anthropic and Gemini do, OpenAI does not.
    private static string PathOf(int i, Fate fate) => fate == Fate.Whole
        ? (i % 4) switch { 0 => Asking.Messages, 1 => Asking.Chat, 2 => Asking.Responses, _ => Asking.GeminiStream }
        : i % 2 == 0 ? Asking.Messages : Asking.GeminiStream;
}
