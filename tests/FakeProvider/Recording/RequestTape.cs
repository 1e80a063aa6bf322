using System.Collections.Concurrent;
using System.Text;

namespace Codesession.Fakes.Recording;

/// <summary>
/// Listens to the bytes of an HTTP/1.1 connection and keeps the heads of its requests, because Kestrel's own headers
/// have lost order and spelling.
/// </summary>
internal sealed class RequestTape
{
    private readonly ConcurrentQueue<RequestHead?> heads = new();
    private readonly List<byte> line = [];
    private State state = State.Head;
    private long remaining;

    private enum State
    {
        Head, Body, ChunkSize, Chunk, ChunkEnd, Trailers, Lost,
    }

    /// <summary>The head of the request that Kestrel serves now; null: it could not be read.</summary>
    public RequestHead? Next() => heads.TryDequeue(out var head) ? head : null;

    public void Hear(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && state != State.Lost)
        {
            bytes = bytes[Take(bytes)..];
        }
    }

    private int Take(ReadOnlySpan<byte> bytes)
    {
        if (state is State.Body or State.Chunk)
        {
            var taken = (int)Math.Min(remaining, bytes.Length);
            remaining -= taken;
            if (remaining == 0)
            {
                state = state == State.Body ? State.Head : State.ChunkEnd;
            }
            return taken;
        }
        var end = bytes.IndexOf((byte)'\n');
        line.AddRange(end < 0 ? bytes : bytes[..(end + 1)]);
        if (end < 0)
        {
            return bytes.Length;
        }
        LineEnded();
        return end + 1;
    }

    private void LineEnded()
    {
        // Of a head all lines are kept until the empty one.
        if (state == State.Head)
        {
            if (line is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'])
            {
                HeadEnded();
            }
            return;
        }
        var text = Encoding.Latin1.GetString([.. line]).TrimEnd('\r', '\n');
        line.Clear();
        switch (state)
        {
            case State.ChunkEnd:
                state = State.ChunkSize;
                break;
            case State.ChunkSize:
                remaining = Convert.ToInt64(text.Split(';')[0].Trim(), 16);
                state = remaining == 0 ? State.Trailers : State.Chunk;
                break;
            case State.Trailers when text.Length == 0:
                state = State.Head;
                break;
        }
    }

    private void HeadEnded()
    {
        var head = RequestHead.Parse([.. line]);
        line.Clear();
        heads.Enqueue(head);
        (state, remaining) = head switch
        {
            null => (State.Lost, 0),
            { BodyLength: null } => (State.ChunkSize, 0),
            { BodyLength: 0 } => (State.Head, 0),
            { BodyLength: { } length } => (State.Body, length),
        };
    }
}
