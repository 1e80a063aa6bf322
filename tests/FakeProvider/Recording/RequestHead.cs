using System.Text;

namespace Codesession.Fakes.Recording;

/// <summary>Request line and headers, byte for byte as they came.</summary>
internal sealed record RequestHead(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Reads a head that ends with an empty line; null: it is none, and Kestrel will say so.</summary>
    public static RequestHead? Parse(byte[] bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || lines[0].Split(' ') is not [var method, var target, _])
        {
            return null;
        }
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                return null;
            }
            headers.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }
        return new RequestHead(method, target, headers);
    }

    /// <summary>The length of the body; null: it is chunked.</summary>
    public long? BodyLength => Value("transfer-encoding") is { } coding && coding.EndsWith("chunked", StringComparison.OrdinalIgnoreCase)
        ? null
        : long.TryParse(Value("content-length"), out var length) ? length : 0;

    private string? Value(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
