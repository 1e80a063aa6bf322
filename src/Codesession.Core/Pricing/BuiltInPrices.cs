using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Codesession.Pricing;

/// <summary>
/// The price table of this version: <c>prices.json</c>, embedded. A lookup goes through the names once and makes an
/// object of the one model that it finds, because most processes price one call and end.
/// </summary>
internal static class BuiltInPrices
{
    private static readonly Lazy<JsonElement> Table = new(Load);

    /// <summary>The model of the first form that the table lists, and which form that was.</summary>
    public static (Model? Model, int Form) Find(IReadOnlyList<string> forms)
    {
        var (best, listed, vendor) = (forms.Count, default(JsonProperty), default(JsonProperty));
        foreach (var candidate in Vendors)
            foreach (var model in ModelsOf(candidate))
                for (var i = 0; i < best; i++)
                    if (Ascii.EqualsIgnoreCase(JsonMarshal.GetRawUtf8PropertyName(model), forms[i]))
                        (best, listed, vendor) = (i, model, candidate);
        return best == forms.Count ? (null, best) : (ReadModel(listed, vendor.Value, ReadVendor(vendor)), best);
    }

    /// <summary>The vendor of that name; null: the table has none.</summary>
    public static Vendor? VendorNamed(string name)
    {
        foreach (var vendor in Vendors)
            if (Ascii.EqualsIgnoreCase(JsonMarshal.GetRawUtf8PropertyName(vendor), name)) return ReadVendor(vendor);
        return null;
    }

    /// <summary>Every model, those that are another name of one too.</summary>
    public static IEnumerable<Model> All()
    {
        foreach (var vendor in Vendors)
        {
            var read = ReadVendor(vendor);
            foreach (var model in ModelsOf(vendor)) yield return ReadModel(model, vendor.Value, read);
        }
    }

    private static JsonElement.ObjectEnumerator Vendors => Table.Value.GetProperty("vendors").EnumerateObject();

    private static JsonElement.ObjectEnumerator ModelsOf(JsonProperty vendor) => vendor.Value.GetProperty("models").EnumerateObject();

    private static JsonElement Load()
    {
        using var stream = typeof(BuiltInPrices).Assembly.GetManifestResourceStream("prices.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }

    private static Vendor ReadVendor(JsonProperty vendor) => new(vendor.Name)
    {
        ServiceTiers = ReadFactors(vendor.Value, "serviceTiers"),
        Geographies = ReadFactors(vendor.Value, "geographies"),
        WebSearch = Number(vendor.Value, "webSearch"),
        CacheFactors = vendor.Value.TryGetProperty("cacheFactors", out var factors)
            ? new(Number(factors, "cacheRead") ?? 1, Number(factors, "cacheWrite") ?? 1, Number(factors, "cacheWrite1h") ?? 1)
            : new(),
    };

    private static Dictionary<string, decimal> ReadFactors(JsonElement vendor, string name)
    {
        var factors = new Dictionary<string, decimal>();
        if (vendor.TryGetProperty(name, out var listed))
            foreach (var factor in listed.EnumerateObject()) factors.Add(factor.Name, factor.Value.GetDecimal());
        return factors;
    }

    private static Model ReadModel(JsonProperty model, JsonElement vendor, Vendor readVendor)
    {
        var windows = model.Value.ValueKind == JsonValueKind.String
            ? vendor.GetProperty("models").GetProperty(model.Value.GetString()!) // Another name of a model of the same vendor.
            : model.Value;
        return new(model.Name, readVendor, [.. windows.EnumerateArray().Select(ReadWindow)])
        {
            SameAs = model.Value.ValueKind == JsonValueKind.String ? model.Value.GetString() : null,
        };
    }

    private static PriceWindow ReadWindow(JsonElement window) => new(ReadRates(window))
    {
        From = Day(window, "from"),
        Until = Day(window, "until"),
        Tiers = window.TryGetProperty("above", out var tiers)
            ? [.. tiers.EnumerateObject().Select(tier => new PriceTier(long.Parse(tier.Name), ReadRates(tier.Value)))]
            : [],
        Fast = window.TryGetProperty("fast", out var fast) ? ReadRates(fast) : null,
        Geography = !window.TryGetProperty("geography", out var applies) || applies.GetBoolean(),
        Origin = ReadOrigin(window.GetProperty("source").GetString()!),
    };

    private static Rates ReadRates(JsonElement rates) => new(
        rates.GetProperty("input").GetDecimal(), rates.GetProperty("output").GetDecimal(),
        Number(rates, "cacheRead"), Number(rates, "cacheWrite"), Number(rates, "cacheWrite1h"));

    private static PriceOrigin ReadOrigin(string source)
    {
        var origin = Table.Value.GetProperty("sources").GetProperty(source);
        return new(origin.GetProperty("name").GetString()!, origin.GetProperty("asOf").GetString()!);
    }

    private static decimal? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var number) ? number.GetDecimal() : null;

    private static DateOnly? Day(JsonElement window, string name) =>
        window.TryGetProperty(name, out var day) ? DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd") : null;
}
