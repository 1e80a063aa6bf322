using System.Text;

namespace Codesession.Core.Tests.Providers;

/// <summary>However the bytes come, they tell the same.</summary>
public sealed class ChunkingTests
{
    public static TheoryData<Sample> Samples => [.. Sample.All];

    [Theory]
    [MemberData(nameof(Samples))]
    public void One_byte_at_a_time(Sample sample)
    {
        AssertSame(sample, sample.Bytes, sample.Bytes.Chunk(1));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Two_pieces_cut_anywhere(Sample sample)
    {
        var bytes = sample.Bytes;
        for (var cut = 0; cut <= bytes.Length; cut++) AssertSame(sample, bytes, [bytes[..cut], bytes[cut..]]);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Pieces_of_any_sizes(Sample sample)
    {
        var random = new Random(4);
        var bytes = sample.Bytes;
        for (var run = 0; run < 200; run++) AssertSame(sample, bytes, Pieces(bytes, random));
    }

    [Theory]
    [MemberData(nameof(Sample.Streams), MemberType = typeof(Sample))]
    public void Lines_that_end_with_CRLF_or_CR_and_are_cut_between(Sample sample)
    {
        var random = new Random(5);
        var expected = sample.Read();
        foreach (var end in new[] { "\r\n", "\r" })
        {
            var bytes = Encoding.UTF8.GetBytes("\uFEFF" + Encoding.UTF8.GetString(sample.Bytes).ReplaceLineEndings(end));
            Sample.AssertEqual(expected, sample.Read(bytes));
            AssertSame(sample, bytes, bytes.Chunk(1));
            for (var run = 0; run < 50; run++) AssertSame(sample, bytes, Pieces(bytes, random));
        }
    }

    [Theory]
    [MemberData(nameof(Sample.Streams), MemberType = typeof(Sample))]
    public void The_last_empty_line_may_be_missing(Sample sample)
    {
        Sample.AssertEqual(sample.Read(), sample.Read([.. sample.Bytes.AsSpan().TrimEnd("\n"u8)]));
    }

    internal static IEnumerable<byte[]> Pieces(byte[] bytes, Random random)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var end = Math.Min(bytes.Length, at + 1 + random.Next(random.Next(1, 300)));
            yield return bytes[at..end];
            at = end;
        }
    }

    private static void AssertSame(Sample sample, byte[] whole, IEnumerable<byte[]> pieces)
    {
        var reader = new ReplyReader(sample.Shape, sample.Format);
        foreach (var piece in pieces) reader.Read(piece);
        Sample.AssertEqual(sample.Read(whole), reader.End(complete: true));
    }
}
