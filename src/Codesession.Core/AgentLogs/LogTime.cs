using System.Globalization;
using System.Text;
using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>Times as logs write them: ISO 8601, or seconds or milliseconds since 1970.</summary>
internal static class LogTime
{
    // Above, a number means milliseconds: seconds will do so in the year 5138.
    private const decimal FirstMilliseconds = 100_000_000_000m;

    private const decimal Last = 253_402_300_799_999m;

    /// <summary>The time that a value tells; null: none.</summary>
    public static DateTimeOffset? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => Of(number),
        JsonValueKind.String => OfText(value),
        _ => null,
    };

    /// <summary>The time that a member of an object tells; null: none.</summary>
    public static DateTimeOffset? Of(UsageFigures owner, string name) => owner.Value(name) is { } value ? Of(value) : null;

    /// <summary>The time that is the value of the key on which the reader stands; null: none.</summary>
    public static DateTimeOffset? Of(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetDecimal(out var number) ? Of(number) : null;
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }
        Span<char> usual = stackalloc char[24];
        return reader.ValueSpan.Length == usual.Length && Encoding.ASCII.TryGetChars(reader.ValueSpan, usual, out _) && Timestamp.TryParseOurs(usual, out var time)
            ? time
            : Of(UsageFields.TextOf(ref reader));
    }

    /// <summary>The time that a text tells; null: none.</summary>
    public static DateTimeOffset? Of(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>The time of a number of seconds or milliseconds since 1970; null: none.</summary>
    public static DateTimeOffset? Of(decimal sinceEpoch)
    {
        var milliseconds = sinceEpoch is >= 0 and < FirstMilliseconds ? sinceEpoch * 1000 : sinceEpoch;
        return milliseconds is >= 0 and <= Last ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;
    }

    private static DateTimeOffset? OfText(JsonElement value)
    {
        try
        {
            return Of(value.GetString());
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or no UTF-8.
            return null;
        }
    }
}
