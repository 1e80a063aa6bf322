using System.Text.Json;

namespace Codesession.Proxy.Tests;

/// <summary>What the ledger says of a call, held against what the provider stated.</summary>
internal static class Bookings
{
    /// <summary>Whether the record is of that reply.</summary>
    public static bool Is(this JsonElement call, StatedCall stated) => stated.ResponseId is { } id
        ? call.Has("responseId") && call.Text("responseId") == id
        : !call.Has("responseId") && call.Text("provider") == stated.Provider && call.Whole("tokens") == stated.Tokens.Total;

    /// <summary>Every token class and the dollars are those that were stated, and a reply that broke is marked.</summary>
    public static void IsBookingOf(this JsonElement call, StatedCall stated, Prices prices)
    {
        var tokens = Sum(stated);
        Assert.Equal(stated.Provider, call.Text("provider"));
        Assert.Equal("proxy", call.Text("source"));
        Assert.Equal(tokens.Total, call.Whole("tokens"));
        Assert.Equal(tokens.Prompt, call.Whole("promptTokens"));
        Assert.Equal(tokens.Output, call.Whole("completionTokens"));
        Assert.Equal(tokens.CacheRead, Some(call, "cacheReadTokens"));
        Assert.Equal(tokens.CacheWrite, Some(call, "cacheWriteTokens"));
        Assert.Equal(tokens.CacheWrite1h, Some(call, "cacheWrite1hTokens"));
        Assert.Equal(tokens.Reasoning, Some(call, "reasoningTokens"));
        Assert.Equal(stated.Dollars(prices, call.Time("timestamp")), call.IsNull("cost") ? null : call.Dollars("cost"));
        Assert.Equal(!stated.Complete, call.Has("partial") && call.Is("partial"));
    }

    // What several passes were billed for is their sum.
    private static TokenCounts Sum(StatedCall stated) => stated.Passes.Count == 0 ? stated.Tokens : new TokenCounts
    {
        Input = stated.Passes.Sum(pass => pass.Tokens.Input),
        CacheRead = stated.Passes.Sum(pass => pass.Tokens.CacheRead),
        CacheWrite = stated.Passes.Sum(pass => pass.Tokens.CacheWrite),
        CacheWrite1h = stated.Passes.Sum(pass => pass.Tokens.CacheWrite1h),
        Output = stated.Passes.Sum(pass => pass.Tokens.Output),
        Reasoning = stated.Tokens.Reasoning,
    };

    private static long Some(JsonElement call, string key) => call.Has(key) ? call.Whole(key) : 0;
}
