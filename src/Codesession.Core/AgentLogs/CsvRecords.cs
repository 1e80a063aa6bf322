using System.Text;

namespace Codesession.AgentLogs;

/// <summary>
/// Reads records of comma-separated values (RFC 4180): fields in quotation marks may hold commas, line breaks and doubled quotation
/// marks; lines end with LF or CRLF. A quotation mark within a field that does not begin with one stands for itself.
/// </summary>
internal sealed class CsvRecords(TextReader text)
{
    /// <summary>Nothing that is meant for reading has longer records.</summary>
    private const int LongestRecord = 1024 * 1024;

    private readonly StringBuilder field = new();

    /// <summary>Where the record begins that was read last, in characters.</summary>
    public long Offset { get; private set; }

    private long read;

    /// <summary>The next record; null: there is none.</summary>
    /// <exception cref="FormatException">A quotation mark is not closed, something follows a closed one, or the record is too long.</exception>
    public IReadOnlyList<string>? Next()
    {
        Offset = read;
        if (text.Peek() < 0) return null;
        var fields = new List<string>();
        while (true)
        {
            var end = text.Peek() == '"' ? Quoted() : Plain();
            fields.Add(field.ToString());
            field.Clear();
            if (end != ',') return fields;
        }
    }

    // Both leave the field in its place and return the comma, or what ended the record.
    private int Plain()
    {
        while (true)
        {
            var character = Take();
            if (character is ',' or '\n' or < 0) return character;
            if (character == '\r' && text.Peek() is '\n' or < 0) continue;
            field.Append((char)character);
        }
    }

    private int Quoted()
    {
        Take();
        while (true)
        {
            var character = Take();
            if (character < 0) throw new FormatException("A quotation mark is not closed.");
            if (character != '"')
            {
                field.Append((char)character);
                continue;
            }
            character = Take();
            if (character == '"')
            {
                field.Append('"');
                continue;
            }
            if (character == '\r') character = Take();
            return character is ',' or '\n' or < 0 ? character : throw new FormatException("Something follows a closed quotation mark.");
        }
    }

    private int Take()
    {
        if (++read - Offset > LongestRecord) throw new FormatException("A record is too long.");
        return text.Read();
    }
}
