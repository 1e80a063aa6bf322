using System.Text.Json;

namespace Codesession.AgentLogs;

/// <summary>
/// Reads, as JSON elements, the lines that hold one of some marks: keys or words with their quotation marks, which in JSON stand
/// nowhere but where they are meant, for within a text the marks are escaped. The others are not looked at.
/// </summary>
internal abstract class MarkedLineReader(LogSink sink, params string[] marks) : LineReader
{
    private readonly byte[][] marks = [.. marks.Select(mark => System.Text.Encoding.UTF8.GetBytes($"\"{mark}\""))];

    /// <summary>Where to tell what the lines say.</summary>
    protected LogSink Sink { get; } = sink;

    public sealed override void Read(ReadOnlySpan<byte> line)
    {
        foreach (var mark in marks)
        {
            if (line.IndexOf(mark) < 0) continue;
            if (Parse(line) is { } element) Read(element);
            else Sink.Problem(LogProblemKind.Broken);
            return;
        }
    }

    public sealed override void ReadLast(ReadOnlySpan<byte> line)
    {
        if (Parse(line) is { } element) ReadLast(element);
    }

    /// <summary>Reads a line.</summary>
    protected abstract void Read(JsonElement line);

    /// <inheritdoc cref="LineReader.ReadLast(ReadOnlySpan{byte})"/>
    protected virtual void ReadLast(JsonElement line)
    {
    }

    private static JsonElement? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 256 });
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
