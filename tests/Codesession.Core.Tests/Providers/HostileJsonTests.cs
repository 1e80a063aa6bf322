using System.Text;
using System.Text.Json;
using Codesession.Providers;

namespace Codesession.Core.Tests.Providers;

/// <summary>Bodies that mislead, are broken, or are large.</summary>
public sealed class HostileJsonTests
{
    private const string Usage = """{"prompt_tokens":3,"completion_tokens":4}""";

    [Theory]
    [InlineData($$"""{"usage":{{Usage}}}""")]
    [InlineData($$"""  { "usage" : {{Usage}} }  """)]
    [InlineData($$"""{"us\u0061ge":{{Usage}}}""")]
    [InlineData($$"""{"\u0075\u0073\u0061\u0067\u0065":{{Usage}}}""")]
    [InlineData($$"""{"usage":{"prompt\u005ftokens":3,"completion_tokens":4} }""")]
    [InlineData($$"""{"usage":null,"usage":{{Usage}}}""")]
    [InlineData($$"""{"usage":{"prompt_tokens":9},"usage":{{Usage}}}""")]
    [InlineData($$"""{"a":"\"usage\":{\"prompt_tokens\":9}","usage":{{Usage}}}""")]
    [InlineData($$"""{"usage":{{Usage}},"a":{"usage":{"prompt_tokens":9} },"b":[{"usage":{"prompt_tokens":9} }]}""")]
    [InlineData($$"""{"usage\\":{"prompt_tokens":9},"\"usage":{"prompt_tokens":9},"Usage":{"prompt_tokens":9},"usag":1,"usage":{{Usage}}}""")]
    [InlineData($$"""{"\ud800":1,"\ud800usage":{"prompt_tokens":9},"usage":{{Usage}},"id":"\ud800"}""")]
    [InlineData("\uFEFF" + $$"""{"usage":{{Usage}}}""")]
    public void Only_the_usage_of_the_root_is_usage(string json)
    {
        Assert.Equal(new() { Input = 3, Output = 4 }, Assert.Single(Sample.Read(ApiShape.ChatCompletions, ReplyFormat.Json, json)).Tokens);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("usage")]
    [InlineData($$"""{"usage":{{Usage}}""")]
    [InlineData("{\"usage\":" + Usage + "}}")]
    [InlineData($$"""{"usage":{{Usage}}}{}""")]
    [InlineData($$"""{"usage":{{Usage}},}""")]
    [InlineData($$"""{"usage" {{Usage}}}""")]
    [InlineData($$"""{usage:{{Usage}}}""")]
    [InlineData($$"""{"a":[1,{]},"usage":{{Usage}}}""")]
    [InlineData($$"""{"a":[},"usage":{{Usage}}}""")]
    [InlineData($$"""{"a":01,"usage":{{Usage}}}""")]
    [InlineData($$"""{"a":tru,"usage":{{Usage}}}""")]
    [InlineData($$"""{"a":"\x","usage":{{Usage}}}""")]
    [InlineData($$"""{"a":"\u123","usage":{{Usage}}}""")]
    [InlineData($$"""{"a":"\u12g4","usage":{{Usage}}}""")]
    [InlineData("{\"a\":\"\n\",\"usage\":" + Usage + "}")]
    [InlineData("""{"usage":{"prompt_tokens":3,"completion_tokens":4""")]
    [InlineData("""{"usage":{"prompt_tokens":3,"completion_tokens":4,}}""")]
    [InlineData("""{"usage":"{\"prompt_tokens\":3}"}""")]
    [InlineData("""[[{"usage":{"prompt_tokens":3}}]]""")]
    public void What_is_no_whole_JSON_tells_nothing(string json)
    {
        Assert.Empty(Sample.Read(ApiShape.ChatCompletions, ReplyFormat.Json, json));
    }

    [Fact]
    public void A_body_that_broke_off_behind_its_usage_tells_it_as_partial()
    {
        var usage = Assert.Single(Sample.Read(
            ApiShape.ChatCompletions, ReplyFormat.Json, $$"""{"usage":{{Usage}},"choices":[""", complete: false));

        Assert.True(usage.Partial);
        Assert.Equal(new() { Input = 3, Output = 4 }, usage.Tokens);
    }

    [Theory]
    [InlineData("""{"\ud800":1,"prompt_tokens":3,"completion_tokens":4}""")]
    [InlineData("""{"prompt_tokens":3,"completion_tokens":4,"completion_tokens_details":{"\udc00":1,"reasoning_tokens":1} }""")]
    public void A_usage_with_keys_that_are_no_text_is_read_or_not_but_never_by_halves(string usage)
    {
        foreach (var told in Sample.Read(ApiShape.ChatCompletions, ReplyFormat.Json, $$"""{"usage":{{usage}} }"""))
            Assert.Equal((3, 4), (told.Tokens.Prompt, told.Tokens.Output));
    }

