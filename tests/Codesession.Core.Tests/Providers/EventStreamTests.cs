using System.Text;

namespace Codesession.Core.Tests.Providers;

/// <summary>How server-sent events are taken apart (WHATWG HTML, 9.2.6).</summary>
public sealed class EventStreamTests
{
    private const string Usage = """{"usage":{"prompt_tokens":3,"completion_tokens":4}}""";

    [Theory]
    [InlineData($"data: {Usage}\n\n")]
    [InlineData($"data:{Usage}\n\n")]
    [InlineData($"data:  {Usage}\n\n")]
    [InlineData($"event: chunk\nid: 7\nretry: 10\ndata: {Usage}\n\n")]
    [InlineData($"data: {Usage}\nevent: late\n\n")]
    [InlineData($": ping\n\n:\n\ndata: {Usage}\n\n")]
    [InlineData($"\n\n\r\n\rdata: {Usage}\n\n")]
    [InlineData($"data: {Usage}\n: a comment within\n\n")]
    [InlineData("data: {\"usage\":{\"prompt_tokens\":3,\ndata: \"completion_tokens\":4}\r\ndata\rdata:}\n\n")]
    [InlineData($"data: {{}}\n\ndata: {Usage}\n\ndata: {{\"x\":1}}\n\n")]
    [InlineData($"data: not JSON\n\ndata: {Usage}\n\ndata: {{\n\n")]
    [InlineData($"data\n\ndata:\n\ndata: \n\ndata: {Usage}\n\n")]
    [InlineData($"\uFEFFdata: {Usage}\n\n")]
    public void Usage_is_found_in_the_data_of_an_event(string stream)
    {
        Assert.Equal(new() { Input = 3, Output = 4 }, Assert.Single(Read(stream)).Tokens);
    }

    [Theory]
    [InlineData($"dat: {Usage}\n\n")]
    [InlineData($"dataset: {Usage}\n\n")]
    [InlineData($"Data: {Usage}\n\n")]
    [InlineData($" data: {Usage}\n\n")]
    [InlineData($": data: {Usage}\n\n")]
    [InlineData($"event: data: {Usage}\n\n")]
    [InlineData($"data: {Usage}{Usage}\n\n")]
    [InlineData($"data: {Usage}\ndata: {Usage}\n\n")]
    [InlineData($"{Usage}\n\n")]
    [InlineData("data: {\"usage\":{\"prompt_tokens\":3,\"comp\ndata: letion_tokens\":4}}\n\n")]
    [InlineData("data: {\"usage\":{\"prompt_tokens\":3,\n\ndata: \"completion_tokens\":4}}\n\n")]
    public void What_is_no_data_or_no_JSON_tells_nothing(string stream)
    {
        Assert.Empty(Read(stream));
    }

    [Fact]
    public void Lines_of_JSON_may_end_with_CRLF_and_be_empty_or_broken()
    {
        var usage = Assert.Single(Sample.Read(
            ApiShape.ChatCompletions, ReplyFormat.JsonLines, $"\r\n{{\"id\":\r\n[1,\n{Usage}\r\n\n{{\"usage\":{{\"prompt_tokens\":99"));

        Assert.Equal(new() { Input = 3, Output = 4 }, usage.Tokens);
    }

    private static IReadOnlyList<ObservedUsage> Read(string stream)
    {
        var whole = Sample.Read(ApiShape.ChatCompletions, ReplyFormat.EventStream, stream);
        var reader = new ReplyReader(ApiShape.ChatCompletions, ReplyFormat.EventStream);
        foreach (var piece in Encoding.UTF8.GetBytes(stream).Chunk(1)) reader.Read(piece);
        Sample.AssertEqual(whole, reader.End(complete: true));
        return whole;
    }
}
