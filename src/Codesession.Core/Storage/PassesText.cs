using System.Text;
using System.Text.Json;

namespace Codesession.Storage;

/// <summary>The passes of a call as JSON, so that a call without a price can be priced later as it was billed.</summary>
internal static class PassesText
{
    /// <summary>The passes as they were written; false: somebody has damaged the text.</summary>
    public static bool TryRead(string? text, out IReadOnlyList<UsagePass> passes)
    {
        passes = [];
        if (text is null)
        {
            return true;
        }
        try
        {
            using var json = JsonDocument.Parse(text);
            passes = [.. json.RootElement.EnumerateArray().Select(Read)];
            return passes.Count > 0;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return false;
        }
    }

    private static UsagePass Read(JsonElement pass) => new(
        pass.TryGetProperty("model", out var model) ? model.GetString() : null,
        new TokenCounts
        {
            Input = Count(pass, "input"),
            CacheRead = Count(pass, "cacheRead"),
            CacheWrite = Count(pass, "cacheWrite"),
            CacheWrite1h = Count(pass, "cacheWrite1h"),
            Output = Count(pass, "output"),
            Reasoning = Count(pass, "reasoning"),
        });

    private static long Count(JsonElement pass, string name) =>
        pass.GetProperty(name).GetInt64() is var count and >= 0 and <= Limits.LargestCount ? count : throw new FormatException();

    public static string? Write(IReadOnlyList<UsagePass> passes)
    {
        if (passes.Count == 0)
        {
            return null;
        }
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var (model, tokens) in passes)
            {
                json.WriteStartObject();
                if (model is not null)
                {
                    json.WriteString("model", model);
                }
                json.WriteNumber("input", tokens.Input);
                json.WriteNumber("cacheRead", tokens.CacheRead);
                json.WriteNumber("cacheWrite", tokens.CacheWrite);
                json.WriteNumber("cacheWrite1h", tokens.CacheWrite1h);
                json.WriteNumber("output", tokens.Output);
                json.WriteNumber("reasoning", tokens.Reasoning);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
