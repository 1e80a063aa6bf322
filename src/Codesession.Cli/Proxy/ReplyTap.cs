using System.IO.Compression;
using System.IO.Pipelines;

namespace Codesession.Cli.Proxy;

/// <summary>Reads usage off a copy of a reply's bytes, which go on to the client as they are.</summary>
internal abstract class ReplyTap
{
    /// <summary>A tap for a reply of that content encoding; null: one that cannot be read.</summary>
    public static ReplyTap? For(ReplyReader reader, string encoding) => encoding.Trim().ToLowerInvariant() switch
    {
        "" or "identity" => new Plain(reader),
        "gzip" or "x-gzip" => new Compressed(reader, source => new GZipStream(source, CompressionMode.Decompress)),
        "br" => new Compressed(reader, source => new BrotliStream(source, CompressionMode.Decompress)),
        "deflate" => new Compressed(reader, source => new ZLibStream(source, CompressionMode.Decompress)),
        _ => null,
    };

    /// <summary>Bytes that the client has.</summary>
    public abstract ValueTask SeeAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>There are no more: all that came is read when this is done.</summary>
    public abstract Task EndAsync();

    private sealed class Plain(ReplyReader reader) : ReplyTap
    {
        public override ValueTask SeeAsync(ReadOnlyMemory<byte> bytes)
        {
            reader.Read(bytes.Span);
            return ValueTask.CompletedTask;
        }

        public override Task EndAsync() => Task.CompletedTask;
    }

    private sealed class Compressed : ReplyTap
    {
        private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 1024 * 1024, useSynchronizationContext: false));
        private readonly Task reading;

        public Compressed(ReplyReader reader, Func<Stream, Stream> decompress) => reading = ReadAsync(reader, decompress);

        public override async ValueTask SeeAsync(ReadOnlyMemory<byte> bytes) => await pipe.Writer.WriteAsync(bytes);

        public override async Task EndAsync()
        {
            await pipe.Writer.CompleteAsync();
            await reading;
        }

        private async Task ReadAsync(ReplyReader reader, Func<Stream, Stream> decompress)
        {
            try
            {
                await using var plain = decompress(pipe.Reader.AsStream(leaveOpen: true));
                var buffer = new byte[16 * 1024];
                while (await plain.ReadAsync(buffer) is var read and > 0)
                {
                    reader.Read(buffer.AsSpan(0, read));
                }
            }
            catch (Exception error) when (error is InvalidDataException or InvalidOperationException or IOException)
            {
                // Not what its header says, or cut off: what was read counts.
            }
            finally
            {
                await pipe.Reader.CompleteAsync();
            }
        }
    }
}
