using System.Buffers;
using Codesession.Providers;

namespace Codesession;

/// <summary>
/// Takes out of the event stream of a chat completion what <see cref="RequestFacts.WithUsage"/> brought into it: the last chunk, of usage
/// without choices, and <c>usage</c> in all others. Everything else passes byte by byte, each event as soon as it is complete.
/// </summary>
public sealed class UsageChunkFilter
{
    /// <summary>A longer event passes as it is: no chunk of a chat comes near it.</summary>
    private const int LongestEvent = 1 << 20;

    private readonly ArrayBufferWriter<byte> held = new();
    private bool isLineEmpty = true;
    private bool isTooLong;
    private bool afterReturn;
    private bool keptLast;

    /// <summary>Filters on.</summary>
    /// <param name="bytes">The next bytes of the stream, decompressed.</param>
    /// <param name="output">Where what is left of them goes, as far as it can be told yet.</param>
    public void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (!bytes.IsEmpty)
        {
            var length = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            if (length != 0)
            {
                var line = length < 0 ? bytes : bytes[..length];
                Hold(line, output);
                (isLineEmpty, afterReturn) = (false, false);
                bytes = bytes[line.Length..];
            }
            else
            {
                EndLine(bytes[..1], output);
                bytes = bytes[1..];
            }
        }
    }

    /// <summary>Ends the stream: gives out what is left of it.</summary>
    /// <param name="output">Where it goes.</param>
    public void End(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        EndEvent(output);
    }

    private void EndLine(ReadOnlySpan<byte> end, IBufferWriter<byte> output)
    {
        var isSecondHalf = afterReturn && end[0] == '\n';
        afterReturn = end[0] == '\r';
        if (isSecondHalf && isLineEmpty && held.WrittenCount == 0 && !isTooLong)
        {
            // The event ended with the return and is gone already: the line feed goes the same way.
            if (keptLast) output.Write(end);
            return;
        }
        Hold(end, output);
        if (isSecondHalf) return;
        if (isLineEmpty) EndEvent(output);
        isLineEmpty = true;
    }

    private void Hold(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        if (!isTooLong && held.WrittenCount + bytes.Length > LongestEvent)
        {
            isTooLong = true;
            output.Write(held.WrittenSpan);
            held.ResetWrittenCount();
        }
        (isTooLong ? output : held).Write(bytes);
    }

    private void EndEvent(IBufferWriter<byte> output)
    {
        keptLast = isTooLong || UsageChunk.Write(held.WrittenSpan, output);
        isTooLong = false;
        held.ResetWrittenCount();
    }
}
