namespace Codesession.Core.Tests.Providers;

/// <summary>What Anthropic's replies tell.</summary>
public sealed class AnthropicReplyTests
{
    private const ApiShape Shape = ApiShape.AnthropicMessages;

    private const string Start = """
        data: {"type":"message_start","message":{"id":"msg_1","model":"claude-opus-4-8","usage":{"input_tokens":20,"output_tokens":1}}}


        """;

    [Fact]
    public void A_stream_tells_its_input_at_the_start_and_the_last_counts_in_deltas()
    {
        Sample.AssertEqual(
            [
                new()
                {
                    Model = "claude-opus-4-8",
                    ResponseId = "msg_01Stream",
                    Tokens = new() { Input = 40, CacheWrite = 100, CacheWrite1h = 200, CacheRead = 2000, Output = 547, Reasoning = 47 },
                    ServiceTier = "standard",
                    Geography = "us",
                    Speed = "fast",
                    WebSearches = 3,
                },
            ],
            Sample.Of("anthropic-stream.sse").Read());
    }

    [Fact]
    public void Iterations_are_passes_of_their_own_models_and_all_of_what_was_billed()
    {
        var usage = Assert.Single(Sample.Of("anthropic-iterations.sse").Read());

        Assert.Equal(
            [
                new UsagePass(null, new() { Input = 180_000, Output = 3500 }),
                new UsagePass("claude-opus-4-8", new() { Input = 23_000, Output = 1000 }),
                new UsagePass("claude-fable-5", new() { Input = 800, CacheRead = 50, CacheWrite = 60, Output = 90 }),
            ],
            usage.Passes);
        Assert.Equal(new() { Input = 203_800, CacheRead = 50, CacheWrite = 60, Output = 4590 }, usage.Tokens);
    }

    [Fact]
    public void One_iteration_of_the_same_model_is_the_call_itself()
    {
        var usage = Assert.Single(Message("""{"input_tokens":5,"output_tokens":6,"iterations":[{"type":"message","input_tokens":5,"output_tokens":6}]}"""));

        Assert.Empty(usage.Passes);
        Assert.Equal(new() { Input = 5, Output = 6 }, usage.Tokens);
    }

    [Fact]
    public void One_iteration_of_another_model_is_a_pass()
    {
        var usage = Assert.Single(Message("""{"input_tokens":5,"output_tokens":6,"iterations":[{"type":"fallback_message","model":"claude-haiku-4-5","input_tokens":5,"output_tokens":6}]}"""));

        Assert.Equal([new UsagePass("claude-haiku-4-5", new() { Input = 5, Output = 6 })], usage.Passes);
    }

    [Fact]
    public void Iterations_that_are_older_than_the_counts_are_passed_over()
    {
        var usage = Assert.Single(Message("""{"input_tokens":5,"output_tokens":600,"iterations":[{"type":"message","input_tokens":5,"output_tokens":1}]}"""));

        Assert.Empty(usage.Passes);
        Assert.Equal(new() { Input = 5, Output = 600 }, usage.Tokens);
    }

    [Fact]
    public void A_message_that_is_no_stream_tells_all_at_once()
    {
        Sample.AssertEqual(
            [
                new()
                {
                    Model = "claude-sonnet-4-5-20250929",
                    ResponseId = "msg_01Whole",
                    Tokens = new() { Input = 2095, CacheWrite = 2051, CacheRead = 2052, Output = 503 },
                    ServiceTier = "priority",
                    Geography = "global",
                },
            ],
            Sample.Of("anthropic-message.json").Read());
    }

    [Fact]
    public void A_batch_tells_a_call_for_each_result_that_succeeded()
    {
        Sample.AssertEqual(
            [
                new() { Model = "claude-opus-4-8", ResponseId = "msg_01Batch2", Tokens = new() { Input = 11, Output = 36 }, ServiceTier = "batch" },
                new() { Model = "claude-haiku-4-5-20251001", ResponseId = "msg_01Batch1", Tokens = new() { Input = 10, CacheRead = 4, Output = 34 }, ServiceTier = "batch" },
            ],
            Sample.Of("anthropic-batch.jsonl").Read());
    }

