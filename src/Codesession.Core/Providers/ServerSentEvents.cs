namespace Codesession.Providers;

/// <summary>
/// Takes a stream of server-sent events apart as it comes (WHATWG HTML, 9.2.6): lines end with LF, CR or CRLF, the data
/// lines of an event are one text, an empty line ends it. Names, ids and comments are passed over; nothing is kept.
/// </summary>
internal sealed class ServerSentEvents(Action<ReadOnlySpan<byte>> data, Action eventEnded)
{
    private static ReadOnlySpan<byte> Field => "data"u8;

    private Place place = Place.LineStart;
    private int fieldRead;
    private bool afterReturn;
    private bool hasData;

    private enum Place { LineStart, Field, AfterColon, Data, OtherField }

    /// <summary>Reads on.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (place is Place.Data or Place.OtherField)
            {
                var length = bytes.IndexOfAny((byte)'\n', (byte)'\r');
                var line = length < 0 ? bytes : bytes[..length];
                if (place == Place.Data && !line.IsEmpty) data(line);
                bytes = bytes[line.Length..];
                if (bytes.IsEmpty) return;
            }
            Step(ref bytes);
        }
    }

    /// <summary>Ends the stream; an event that no empty line has ended is given out all the same.</summary>
    public void End()
    {
        if (hasData) eventEnded();
        hasData = false;
    }

    private void Step(ref ReadOnlySpan<byte> bytes)
    {
        var next = bytes[0];
        if (next is (byte)'\n' or (byte)'\r')
        {
            bytes = bytes[1..];
            var isSecondHalf = next == '\n' && afterReturn;
            afterReturn = next == '\r';
            if (!isSecondHalf) EndLine();
            return;
        }
        afterReturn = false;
        switch (place)
        {
            case Place.LineStart:
                (place, fieldRead) = (Place.Field, 0);
                break;
            case Place.Field when fieldRead < Field.Length && next == Field[fieldRead]:
                fieldRead++;
                bytes = bytes[1..];
                break;
            case Place.Field when fieldRead == Field.Length && next == ':':
                place = Place.AfterColon;
                BeginData();
                bytes = bytes[1..];
                break;
            case Place.Field:
                place = Place.OtherField;
                break;
            case Place.AfterColon:
                place = Place.Data;
                if (next == ' ') bytes = bytes[1..];
                break;
        }
    }

    private void BeginData()
    {
        if (hasData) data("\n"u8);
        hasData = true;
    }

    private void EndLine()
    {
        // A line that is the field's name alone has it without a value.
        if (place == Place.Field && fieldRead == Field.Length) BeginData();
        if (place == Place.LineStart && hasData)
        {
            hasData = false;
            eventEnded();
        }
        place = Place.LineStart;
    }
}