    [Fact]
    public void Texts_that_are_no_UTF16_are_missing()
    {
        var usage = Assert.Single(Sample.Read(
            ApiShape.AnthropicMessages,
            ReplyFormat.Json,
            """{"type":"message","id":"\ud800","model":"m","usage":{"input_tokens":1,"output_tokens":2,"service_tier":"\udc00","speed":"fast"}}"""));

        Assert.Equal((null, "m", null, "fast"), (usage.ResponseId, usage.Model, usage.ServiceTier, usage.Speed));
    }

    [Fact]
    public void Ten_thousand_levels_are_read_and_more_than_any_reply_has_are_given_up()
    {
        Assert.Single(Sample.Read(ApiShape.ChatCompletions, ReplyFormat.Json, Nested(10_000)));
        Assert.Empty(Sample.Read(ApiShape.ChatCompletions, ReplyFormat.Json, Nested(10_000_000)));

        static string Nested(int levels) =>
            $$"""{"a":{{new string('[', levels)}}{{new string(']', levels)}},"usage":{{Usage}}}""";
    }

    [Fact]
    public void A_usage_that_is_deeper_or_longer_than_any_tells_nothing()
    {
        var deep = $$$"""{"usage":{"prompt_tokens":3,"a":{{{new string('[', 1000)}}}{{{new string(']', 1000)}}}}}""";
        var longer = $$$"""{"usage":{"prompt_tokens":3,"a":"{{{new string('x', 70_000)}}}"}}""";

        Assert.Empty(Sample.Read(ApiShape.ChatCompletions, ReplyFormat.Json, deep));
        Assert.Empty(Sample.Read(ApiShape.ChatCompletions, ReplyFormat.Json, longer));
    }

    [Theory]
    [InlineData(ReplyFormat.Json)]
    [InlineData(ReplyFormat.EventStream)]
    [InlineData(ReplyFormat.JsonLines)]
    public void A_hundred_megabytes_are_read_in_constant_memory(ReplyFormat format)
    {
        var text = new byte[1 << 20];
        text.AsSpan().Fill((byte)'x');
        var messages = Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Repeat("""{"usage":{"prompt_tokens":9},"text":"€ \"usage\":{}","n":[0.25,-1e5,true,null]}""", 10_000)));
        var reader = new ReplyReader(ApiShape.ChatCompletions, format);
        var before = GC.GetAllocatedBytesForCurrentThread();

        if (format == ReplyFormat.EventStream) reader.Read("data: "u8);
        reader.Read("{\"model\":\"m\",\"text\":\""u8);
        for (var i = 0; i < 50; i++) reader.Read(text);
        reader.Read("\",\"messages\":["u8);
        for (var i = 0; i < 60; i++)
        {
            if (i > 0) reader.Read(","u8);
            reader.Read(messages);
        }
        reader.Read("],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n\n"u8);
        var usage = reader.End(complete: true);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(new() { Input = 3, Output = 4 }, Assert.Single(usage).Tokens);
        Assert.True(allocated < 2_000_000, $"{allocated} bytes were allocated.");
    }

    [Fact]
    public void A_stream_of_a_hundred_thousand_events_is_read_in_constant_memory()
    {
        var chunk = Encoding.UTF8.GetBytes("""data: {"id":"chatcmpl-1","model":"m","service_tier":"default","choices":[{"delta":{"content":"Hi"}}],"usage":null}""" + "\n\n");
        var reader = new ReplyReader(ApiShape.ChatCompletions, ReplyFormat.EventStream);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100_000; i++) reader.Read(chunk);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Empty(reader.End(complete: true));
        Assert.True(allocated < 2_000_000, $"{allocated} bytes were allocated.");
    }

    [Fact]
    public void The_elements_of_an_array_are_read_one_by_one()
    {
        var told = new List<string?>();
        JsonFields? fields = null;
        fields = new JsonFields(["a", "b/[]/c"], () => told.AddRange(fields!.Text(0), fields.Text(1)));

        fields.Read("""[{"a":"1","b":[{"c":"2"},{"c":"3"}]},{"b":{"c":"4"}},{"b":[[{"c":"5"}]]},6,["a",{"a":"7"}],{"a":"8"}]"""u8);

        Assert.True(fields.End());
        Assert.Equal(["1", "3", null, null, null, null, null, null, null, null, "8", null], told);
    }

    [Fact]
    public void What_counts_as_JSON_is_what_counts_as_JSON_elsewhere()
    {
        var random = new Random(6);
        foreach (var sample in Sample.All.Where(sample => sample.Format == ReplyFormat.Json))
        {
            // Of its letters only ASCII, so that no change makes it something else than UTF-8.
            var text = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(sample.Bytes));
            for (var run = 0; run < 2_000; run++)
            {
                var changed = Mutation.Of(text, random, "{}[]\",:\\ \n0123456789.eE+-truefalsn"u8);
                var fields = new JsonFields(["usage", "candidates/[]/finishReason"], () => { });
                foreach (var piece in ChunkingTests.Pieces(changed, random)) fields.Read(piece);
                Assert.True(IsJson(changed) == fields.End(), Encoding.ASCII.GetString(changed));
            }
        }
    }

    private static bool IsJson(byte[] text)
    {
        try
        {
            JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 1000 }).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
