using System.Text.Json;

namespace Codesession.Cli.Hooks;

/// <summary>A value in a JSON text, with where it stands: what is not looked at stays as it is, byte for byte.</summary>
internal sealed class JsonSpan
{
    private static readonly JsonReaderOptions Form = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 256 };

    private JsonSpan(JsonTokenType kind, int start) => (Kind, Start) = (kind, start);

    /// <summary>What it is; of an object or array, the token of its beginning.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>Its first byte.</summary>
    public int Start { get; }

    /// <summary>The byte behind its last one.</summary>
    public int End { get; private set; }

    /// <summary>The text that a string is; null: it is none.</summary>
    public string? Text { get; private set; }

    /// <summary>The values in it. In an object one key may stand several times, and the last counts.</summary>
    public List<Member> Members { get; } = [];

    /// <summary>The value of a key; null: it has none.</summary>
    public JsonSpan? this[string key] => Members.FindLast(member => member.Key == key)?.Value;

    /// <summary>A value in an object or array.</summary>
    /// <param name="Key">Its key; null: it stands in an array.</param>
    /// <param name="Start">The first byte of the key, or of the value where it has none.</param>
    /// <param name="Value">The value.</param>
    public sealed record Member(string? Key, int Start, JsonSpan Value);

    /// <summary>Reads a JSON text, which may have comments, commas behind last values, and a byte order mark.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonSpan Parse(ReadOnlySpan<byte> text)
    {
        var begin = text.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(text[begin..], Form);
        try
        {
            reader.Read();
            var value = Read(ref reader, begin);
            // Nothing but comments may follow.
            reader.Read();
            return value;
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("a text in it is no Unicode.", error);
        }
    }

    private static JsonSpan Read(ref Utf8JsonReader reader, int begin)
    {
        var span = new JsonSpan(reader.TokenType, begin + (int)reader.TokenStartIndex);
        if (span.Kind == JsonTokenType.String) span.Text = reader.GetString();
        while (span.Kind is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var start = begin + (int)reader.TokenStartIndex;
            string? key = null;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                key = reader.GetString();
                reader.Read();
            }
            span.Members.Add(new Member(key, start, Read(ref reader, begin)));
        }
        span.End = begin + (int)reader.BytesConsumed;
        return span;
    }
}
