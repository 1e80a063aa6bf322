using System.Buffers;
using System.Text;

namespace Codesession.Core.Tests.Providers;

/// <summary>What is left of a stream that was made to tell its usage.</summary>
public sealed class UsageChunkFilterTests
{
    private const string Last = """{"choices":[],"usage":{"prompt_tokens":1}}""";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void The_stream_is_what_it_would_have_been_without_asking(string lineEnd)
    {
        var random = new Random(7);
        var asked = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Sample.Of("chat-stream.sse").Bytes).ReplaceLineEndings(lineEnd));
        var unasked = Encoding.UTF8.GetString(Sample.Of("chat-stream-unasked.sse").Bytes).ReplaceLineEndings(lineEnd);

        Assert.Equal(unasked, Filtered([asked]));
        Assert.Equal(unasked, Filtered(asked.Chunk(1)));
        for (var cut = 0; cut <= asked.Length; cut++) Assert.Equal(unasked, Filtered([asked[..cut], asked[cut..]]));
        for (var run = 0; run < 100; run++) Assert.Equal(unasked, Filtered(ChunkingTests.Pieces(asked, random)));
    }

    [Fact]
    public void Whatever_the_place_of_usage_and_the_spacing()
    {
        var random = new Random(8);
        for (var run = 0; run < 500; run++)
        {
            var (asked, unasked) = AnyStream(random);
            Assert.Equal(unasked, Filtered(ChunkingTests.Pieces(Encoding.UTF8.GetBytes(asked), random)));
        }
    }

    [Theory]
    [InlineData("""{"usage":null}""", "{}")]
    [InlineData("""{ "usage" : null }""", "{  }")]
    [InlineData("""{"a":1,"usage":null}""", """{"a":1}""")]
    [InlineData("""{"a": 1, "usage": null, "b": 2}""", """{"a": 1, "b": 2}""")]
    [InlineData("""{"usage": null, "b": 2}""", """{"b": 2}""")]
    [InlineData("""{"a":1 ,"usage":null }""", """{"a":1  }""")]
    [InlineData("""{"usage":null,"usage":null,"b":2}""", """{"b":2}""")]
    [InlineData("""{"usage":null,"b":2,"usage":null}""", """{"b":2}""")]
    [InlineData("""{"us\u0061ge":null,"b":2}""", """{"b":2}""")]
    [InlineData("""{"choices":[{"index":0}],"usage":{"prompt_tokens":1}}""", """{"choices":[{"index":0}]}""")]
    [InlineData("""{"choices":[],"prompt_filter_results":[],"usage":null}""", """{"choices":[],"prompt_filter_results":[]}""")]
    [InlineData("""{"error":{"message":"usage"},"usage":{"prompt_tokens":1}}""", """{"error":{"message":"usage"}}""")]
    [InlineData("""{"choices":[{"usage":null}],"x_groq":{"usage":null}}""", """{"choices":[{"usage":null}],"x_groq":{"usage":null}}""")]
    [InlineData("""{"choices":5,"usage":null}""", """{"choices":5}""")]
    [InlineData("""{"text":"\"usage\":null,"}""", """{"text":"\"usage\":null,"}""")]
    [InlineData("""{"a":1,"usage":null""", """{"a":1,"usage":null""")]
    [InlineData("""{"a":1,"usage":null}}""", """{"a":1,"usage":null}}""")]
    [InlineData("""[{"usage":null}]""", """[{"usage":null}]""")]
    [InlineData("usage", "usage")]
    public void A_chunk_loses_its_usage_and_one_comma(string chunk, string expected)
    {
        Assert.Equal($"id: 1\ndata:{expected}\n\n", Filtered($"id: 1\ndata:{chunk}\n\n"));
        Assert.Equal($"data:  {expected}", Filtered($"data:  {chunk}"));
    }

    [Theory]
    [InlineData(Last)]
    [InlineData("""{ "choices" : [ ] , "usage" : { } }""")]
    [InlineData("""{"choices":null,"usage":{"prompt_tokens":1}}""")]
    [InlineData("""{"id":"x","usage":{"prompt_tokens":1}}""")]
    public void The_chunk_of_usage_alone_goes_and_the_comments_within_it_stay(string chunk)
    {
        Assert.Equal("data: {}\n\ndata: [DONE]\n\n", Filtered($"data: {{}}\n\ndata: {chunk}\n\ndata: [DONE]\n\n"));
        Assert.Equal(": ping\n: pong\n", Filtered($": ping\nevent: x\ndata: {chunk}\n: pong\nid: 3\n\n"));
    }

    [Fact]
    public void A_chunk_in_several_lines_is_one_chunk()
    {
        Assert.Equal("data: {\"a\":1\ndata: \ndata: }\n\n", Filtered("data: {\"a\":1\ndata: ,\"usage\"\ndata: :null\ndata: }\n\n"));
        Assert.Equal("", Filtered("data: {\"choices\":[\r\ndata: ],\"usage\":\r\ndata:{}}\r\n\r\n"));
    }

    [Fact]
    public void An_event_is_passed_on_as_soon_as_it_is_complete()
    {
        var filter = new UsageChunkFilter();
        var output = new ArrayBufferWriter<byte>();

        filter.Write("data: {\"a\":1,\"usage\":null}\r\n\r"u8, output);
        Assert.Equal("data: {\"a\":1}\r\n\r", Encoding.UTF8.GetString(output.WrittenSpan));

        filter.Write("\ndata: {"u8, output);
        Assert.Equal("data: {\"a\":1}\r\n\r\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void The_second_half_of_a_line_end_goes_with_the_event()
    {
        Assert.Equal("data: [DONE]\r\n\r\n", Filtered(Encoding.UTF8.GetBytes($"data: {Last}\r\n\r\ndata: [DONE]\r\n\r\n").Chunk(1)));
        Assert.Equal("\ndata: [DONE]\n\n", Filtered($"data: {Last}\r\n\r\n\ndata: [DONE]\n\n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData(": only a comment about usage\n\n")]
    [InlineData("data: {\"usage\":null} and more\n\n")]
    [InlineData("dat: {\"usage\":null}\n\nevent: usage\n\ndata\n\n")]
    [InlineData("{\"usage\":null}")]
    public void All_else_stays(string stream)
    {
        Assert.Equal(stream, Filtered(stream));
        Assert.Equal(stream, Filtered(Encoding.UTF8.GetBytes(stream).Chunk(1)));
    }

    [Fact]
    public void An_event_above_a_megabyte_passes_as_it_is_and_the_next_one_does_not()
    {
        var huge = $"data: {{\"text\":\"{new string('x', 1 << 20)}\",\"usage\":null}}\r\n\r\n";

        Assert.Equal($"{huge}data: {{}}\n\n", Filtered(Encoding.UTF8.GetBytes($"{huge}data: {{\"usage\":null}}\n\n").Chunk(777)));
    }

    private static (string Asked, string Unasked) AnyStream(Random random)
    {
        var (asked, unasked) = (new StringBuilder(), new StringBuilder());
        var comma = random.Next(2) == 0 ? "," : ", ";
        var colon = random.Next(2) == 0 ? ":" : ": ";
        var end = new[] { "\n", "\r\n", "\r" }[random.Next(3)];
        var data = random.Next(2) == 0 ? "data:" : "data: ";
        string[] members = [$"\"id\"{colon}\"x\"", $"\"text\"{colon}\"🌍 \\\"usage\\\":null,\"", $"\"choices\"{colon}[{{\"usage\"{colon}null}}]", $"\"n\"{colon}-1.5e3"];
        for (var chunks = random.Next(6); chunks > 0; chunks--)
        {
            if (random.Next(3) == 0) Both($": ping{end}{end}");
            if (random.Next(3) == 0) Both($"event: usage{end}");
            var kept = members.Where(_ => random.Next(3) > 0).ToList();
            var all = kept.ToList();
            all.Insert(random.Next(all.Count + 1), $"\"usage\"{colon}null");
            unasked.Append(data).Append('{').AppendJoin(comma, kept).Append('}');
            asked.Append(data).Append('{').AppendJoin(comma, all).Append('}');
            Both(end + end);
        }
        string[] last = [$"\"choices\"{colon}[]", $"\"id\"{colon}\"x\"", $"\"usage\"{colon}{{\"prompt_tokens\"{colon}1}}"];
        random.Shuffle(last);
        asked.Append(data).Append('{').AppendJoin(comma, last).Append('}').Append(end).Append(end);
        Both($"{data}[DONE]{end}{end}");
        return (asked.ToString(), unasked.ToString());

        void Both(string text)
        {
            asked.Append(text);
            unasked.Append(text);
        }
    }

    private static string Filtered(string stream) => Filtered([Encoding.UTF8.GetBytes(stream)]);

    private static string Filtered(IEnumerable<byte[]> pieces)
    {
        var filter = new UsageChunkFilter();
        var output = new ArrayBufferWriter<byte>();
        foreach (var piece in pieces) filter.Write(piece, output);
        filter.End(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
