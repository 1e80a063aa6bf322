using System.Text.Json;

namespace Codesession.Proxy.Tests;

/// <summary>A session whose calls go through a proxy.</summary>
/// <param name="Cs">The user, in the session's folder.</param>
/// <param name="Id">The session.</param>
/// <param name="BaseUrl">The base URL whose calls are booked on it.</param>
public sealed record ProxiedSession(Cs Cs, long Id, string BaseUrl)
{
    /// <summary>The calls that are booked now.</summary>
    public async Task<JsonElement[]> CallsAsync() => (await Cs.Json("show", $"{Id}")).List("aiUsage");

    /// <summary>The calls, once there are so many: a reply may be through before it is booked.</summary>
    public async Task<JsonElement[]> CallsAsync(int count)
    {
        var calls = await CallsAsync();
        await Poll.Until(async () => (calls = await CallsAsync()).Length >= count, $"{count} calls are booked");
        Assert.Equal(count, calls.Length);
        return calls;
    }

    /// <summary>Each of these is booked once, with its tokens and to the last digit of its dollars, and nothing else is.</summary>
    public async Task IsBookedAsync(IReadOnlyCollection<StatedCall> stated)
    {
        var calls = await CallsAsync(stated.Count);
        var prices = new Prices(Cs.PricingPath);
        var dollars = 0m;
        foreach (var expected in stated)
        {
            var call = Assert.Single(calls, call => call.Is(expected));
            call.IsBookingOf(expected, prices);
            dollars += expected.Dollars(prices, call.Time("timestamp")) ?? 0;
        }
        var session = await Cs.Json("show", $"{Id}");
        Assert.Equal(dollars, session.Dollars("aiCost"));
        Assert.Equal(calls.Sum(call => call.Whole("tokens")), session.Whole("aiTokens"));
    }
}
