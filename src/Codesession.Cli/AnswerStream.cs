namespace Codesession.Cli;

/// <summary>Standard output, with a memory of whether anything has left: an answer that has begun cannot become another.</summary>
internal sealed class AnswerStream(Stream output) : Stream
{
    private Stream output = output;

    /// <summary>Whether any byte has been written.</summary>
    public bool HasBegun { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Lets go of what is behind it: what is written from now on goes there.</summary>
    public void GoTo(Stream next)
    {
        output.Dispose();
        output = next;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        HasBegun |= buffer.Length > 0;
        output.Write(buffer);
    }

    public override void Flush() => output.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
