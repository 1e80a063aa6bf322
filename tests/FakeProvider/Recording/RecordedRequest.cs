namespace Codesession.Fakes;

/// <summary>A request as it came.</summary>
public sealed record RecordedRequest
{
    public required string Method { get; init; }

    /// <summary>What stood between method and version, as sent.</summary>
    public required string Target { get; init; }

    /// <summary>The protocol: <c>HTTP/1.1</c>, <c>HTTP/2</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Names and values in their order and, with HTTP/1.1, in their spelling.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Bytes of the body; null: it was not read to its end.</summary>
    public long? Length { get; init; }

    /// <summary>SHA-256 of the body in hexadecimal digits; null: it was not read to its end.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The body, in memory only; null: larger than what is kept, or not read to its end.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The values of that header, joined as RFC 9110 allows; null: it was not there.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }
}
