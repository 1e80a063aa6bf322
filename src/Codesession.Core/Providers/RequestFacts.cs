using System.Text.Json;

namespace Codesession;

/// <summary>What has to be known of a request to a model; of what it asks nothing is kept.</summary>
public sealed record RequestFacts
{
    private const string Options = "stream_options";
    private const string Include = "include_usage";

    private static readonly RequestFacts Nothing = new();

    /// <summary>The model that is asked for; null: the body does not say.</summary>
    public string? Model { get; init; }

    /// <summary>Whether the reply shall be a stream.</summary>
    public bool Streams { get; init; }

    /// <summary>Whether a streamed chat completion shall tell its usage (<c>stream_options.include_usage</c>).</summary>
    public bool AsksForUsage { get; init; }

    /// <summary>Reads a request's body.</summary>
    /// <param name="json">The whole body.</param>
    /// <returns>The facts; all of them missing where the body is no JSON object. Of a key that comes twice the last value counts.</returns>
    public static RequestFacts Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return Scan(json).Facts;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or a model's name that is no UTF-16.
            return Nothing;
        }
    }

    /// <summary>
    /// The request of a streamed chat completion with <c>stream_options.include_usage</c> set, though its client did not ask, or said
    /// no; every other byte stays as it is. What that adds to the reply is for <see cref="UsageChunkFilter"/> to take out.
    /// </summary>
    /// <param name="json">The body that these facts were read from.</param>
    /// <returns>The changed body; null: send it as it is, for it streams nothing, asks by itself, or cannot be changed.</returns>
    public byte[]? WithUsage(ReadOnlySpan<byte> json)
    {
        if (!Streams || AsksForUsage) return null;
        try
        {
            return Scan(json).Insertion is { } insertion ? [.. json[..insertion.Start], .. insertion.Text.Span, .. json[insertion.End..]] : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (RequestFacts Facts, Insertion? Insertion) Scan(ReadOnlySpan<byte> json)
    {
        var start = json.StartsWith("\uFEFF"u8) ? 3 : 0;
        // The depth costs a bit a level, and schemas of tools may be deep.
        var reader = new Utf8JsonReader(json[start..], new JsonReaderOptions { MaxDepth = 100_000 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return (Nothing, null);
        var facts = Nothing;
        Insertion? insertion = Insertion.At(start + (int)reader.BytesConsumed, "\"stream_options\":{\"include_usage\":true},"u8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("model"))
            {
                reader.Read();
                facts = facts with { Model = reader.TokenType == JsonTokenType.String ? reader.GetString() : null };
            }
            else if (reader.ValueTextEquals("stream"))
            {
                reader.Read();
                facts = facts with { Streams = reader.TokenType == JsonTokenType.True };
            }
            else if (reader.ValueTextEquals(Options))
            {
                (var asks, insertion) = ScanOptions(ref reader, start);
                facts = facts with { AsksForUsage = asks };
                continue;
            }
            reader.Skip();
        }
        return (facts, reader.Read() ? null : insertion);
    }

    // Reads the value of stream_options: whether it asks for usage, and what would make it ask.
    private static (bool Asks, Insertion? Insertion) ScanOptions(ref Utf8JsonReader reader, int start)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return (false, Replace(reader, start, """{"include_usage":true}"""u8));
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            // An error of the client's, which the provider shall see.
            reader.Skip();
            return (false, null);
        }
        var begin = start + (int)reader.BytesConsumed;
        var isEmpty = true;
        JsonTokenType? told = null;
        Insertion? replacement = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var isInclude = reader.ValueTextEquals(Include);
            reader.Read();
            if (isInclude)
            {
                told = reader.TokenType;
                replacement = Replace(reader, start, "true"u8);
            }
            reader.Skip();
        }
        return told switch
        {
            null => (false, Insertion.At(begin, isEmpty ? "\"include_usage\":true"u8 : "\"include_usage\":true,"u8)),
            JsonTokenType.False or JsonTokenType.Null => (false, replacement),
            var other => (other == JsonTokenType.True, null),
        };
    }

    private static Insertion Replace(in Utf8JsonReader reader, int start, ReadOnlySpan<byte> text) =>
        new(start + (int)reader.TokenStartIndex, start + (int)reader.BytesConsumed, text.ToArray());

    /// <summary>A text to be put in the place of some bytes.</summary>
    private sealed record Insertion(int Start, int End, ReadOnlyMemory<byte> Text)
    {
        public static Insertion At(int place, ReadOnlySpan<byte> text) => new(place, place, text.ToArray());
    }
}
