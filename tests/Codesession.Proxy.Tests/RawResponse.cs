using System.Text;

namespace Codesession.Proxy.Tests;

/// <summary>A response, byte for byte as it came.</summary>
public sealed record RawResponse
{
    public required int Status { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body without its chunks, but coded as it was.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Whether it came to its end.</summary>
    public required bool Whole { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Trailers { get; init; } = [];

    /// <summary>The status codes that came before: 100.</summary>
    public IReadOnlyList<int> Interim { get; init; } = [];

    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.LastOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
