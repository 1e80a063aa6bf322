using Codesession.Providers;

namespace Codesession;

/// <summary>
/// Reads usage off the bytes of one reply as they come, however they are cut. Its memory does not grow with the reply, and
/// of what the model said nothing is kept. Whatever the bytes are, it does not throw: what is not understood tells nothing.
/// </summary>
public sealed class ReplyReader
{
    private readonly ReplyFormat format;
    private readonly Reply reply;
    private readonly JsonFields fields;
    private readonly ServerSentEvents events;
    private readonly byte[] opening = new byte[Done.Length + 1];
    private int openingLength;
    private int markRead;

    /// <summary>Makes a reader of one reply.</summary>
    /// <param name="shape">The shape of the API that was called.</param>
    /// <param name="format">The layout of the body.</param>
    public ReplyReader(ApiShape shape, ReplyFormat format)
    {
        this.format = format;
        reply = Reply.Of(shape);
        fields = new JsonFields(reply.Paths, () => reply.Take(fields!));
        events = new ServerSentEvents(ReadData, EndText);
    }

    private static ReadOnlySpan<byte> Done => "[DONE]"u8;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether a reply of success told an error after all.</summary>
    public bool SawError => reply.SawError;

    /// <summary>Reads on.</summary>
    /// <param name="bytes">The next bytes of the body, decompressed.</param>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (markRead < ByteOrderMark.Length && !bytes.IsEmpty)
        {
            if (bytes[0] == ByteOrderMark[markRead])
            {
                markRead++;
                bytes = bytes[1..];
            }
            else
            {
                markRead = ByteOrderMark.Length;
            }
        }
        switch (format)
        {
            case ReplyFormat.EventStream:
                events.Read(bytes);
                break;
            case ReplyFormat.JsonLines:
                ReadLines(bytes);
                break;
            default:
                fields.Read(bytes);
                break;
        }
    }

    /// <summary>Ends the reply.</summary>
    /// <param name="complete">Whether the body came to its end; false: it broke off.</param>
    /// <returns>The calls that it told of: one, for a batch one a result; none where it told of no usage.</returns>
    public IReadOnlyList<ObservedUsage> End(bool complete)
    {
        switch (format)
        {
            case ReplyFormat.EventStream:
                events.End();
                reply.IsFinished |= complete && reply.MayEndUnmarked;
                break;
            case ReplyFormat.JsonLines:
                EndText();
                reply.IsFinished |= complete && reply.MayEndUnmarked;
                break;
            default:
                if (!EndBody(complete)) return [];
                break;
        }
        return reply.IsFinished ? reply.Observed : [.. reply.Observed.Select(usage => usage with { Partial = true })];
    }

    private bool EndBody(bool complete)
    {
        var isWhole = fields.End();
        if (fields.IsBroken || (!isWhole && complete && !fields.IsArray)) return false;
        if (fields.IsArray)
        {
            reply.IsFinished |= isWhole;
        }
        else
        {
            reply.Take(fields);
            reply.IsFinished = isWhole && (reply.IsFinished || reply.MayEndUnmarked);
        }
        return true;
    }

    private void ReadLines(ReadOnlySpan<byte> bytes)
    {
        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
        {
            fields.Read(bytes[..end]);
            EndText();
            bytes = bytes[(end + 1)..];
        }
        fields.Read(bytes);
    }

    private void ReadData(ReadOnlySpan<byte> data)
    {
        var more = data[..Math.Min(data.Length, opening.Length - openingLength)];
        more.CopyTo(opening.AsSpan(openingLength));
        openingLength += more.Length;
        fields.Read(data);
    }

    private void EndText()
    {
        if (fields.End() && !fields.IsArray) reply.Take(fields);
        if (opening.AsSpan(0, openingLength).SequenceEqual(Done)) reply.IsFinished = true;
        openingLength = 0;
        fields.Reset();
    }
}
