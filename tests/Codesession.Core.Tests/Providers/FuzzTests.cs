using System.Buffers;

namespace Codesession.Core.Tests.Providers;

/// <summary>No bytes make a reader throw, or tell of a call that no ledger takes.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Changed_samples()
    {
        var random = new Random(1);
        foreach (var sample in Sample.All)
        {
            for (var run = 0; run < 500; run++) AssertReadable(Mutation.Of(sample.Bytes, random, []), sample.Shape, sample.Format, random);
        }
    }

    [Fact]
    public void Random_bytes_in_every_shape_and_format()
    {
        var random = new Random(2);
        foreach (var shape in Enum.GetValues<ApiShape>())
        {
            foreach (var format in Enum.GetValues<ReplyFormat>())
            {
                for (var run = 0; run < 200; run++)
                {
                    var bytes = new byte[random.Next(500)];
                    random.NextBytes(bytes);
                    AssertReadable(bytes, shape, format, random);
                }
            }
        }
    }

    [Fact]
    public void Samples_read_in_the_wrong_shape_and_format()
    {
        var random = new Random(3);
        foreach (var sample in Sample.All)
        {
            foreach (var shape in Enum.GetValues<ApiShape>())
            {
                foreach (var format in Enum.GetValues<ReplyFormat>()) AssertReadable(sample.Bytes, shape, format, random);
            }
        }
    }

    private static void AssertReadable(byte[] bytes, ApiShape shape, ReplyFormat format, Random random)
    {
        var reader = new ReplyReader(shape, format);
        foreach (var piece in ChunkingTests.Pieces(bytes, random)) reader.Read(piece);
        foreach (var usage in reader.End(random.Next(2) == 0)) usage.ToNewUsage(1, UsageSource.Proxy, "somebody", "some-model").Validate();

        var filter = new UsageChunkFilter();
        var output = new ArrayBufferWriter<byte>();
        foreach (var piece in ChunkingTests.Pieces(bytes, random)) filter.Write(piece, output);
        filter.End(output);

        RequestFacts.Read(bytes).WithUsage(bytes);
    }
}