    [Fact]
    public void The_lines_of_a_batch_that_came_before_it_broke_are_whole_calls()
    {
        var batch = Sample.Of("anthropic-batch.jsonl");

        var usage = Assert.Single(batch.Read(batch.Bytes[..^20], complete: false));

        Assert.Equal("msg_01Batch2", usage.ResponseId);
        Assert.False(usage.Partial);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stream_without_its_end_tells_the_last_figures_as_partial(bool complete)
    {
        var usage = Assert.Single(Sample.Read(Shape, ReplyFormat.EventStream, Start, complete));

        Assert.True(usage.Partial);
        Assert.Equal(new() { Input = 20, Output = 1 }, usage.Tokens);
    }

    [Fact]
    public void A_stream_that_broke_after_its_end_is_whole()
    {
        Assert.False(Assert.Single(Sample.Of("anthropic-stream.sse").Read(complete: false)).Partial);
    }

    [Fact]
    public void An_error_in_a_stream_leaves_what_was_told_before()
    {
        var error = Sample.Of("anthropic-error.sse");
        var reader = new ReplyReader(error.Shape, error.Format);
        reader.Read(error.Bytes);

        var usage = Assert.Single(reader.End(complete: true));

        Assert.True(reader.SawError);
        Assert.True(usage.Partial);
        Assert.Equal(new() { Input = 25, CacheRead = 5, Output = 1 }, usage.Tokens);
    }

    [Fact]
    public void A_count_is_not_undone_by_a_gateway_that_writes_0_for_what_it_leaves_out()
    {
        var usage = Assert.Single(Sample.Read(Shape, ReplyFormat.EventStream, Start + """
            data: {"type":"message_delta","usage":{"input_tokens":0,"output_tokens":9}}

            data: {"type":"message_stop"}


            """));

        Assert.Equal(new() { Input = 20, Output = 9 }, usage.Tokens);
    }

    [Theory]
    [InlineData("""{"input_tokens":1,"cache_creation_input_tokens":500,"output_tokens":1}""", 500, 0)]
    [InlineData("""{"input_tokens":1,"cache_creation_input_tokens":500,"cache_creation":{"ephemeral_5m_input_tokens":200,"ephemeral_1h_input_tokens":300},"output_tokens":1}""", 200, 300)]
    [InlineData("""{"input_tokens":1,"cache_creation":{"ephemeral_5m_input_tokens":200,"ephemeral_1h_input_tokens":300},"output_tokens":1}""", 200, 300)]
    [InlineData("""{"input_tokens":1,"cache_creation_input_tokens":500,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":300},"output_tokens":1}""", 0, 500)]
    [InlineData("""{"input_tokens":1,"cache_creation_input_tokens":500,"cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":300},"output_tokens":1}""", 200, 300)]
    [InlineData("""{"input_tokens":1,"cache_creation_input_tokens":500,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":1}""", 500, 0)]
    public void Cache_writes_are_split_by_how_long_they_are_kept(string usage, long fiveMinutes, long hour)
    {
        var tokens = Assert.Single(Message(usage)).Tokens;

        Assert.Equal((fiveMinutes, hour), (tokens.CacheWrite, tokens.CacheWrite1h));
    }

    [Theory]
    [InlineData("""{"input_tokens":12}""")]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""")]
    [InlineData("""{"id":"msgbatch_1","type":"message_batch","usage":{"input_tokens":12}}""")]
    public void Other_replies_of_the_same_address_tell_nothing(string json)
    {
        Assert.Empty(Sample.Read(Shape, ReplyFormat.Json, json));
    }

    private static IReadOnlyList<ObservedUsage> Message(string usage) => Sample.Read(
        Shape, ReplyFormat.Json, $$"""{"id":"msg_1","type":"message","model":"claude-opus-4-8","content":[],"usage":{{usage}}}""");
}
