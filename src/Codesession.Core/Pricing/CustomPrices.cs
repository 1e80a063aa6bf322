using System.Text.Json;

namespace Codesession.Pricing;

/// <summary>
/// The user's own prices, as one reading of the file gave them: <c>{"&lt;key&gt;":{"input":n,"output":n}}</c>, the format
/// of the original, and beside these two optionally <c>cacheRead</c>, <c>cacheWrite</c> and <c>cacheWrite1h</c>.
/// </summary>
internal sealed class CustomPrices
{
    /// <summary>Far above any price, and low enough that no product of prices and tokens overflows.</summary>
    public const decimal Dearest = 1_000_000;

    public const string Input = "input", Output = "output";
    public const string CacheRead = "cacheRead", CacheWrite = "cacheWrite", CacheWrite1h = "cacheWrite1h";

    private readonly Dictionary<string, Rates> byKey = new(StringComparer.OrdinalIgnoreCase);

    private CustomPrices() { }

    public static CustomPrices None { get; } = new();

    /// <summary>The keys as the file spells them, with their rates.</summary>
    public IReadOnlyDictionary<string, Rates> ByKey => byKey;

    /// <summary>The price of <c>provider/model</c>, else that of <c>model</c>; null: neither is there.</summary>
    public Rates? Find(string provider, string model) =>
        byKey.Count == 0 ? null : byKey.GetValueOrDefault($"{provider}/{model}") ?? byKey.GetValueOrDefault(model);

    /// <summary>Reads the content of the file.</summary>
    /// <param name="content">UTF-8 without a byte order mark.</param>
    /// <param name="path">For messages.</param>
    public static CustomPrices Parse(ReadOnlyMemory<byte> content, string path)
    {
        using var file = ParseFile(content, path);
        var prices = new CustomPrices();
        foreach (var entry in file.RootElement.EnumerateObject()) prices.byKey[entry.Name] = ReadEntry(entry, path);
        return prices;
    }

    /// <summary>The file as a JSON object. An empty file is an empty object.</summary>
    public static JsonDocument ParseFile(ReadOnlyMemory<byte> content, string path)
    {
        try
        {
            var file = JsonDocument.Parse(content.Span.Trim(" \t\r\n"u8).IsEmpty ? "{}"u8.ToArray() : content);
            if (file.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("It is no object.");
            foreach (var entry in file.RootElement.EnumerateObject()) _ = entry.Name;
            return file;
        }
        // Half a surrogate pair in a name is valid JSON, and no text: the reader says so with the second.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Invalid(
                $"The prices file {path} is not valid JSON: {e.Message} Correct it, or delete it to do without custom prices.", path, e);
        }
    }

    private static Rates ReadEntry(JsonProperty entry, string path)
    {
        if (entry.Value.ValueKind != JsonValueKind.Object)
            throw Invalid($"{Named(entry, path)} is no object. Write it as {{\"input\": 3, \"output\": 15}}, or remove it.", path);
        return new(
            Price(Input) ?? throw Missing(Input), Price(Output) ?? throw Missing(Output),
            Price(CacheRead), Price(CacheWrite), Price(CacheWrite1h));

        decimal? Price(string name)
        {
            if (!entry.Value.TryGetProperty(name, out var value)) return null;
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var price) && price is >= 0 and <= Dearest) return price;
            throw Invalid($"{Named(entry, path)} has a wrong \"{name}\": {value.GetRawText()}. "
                + $"Write a number of US dollars per million tokens from 0 to {Dearest:#,0}, or remove the entry.", path);
        }

        CodesessionException Missing(string name) =>
            Invalid($"{Named(entry, path)} has no \"{name}\". Add it in US dollars per million tokens, or remove the entry.", path);
    }

    private static string Named(JsonProperty entry, string path) => $"The price of \"{entry.Name}\" in {path}";

    private static CodesessionException Invalid(string message, string path, Exception? inner = null) =>
        new(ErrorCode.PricingInvalid, message, inner) { Subject = path };
}
