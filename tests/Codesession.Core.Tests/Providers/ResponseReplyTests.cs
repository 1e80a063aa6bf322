namespace Codesession.Core.Tests.Providers;

/// <summary>What OpenAI's responses tell.</summary>
public sealed class ResponseReplyTests
{
    [Fact]
    public void A_stream_tells_its_usage_in_the_event_of_its_outcome()
    {
        Sample.AssertEqual(
            [
                new()
                {
                    Model = "gpt-5.6-sol-2026-07-01",
                    ResponseId = "resp_stream",
                    ServiceTier = "priority",
                    Tokens = new() { Input = 100, CacheRead = 3000, CacheWrite = 600, Output = 110, Reasoning = 64 },
                },
            ],
            Sample.Of("responses-stream.sse").Read(complete: false));
    }

    [Fact]
    public void An_incomplete_response_is_billed_and_its_figures_are_final()
    {
        Sample.AssertEqual(
            [new() { Model = "gpt-5.5", ResponseId = "resp_cut", ServiceTier = "default", Tokens = new() { Input = 36, Output = 16, Reasoning = 16 } }],
            Sample.Of("responses-incomplete.sse").Read());
    }

    [Fact]
    public void A_stream_that_broke_before_its_outcome_tells_nothing()
    {
        var stream = Sample.Of("responses-stream.sse");

        Assert.Empty(stream.Read(stream.Bytes[..^100], complete: false));
    }

    [Fact]
    public void A_response_that_is_no_stream_tells_all_at_once()
    {
        Sample.AssertEqual(
            [
                new()
                {
                    Model = "gpt-5.4-2026-03-01",
                    ResponseId = "resp_whole",
                    ServiceTier = "flex",
                    Tokens = new() { Input = 300, CacheRead = 28, Output = 52, Reasoning = 2 },
                },
            ],
            Sample.Of("responses.json").Read());
    }

    [Fact]
    public void A_response_in_the_background_tells_nothing_while_it_waits()
    {
        Assert.Empty(Sample.Of("responses-queued.json").Read());
    }

    [Fact]
    public void Figures_that_are_told_before_the_outcome_are_partial()
    {
        var usage = Assert.Single(Sample.Read(
            ApiShape.Responses,
            ReplyFormat.Json,
            """{"id":"resp_1","status":"in_progress","model":"gpt-5.5","usage":{"input_tokens":9,"output_tokens":2}}"""));

        Assert.True(usage.Partial);
    }

    [Theory]
    [InlineData("""{"type":"error","code":"rate_limit_exceeded","message":"no","param":null}""")]
    [InlineData("""{"type":"response.failed","response":{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"no"},"usage":null}}""")]
    public void An_error_in_a_stream_is_seen(string data)
    {
        var reader = new ReplyReader(ApiShape.Responses, ReplyFormat.EventStream);
        reader.Read(System.Text.Encoding.UTF8.GetBytes($"data: {data}\n\n"));

        Assert.Empty(reader.End(complete: true));
        Assert.True(reader.SawError);
    }
}
