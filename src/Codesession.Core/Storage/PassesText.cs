using System.Text;
using System.Text.Json;

namespace Codesession.Storage;

/// <summary>The passes of a call as JSON, so that a call without a price can be priced later as it was billed.</summary>
internal static class PassesText
{
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
