using System.Text;
using System.Text.Json;

namespace Codesession.Cli.Hooks;

/// <summary>
/// A JSON text into which values are put, and out of which they are taken, with nothing else in it changed. What is put in takes on
/// the look of what is there: line breaks, tabs or spaces, or all in one line.
/// </summary>
internal sealed class JsonText
{
    private readonly bool isOneLine;
    private readonly string lineBreak;
    private readonly string unit;

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public JsonText(byte[] bytes)
    {
        (Bytes, Root) = (bytes, JsonSpan.Parse(bytes));
        var first = bytes.AsSpan(Root.Start, Root.End - Root.Start).IndexOf((byte)'\n') + Root.Start;
        isOneLine = first < Root.Start;
        lineBreak = !isOneLine && bytes[first - 1] == '\r' ? "\r\n" : "\n";
        unit = Root.Members is [var member, ..] && IndentOf(member.Start) is { Length: > 0 } indent ? indent : "  ";
    }

    /// <summary>The text.</summary>
    public byte[] Bytes { get; }

    /// <summary>What it says.</summary>
    public JsonSpan Root { get; }

    /// <summary>The text with a further value at the end of an object or array.</summary>
    /// <param name="container">The object or array.</param>
    /// <param name="lines">The value, of an object with its key: lines, each with its depth.</param>
    public JsonText With(JsonSpan container, IReadOnlyList<(int Depth, string Text)> lines)
    {
        var isFirst = container.Members.Count == 0;
        var indent = !isFirst && IndentOf(container.Members[0].Start) is { } known ? known : IndentOfLine(container.Start) + unit;
        var between = isOneLine ? " " : lineBreak + indent;
        var value = string.Concat(lines.Select((line, i) => i == 0 ? line.Text : between + (isOneLine ? "" : string.Concat(Enumerable.Repeat(unit, line.Depth))) + line.Text));
        // Right behind the bracket of one that was empty: so it can be told from one that came with the value.
        if (isFirst) return new JsonText(Inserted(container.Start + 1, value));
        var last = container.Members[^1].Value.End;
        return CommaBehind(last) is { } comma
            ? new JsonText(Inserted(comma + 1, between + value + ","))
            : new JsonText(Inserted(last, "," + between + value));
    }

    /// <summary>
    /// The texts of which one may have become this one by <see cref="With"/>, the likelier first; the first is sound in any case.
    /// </summary>
    /// <param name="container">The object or array.</param>
    /// <param name="index">Which of its values is taken out.</param>
    public IEnumerable<JsonText> Without(JsonSpan container, int index)
    {
        var (member, end) = (container.Members[index], container.Members[index].Value.End);
        if (index > 0)
        {
            var before = container.Members[index - 1].Value.End;
            yield return new JsonText(Cut(before, end));
            if (CommaBehind(end) is { } own) yield return new JsonText(Cut(CommaBehind(before)!.Value + 1, own + 1));
        }
        else if (container.Members.Count > 1)
        {
            yield return new JsonText(Cut(member.Start, container.Members[1].Start));
        }
        else
        {
            yield return new JsonText(Cut(container.Start + 1, CommaBehind(end) is { } comma ? comma + 1 : end));
        }
    }

    private byte[] Inserted(int at, string text) => [.. Bytes[..at], .. Encoding.UTF8.GetBytes(text), .. Bytes[at..]];

    private byte[] Cut(int from, int to) => [.. Bytes[..from], .. Bytes[to..]];

    // White space alone between the line's beginning and there; null: something else.
    private string? IndentOf(int position) => LineStart(position) is var start && start > 0 && BlanksFrom(start) >= position ? Encoding.UTF8.GetString(Bytes, start, position - start) : null;

    private string IndentOfLine(int position) => LineStart(position) is var start ? Encoding.UTF8.GetString(Bytes, start, BlanksFrom(start) - start) : "";

    private int LineStart(int position) => Bytes.AsSpan(0, position).LastIndexOf((byte)'\n') + 1;

    private int BlanksFrom(int position)
    {
        while (position < Bytes.Length && Bytes[position] is (byte)' ' or (byte)'\t') position++;
        return position;
    }

    // Where the comma stands that follows a value, behind comments too; null: none does.
    private int? CommaBehind(int position)
    {
        for (; position < Bytes.Length; position++)
        {
            var rest = Bytes.AsSpan(position);
            if (rest[0] == ',') return position;
            if (rest.StartsWith("//"u8)) position += Length(rest.IndexOf((byte)'\n'), rest, 0);
            else if (rest.StartsWith("/*"u8)) position += Length(rest[2..].IndexOf("*/"u8), rest, 3);
            else if (!char.IsWhiteSpace((char)rest[0])) return null;
        }
        return null;

        static int Length(int end, ReadOnlySpan<byte> rest, int more) => end < 0 ? rest.Length : end + more;
    }
}
