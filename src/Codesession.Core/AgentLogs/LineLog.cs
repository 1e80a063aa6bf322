using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Codesession.AgentLogs;

/// <summary>A log of one JSON object a line, to which its agent only appends. A last line that is cut off waits for its rest.</summary>
internal abstract class LineLog : AgentLog
{
    private const int BufferSize = 256 * 1024;

    /// <summary>A line that holds a picture or a whole file may have 50 MB; of longer ones nothing is held.</summary>
    private const int LongestLine = 128 * 1024 * 1024;

    /// <summary>A reader for the lines of one file.</summary>
    /// <param name="file">The file; the state of its position is what <see cref="LineReader.State"/> was.</param>
    /// <param name="sink">Where to tell what they say.</param>
    protected abstract LineReader Open(LogFile file, LogSink sink);

    public sealed override bool Appends => true;

    public sealed override void Read(LogFile file, LogSink sink, CancellationToken cancel)
    {
        using var handle = File.OpenHandle(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        if (IsCompressed(handle))
        {
            sink.Problem(LogProblemKind.UnknownShape, "compressed with zstd");
            sink.End(null);
            return;
        }
        var reader = Open(file, sink);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            // The bytes of the buffer from begin to end are those of the file from offset on.
            var (offset, begin, end) = (file.From.Offset, 0, 0);
            var skipping = false;
            var last = (Offset: 0L, Length: 0);
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                var more = RandomAccess.Read(handle, buffer.AsSpan(end), offset + (end - begin));
                if (more == 0) break;
                var seen = skipping ? begin : end;
                end += more;
                while (buffer.AsSpan(seen, end - seen).IndexOf((byte)'\n') is >= 0 and var length)
                {
                    var next = seen + length + 1;
                    sink.Offset = offset;
                    if (!skipping) Take(buffer.AsSpan(begin, next - 1 - begin), reader, sink);
                    last = skipping ? default : (offset, next - begin);
                    skipping = false;
                    offset += next - begin;
                    begin = seen = next;
                }
                sink.Mark(new LogPosition(offset, reader.State));
                if (skipping)
                {
                    offset += end - begin;
                    (begin, end) = (0, 0);
                }
                else if (begin > 0)
                {
                    buffer.AsSpan(begin, end - begin).CopyTo(buffer);
                    (begin, end) = (0, end - begin);
                }
                else if (end == buffer.Length && end < LongestLine)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(end * 2);
                    buffer.AsSpan(0, end).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
                else if (end == buffer.Length)
                {
                    sink.Offset = offset;
                    sink.Problem(LogProblemKind.TooLong);
                    skipping = true;
                    offset += end;
                    (begin, end) = (0, 0);
                }
            }
            if (last.Length > 0) TakeLast(handle, last.Offset, last.Length, reader);
            var read = new LogPosition(offset, reader.State);
            // A last line may be whole though nothing ends it. It is read now, and again with its end: a call is known by what it is.
            sink.Offset = offset;
            if (!skipping && IsWhole(buffer.AsSpan(begin, end - begin))) Take(buffer.AsSpan(begin, end - begin), reader, sink);
            sink.End(read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[^1] != (byte)'}') return false;
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 1_000 });
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Codex does so with old rollouts. To say nothing would be to say that nothing was spent.
    private static bool IsCompressed(SafeFileHandle handle)
    {
        Span<byte> beginning = stackalloc byte[4];
        return RandomAccess.Read(handle, beginning, 0) == 4 && beginning.SequenceEqual((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]);
    }

    // A conversation ends with its last line, which most often is not one that a reader looks at.
    private static void TakeLast(SafeFileHandle handle, long offset, int length, LineReader reader)
    {
        if (length > BufferSize) return;
        var line = new byte[length];
        if (RandomAccess.Read(handle, line, offset) == length && line.AsSpan().TrimEnd("\r\n"u8) is [(byte)'{', .., (byte)'}'] whole) reader.ReadLast(whole);
    }

    private static void Take(ReadOnlySpan<byte> line, LineReader reader, LogSink sink)
    {
        // What editors and power cuts leave around a line.
        if (line.StartsWith("\uFEFF"u8)) line = line[3..];
        line = line.Trim(" \t\r\0"u8);
        if (line.IsEmpty) return;
        // What every whole line is; a reader looks closer only at those that may tell something.
        if (line is [(byte)'{', .., (byte)'}'])
        {
            reader.Read(line);
        }
        else
        {
            sink.Problem(LogProblemKind.Broken);
        }
    }
}

/// <summary>Reads the lines of one log, one after the other.</summary>
internal abstract class LineReader
{
    /// <summary>What must be known to go on behind the last line; null: nothing.</summary>
    public virtual string? State => null;

    /// <summary>Reads a line. It begins and ends with a brace and may be anything else in between.</summary>
    public abstract void Read(ReadOnlySpan<byte> line);

    /// <summary>Looks once more at the last line that is there by now: when was it written?</summary>
    public virtual void ReadLast(ReadOnlySpan<byte> line)
    {
    }
}
