using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Codesession.Fakes;

/// <summary>What a request asks for, as far as a reply depends on it.</summary>
internal sealed class Call
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    public Call(HttpRequest request, byte[]? body)
    {
        Path = request.Path.Value ?? "/";
        Query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        IsAnthropic = request.Headers.ContainsKey("anthropic-version") || request.Headers.ContainsKey("x-api-key");
        Body = Parse(body);
    }

    public string Path { get; }

    public IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>Whether the headers are those of Anthropic's API, where a path is not its alone.</summary>
    public bool IsAnthropic { get; }

    /// <summary>The JSON that was sent; an empty object where there was none.</summary>
    public JsonElement Body { get; }

    public bool Stream => Is(Body, "stream");

    /// <summary>Whether a chat stream is to state its usage.</summary>
    public bool IncludeUsage => Body.TryGetProperty("stream_options", out var options) && Is(options, "include_usage");

    /// <summary>The model of the body.</summary>
    public string? Model => Text("model");

    public string? Text(string name) =>
        Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Is(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static JsonElement Parse(byte[]? body)
    {
        try
        {
            return body is { Length: > 0 } && JsonElement.Parse(body) is { ValueKind: JsonValueKind.Object } read ? read : Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }
}
