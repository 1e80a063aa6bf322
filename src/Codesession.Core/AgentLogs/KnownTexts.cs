using System.Text.Json;
using Codesession.Providers;

namespace Codesession.AgentLogs;

/// <summary>Texts that come again line after line (a model, a folder, an id), made once.</summary>
internal sealed class KnownTexts
{
    private const int Places = 64;

    private readonly (byte[] Raw, string? Text)[] known = new (byte[], string?)[Places];

    /// <summary>The text that is the value of the key on which the reader stands; null: it is none, or empty.</summary>
    public string? Of(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }
        var raw = reader.ValueSpan;
        if (raw.IsEmpty) return null;
        // A place that two texts share serves them in turn.
        ref var place = ref known[(raw.Length * 31 + raw[^1] * 7 + raw[raw.Length / 2]) % Places];
        if (place.Raw is null || !raw.SequenceEqual(place.Raw)) place = (raw.ToArray(), UsageFields.TextOf(ref reader));
        return place.Text;
    }
}
