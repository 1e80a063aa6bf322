using System.Buffers;
using System.Text.Json;

namespace Codesession.Providers;

/// <summary>
/// One event of a chat completion's stream without its usage. Asked for usage, OpenAI sends one chunk more, whose <c>choices</c> is
/// empty, and <c>"usage":null</c> in all others (openai/openai-node 7.5.0, src/resources/chat/completions/completions.ts:
/// ChatCompletionStreamOptions); of other servers some send no <c>choices</c> in that chunk, or usage beside choices.
/// </summary>
internal static class UsageChunk
{
    private static ReadOnlySpan<byte> Data => "data:"u8;

    /// <summary>Writes what is left of an event.</summary>
    /// <returns>Whether there is more left of it than comments.</returns>
    public static bool Write(ReadOnlySpan<byte> written, IBufferWriter<byte> output)
    {
        // Most have neither the key nor an escape that could mean one.
        if (written.IndexOf("usage"u8) < 0 && written.IndexOf("\\u"u8) < 0)
        {
            output.Write(written);
            return true;
        }
        var text = ArrayPool<byte>.Shared.Rent(written.Length);
        try
        {
            return Write(written, DataOf(written, text), output);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text, clearArray: true);
        }
    }

    private static bool Write(ReadOnlySpan<byte> written, ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        var cuts = new List<Range>();
        var isUsageAlone = false;
        try
        {
            isUsageAlone = Scan(text, cuts);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            cuts.Clear();
        }
        if (isUsageAlone)
        {
            foreach (var line in Lines(written))
            {
                if (written[line][0] == ':') output.Write(written[line]);
            }
            return false;
        }
        var from = 0;
        foreach (var cut in cuts)
        {
            output.Write(written[from..cut.Start]);
            from = cut.End.Value;
        }
        output.Write(written[from..]);
        return true;
    }

    /// <summary>The event's data at its place, with spaces for all that is around it.</summary>
    private static ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> written, byte[] buffer)
    {
        var text = buffer.AsSpan(0, written.Length);
        text.Fill((byte)' ');
        foreach (var line in Lines(written))
        {
            var skipped = line.Start.Value == 0 && written.StartsWith("\uFEFF"u8) ? 3 : 0;
            var content = written[line][skipped..].TrimEnd("\r\n"u8);
            if (!content.StartsWith(Data)) continue;
            content[Data.Length..].CopyTo(text[(line.Start.Value + skipped + Data.Length)..]);
        }
        return text;
    }

    /// <summary>The lines, their ends included.</summary>
    private static List<Range> Lines(ReadOnlySpan<byte> text)
    {
        var lines = new List<Range>();
        for (var start = 0; start < text.Length;)
        {
            var length = text[start..].IndexOfAny((byte)'\n', (byte)'\r');
            var end = length < 0 ? text.Length : start + length + 1;
            if (length >= 0 && text[end - 1] == '\r' && end < text.Length && text[end] == '\n') end++;
            lines.Add(start..end);
            start = end;
        }
        return lines;
    }

    /// <summary>Finds what is to be cut out: each <c>usage</c> of the root with one comma.</summary>
    /// <returns>Whether the event came for its usage alone.</returns>
    private static bool Scan(ReadOnlySpan<byte> text, List<Range> cuts)
    {
        var reader = new Utf8JsonReader(text);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        var (tellsUsage, hasChoices, hasError, keepsAny) = (false, false, false, false);
        var (lastEnd, cutStart, cutEnd) = (0, -1, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isUsage = reader.ValueTextEquals("usage");
            var isChoices = reader.ValueTextEquals("choices");
            var isError = reader.ValueTextEquals("error");
            reader.Read();
            var isNull = reader.TokenType == JsonTokenType.Null;
            var isList = reader.TokenType == JsonTokenType.StartArray;
            var valueStart = (int)reader.TokenStartIndex;
            reader.Skip();
            var end = (int)reader.BytesConsumed;

            // What is cut before the first that stays goes with the comma behind it, all else with the one before.
            if (cutStart >= 0) cuts.Add(cutStart..start);
            cutStart = -1;
            if (isUsage && keepsAny) cuts.Add((lastEnd + text[lastEnd..].IndexOf((byte)','))..end);
            else if (isUsage) (cutStart, cutEnd) = (start, end);
            else keepsAny = true;
            lastEnd = end;

            if (isUsage) tellsUsage = !isNull;
            if (isChoices) hasChoices = isList ? text[(valueStart + 1)..(end - 1)].ContainsAnyExcept(" \t\r\n"u8) : !isNull;
            if (isError) hasError = !isNull;
        }
        if (cutStart >= 0) cuts.Add(cutStart..cutEnd);
        reader.Read();
        return tellsUsage && !hasChoices && !hasError;
    }
}
