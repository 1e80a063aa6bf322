using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>What models cost: the known prices, those of the user's own, and calls priced again.</summary>
internal static class PricingRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("GET", "/pricing", [], request => request.WriteAsync(JsonBytes.Of(json => Write(json, request.Dashboard.Host)))),
        new("PUT", "/pricing", [], SetAsync),
        new("DELETE", "/pricing", ["key"], request =>
        {
            var key = request.Query("key") ?? throw JsonBody.Missing("key");
            if (!request.Dashboard.Host.Prices().Remove(key))
            {
                throw new CodesessionException(ErrorCode.UnknownModel, $"There is no price of your own for \"{PlainText.Of(key, 200)}\".") { Subject = key };
            }
            request.Context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }),
        new("POST", "/pricing/reprice", [], RepriceAsync),
    ];

    private static void Write(Utf8JsonWriter json, CliHost host)
    {
        var prices = host.Prices();
        var today = DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime);
        json.WriteString("path", prices.CustomPath);
        json.WriteDay("day", today);
        json.WriteList("prices", prices.Histories(today), WriteHistory);
    }

    private static async Task SetAsync(ApiRequest request)
    {
        using var body = await JsonBody.ReadAsync(request.Context.Request, "model", "provider", "input", "output", "cacheRead", "cacheWrite", "cacheWrite1h");
        var prices = request.Dashboard.Host.Prices();
        var price = prices.Set(
            body.Text("model") ?? throw JsonBody.Missing("model"),
            body.Number("input") ?? throw JsonBody.Missing("input"),
            body.Number("output") ?? throw JsonBody.Missing("output"),
            body.Text("provider"),
            body.Number("cacheRead"), body.Number("cacheWrite"), body.Number("cacheWrite1h"));
        await request.WriteAsync(StatusCodes.Status200OK, JsonBytes.Of(json =>
        {
            json.WriteString("key", price.Key);
            json.WritePropertyName("rates");
            WritePrices(json, new TokenPrices(price.InputPer1M, price.OutputPer1M, price.CacheReadPer1M, price.CacheWritePer1M, price.CacheWrite1hPer1M));
            json.WriteString("path", prices.CustomPath);
        }));
    }

    private static async Task RepriceAsync(ApiRequest request)
    {
        using var body = await JsonBody.ReadAsync(request.Context.Request, "dryRun");
        var isDryRun = body.Flag("dryRun");
        // Whoever asked may go: half of it done helps nobody.
        var repricing = await request.Dashboard.Ledgers.AskAsync(ledger => ledger.Usage.Reprice(false, isDryRun, request.Dashboard.Stopping));
        await request.WriteAsync(StatusCodes.Status200OK, JsonBytes.Of(json => json.WriteRepricing(repricing)));
    }

    private static void WriteHistory(Utf8JsonWriter json, PriceHistory history)
    {
        json.WriteStartObject();
        json.WriteString("key", history.Key);
        json.WriteString("provider", history.Provider);
        json.WritePropertyName("current");
        if (history.Current is null)
        {
            json.WriteNullValue();
        }
        else
        {
            WritePrices(json, history.Current);
        }
        json.WriteBoolean("isOwn", history.IsOwn);
        json.WriteWhereKnown("sameAs", history.SameAs);
        json.WriteList("windows", history.Windows, WriteWindow);
        json.WriteEndObject();
    }

    private static void WriteWindow(Utf8JsonWriter json, DatedPrice window)
    {
        json.WriteStartObject();
        json.WriteDay("from", window.From);
        json.WriteDay("until", window.Until);
        json.WritePropertyName("rates");
        WritePrices(json, window.Prices);
        json.WriteList("tiers", window.Tiers, (writer, tier) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("above", tier.Above);
            writer.WritePropertyName("rates");
            WritePrices(writer, tier.Prices);
            writer.WriteEndObject();
        });
        json.WriteStartObject("source");
        json.WriteString("name", window.Source.Name);
        json.WriteString("asOf", window.Source.AsOf);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePrices(Utf8JsonWriter json, TokenPrices prices)
    {
        json.WriteStartObject();
        json.WriteNumber("input", prices.Input);
        json.WriteNumber("output", prices.Output);
        foreach (var (name, price) in (ReadOnlySpan<(string, decimal?)>)[("cacheRead", prices.CacheRead), ("cacheWrite", prices.CacheWrite), ("cacheWrite1h", prices.CacheWrite1h)])
        {
            if (price is { } known)
            {
                json.WriteNumber(name, known);
            }
        }
        json.WriteEndObject();
    }
}
