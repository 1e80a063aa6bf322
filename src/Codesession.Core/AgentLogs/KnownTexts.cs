using System.IO.Hashing;
using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>Texts that come again line after line (a model, a folder, an id of a conversation), made once.</summary>
internal sealed class KnownTexts
{
    private const int Places = 64;

    private readonly string?[] known = new string?[Places];

    /// <summary>The text that is the value of the key on which the reader stands; null: it is none, or empty.</summary>
    public string? Of(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }
        if (reader.ValueSpan.IsEmpty) return null;
        // A place that two texts share serves them in turn.
        ref var place = ref known[XxHash3.HashToUInt64(reader.ValueSpan) % Places];
        if (place is null || !reader.ValueTextEquals(place)) place = UsageFields.TextOf(ref reader);
        return place;
    }
}
