using System.IO.Compression;

namespace Codesession.Fakes;

/// <summary>How the body of a reply is coded. Each piece is flushed, so that what it says can be read as soon as it is there.</summary>
public static class ContentCoding
{
    public const string Identity = "identity";
    public const string Gzip = "gzip";
    public const string Brotli = "br";
    public const string Deflate = "deflate";
    public const string Zstandard = "zstd";

    /// <summary>Those that this .NET reads, and none.</summary>
    public static IReadOnlyList<string> All { get; } = [Identity, Gzip, Brotli, Deflate];

    /// <summary>Codes the pieces, each to its own bytes.</summary>
    public static IReadOnlyList<byte[]> Encode(string coding, IReadOnlyList<byte[]> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return coding switch
        {
            Identity => pieces,
            Zstandard => Stored(pieces),
            _ => Compressed(coding, pieces),
        };
    }

    /// <summary>What was coded.</summary>
    public static byte[] Decode(string coding, byte[] bytes)
    {
        if (coding == Identity)
        {
            return bytes;
        }
        using var source = new MemoryStream(bytes);
        using Stream stream = coding switch
        {
            Gzip => new GZipStream(source, CompressionMode.Decompress),
            Brotli => new BrotliStream(source, CompressionMode.Decompress),
            Deflate => new ZLibStream(source, CompressionMode.Decompress),
            _ => throw new NotSupportedException(coding),
        };
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }

    private static List<byte[]> Compressed(string coding, IReadOnlyList<byte[]> pieces)
    {
        using var sink = new MemoryStream();
        var coded = new List<byte[]>();
        // RFC 9110, 8.4.1.2: deflate is the zlib format.
        Stream stream = coding switch
        {
            Gzip => new GZipStream(sink, CompressionLevel.Fastest, leaveOpen: true),
            Brotli => new BrotliStream(sink, CompressionLevel.Fastest, leaveOpen: true),
            Deflate => new ZLibStream(sink, CompressionLevel.Fastest, leaveOpen: true),
            _ => throw new NotSupportedException(coding),
        };
        using (stream)
        {
            foreach (var piece in pieces)
            {
                stream.Write(piece);
                stream.Flush();
                coded.Add(Taken(sink));
            }
        }
        coded.Add(Taken(sink));
        return coded;
    }

    private static byte[] Taken(MemoryStream sink)
    {
        var taken = sink.ToArray();
        sink.SetLength(0);
        return taken;
    }

    // RFC 8878: a frame without content size, checksum or dictionary, a window of 1 MB, and blocks stored as they are.
    private static List<byte[]> Stored(IReadOnlyList<byte[]> pieces)
    {
        var coded = new List<byte[]> { (byte[])[0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x50] };
        foreach (var block in pieces.SelectMany(piece => piece.Chunk(100_000)))
        {
            coded.Add([.. BlockHeader(block.Length, last: false), .. block]);
        }
        coded.Add(BlockHeader(0, last: true));
        return coded;
    }

    private static byte[] BlockHeader(int size, bool last)
    {
        var header = size << 3 | (last ? 1 : 0);
        return [(byte)header, (byte)(header >> 8), (byte)(header >> 16)];
    }
}
