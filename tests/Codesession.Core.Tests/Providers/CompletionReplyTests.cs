namespace Codesession.Core.Tests.Providers;

/// <summary>What chat completions, older completions and embeddings tell, OpenAI's and others'.</summary>
public sealed class CompletionReplyTests
{
    [Fact]
    public void A_stream_tells_its_usage_in_the_last_chunk()
    {
        AssertTells("chat-stream.sse", new()
        {
            Model = "gpt-5.5-2026-04-01",
            ResponseId = "chatcmpl-stream",
            ServiceTier = "flex",
            Tokens = new() { Input = 6, CacheRead = 1920, CacheWrite = 80, Output = 300, Reasoning = 128 },
        });
    }

    [Fact]
    public void A_stream_that_was_not_asked_for_usage_tells_nothing()
    {
        Assert.Empty(Sample.Of("chat-stream-unasked.sse").Read());
    }

    [Fact]
    public void A_completion_that_is_no_stream_tells_all_at_once()
    {
        AssertTells("chat.json", new()
        {
            Model = "gpt-4o-2024-08-06",
            ResponseId = "chatcmpl-whole",
            ServiceTier = "default",
            Tokens = new() { Input = 15, CacheRead = 4, Output = 10, Reasoning = 3 },
        });
    }

    [Fact]
    public void An_older_completion_has_the_same_shape()
    {
        AssertTells("completion-legacy.sse", new()
        {
            Model = "gpt-3.5-turbo-instruct",
            ResponseId = "cmpl-old",
            Tokens = new() { Input = 5, Output = 7 },
        });
    }

    [Fact]
    public void Groq_has_a_place_of_its_own_for_usage()
    {
        AssertTells("chat-groq.sse", new()
        {
            Model = "llama-3.3-70b-versatile",
            ResponseId = "chatcmpl-groq",
            Tokens = new() { Input = 43, Output = 9 },
        });
    }

    [Fact]
    public void Usage_may_come_beside_choices()
    {
        AssertTells("chat-mistral.sse", new()
        {
            Model = "mistral-large-2512",
            ResponseId = "mistral-1",
            Tokens = new() { Input = 14, Output = 25 },
        });
        AssertTells("chat-openrouter.sse", new()
        {
            Model = "anthropic/claude-sonnet-4.5",
            ResponseId = "gen-1799",
            Tokens = new() { Input = 84, CacheRead = 10, CacheWrite = 100, Output = 2 },
        });
    }

    [Fact]
    public void Reasoning_that_only_the_total_includes_is_output()
    {
        AssertTells("chat-xai.json", new()
        {
            Model = "grok-4.3",
            ResponseId = "a3d1008e-4544-40d4-d075-11527e794e4a",
            Tokens = new() { Input = 9992, CacheRead = 128, Output = 4308, Reasoning = 2809 },
        });
    }

    [Fact]
    public void DeepSeek_has_a_name_of_its_own_for_what_its_cache_served()
    {
        AssertTells("chat-deepseek.json", new()
        {
            Model = "deepseek-chat",
            ResponseId = "deepseek-1",
            Tokens = new() { Input = 44, CacheRead = 256, Output = 20, Reasoning = 8 },
        });
    }

    [Fact]
    public void Embeddings_are_input_alone()
    {
        AssertTells("embeddings.json", new() { Model = "text-embedding-3-small", Tokens = new() { Input = 8 } });
    }

    [Theory]
    [InlineData("""{"total_tokens":7}""", 7, 0, 0, 0)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":3,"total_tokens":40}""", 10, 0, 30, 27)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":3,"total_tokens":40,"completion_tokens_details":{"reasoning_tokens":2}}""", 10, 0, 3, 2)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":3,"total_tokens":60,"prompt_tokens_details":{"cached_tokens":47}}""", 10, 47, 3, 0)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":3,"total_tokens":15,"completion_tokens_details":{"reasoning_tokens":2}}""", 10, 0, 5, 2)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":3,"completion_tokens_details":{"reasoning_tokens":20}}""", 10, 0, 23, 20)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":47},"completion_tokens_details":{"reasoning_tokens":20}}""", 0, 10, 3, 3)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":3,"cached_tokens":4}""", 6, 4, 3, 0)]
    [InlineData("""{"prompt_tokens":10.0,"completion_tokens":3e0,"total_tokens":null}""", 10, 0, 3, 0)]
    public void What_the_total_has_beyond_its_parts_is_one_of_them_and_a_part_is_never_more_than_its_whole(
        string usage, long input, long cacheRead, long output, long reasoning)
    {
        Assert.Equal(
            new() { Input = input, CacheRead = cacheRead, Output = output, Reasoning = reasoning },
            Assert.Single(Completion(usage)).Tokens);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":-1,"completion_tokens":3}""")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":1000000000001}""")]
    [InlineData("""{"prompt_tokens":999999999999,"completion_tokens":999999999999}""")]
    [InlineData("""{"prompt_tokens":1e400,"completion_tokens":3}""")]
    [InlineData("""{"prompt_tokens":1.5,"completion_tokens":3}""")]
    [InlineData("""{"prompt_tokens":"10","completion_tokens":3}""")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":-4}}""")]
    [InlineData("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("12")]
    public void Figures_beyond_sense_tell_nothing(string usage)
    {
        Assert.Empty(Completion(usage));
    }

    [Fact]
    public void A_growing_usage_counts_with_its_last_figures_and_is_partial_where_the_stream_broke()
    {
        const string stream = """
            data: {"id":"x","model":"m","choices":[{}],"usage":{"prompt_tokens":3,"completion_tokens":1}}

            data: {"id":"x","model":"m","choices":[{}],"usage":{"prompt_tokens":3,"completion_tokens":2}}


            """;

        var broken = Assert.Single(Sample.Read(ApiShape.ChatCompletions, ReplyFormat.EventStream, stream, complete: false));
        var whole = Assert.Single(Sample.Read(ApiShape.ChatCompletions, ReplyFormat.EventStream, stream, complete: true));
        var marked = Assert.Single(Sample.Read(ApiShape.ChatCompletions, ReplyFormat.EventStream, stream + "data: [DONE]\n\n", complete: false));

        Assert.Equal(new() { Input = 3, Output = 2 }, broken.Tokens);
        Assert.Equal((true, false, false), (broken.Partial, whole.Partial, marked.Partial));
    }

    [Fact]
    public void An_error_in_a_stream_is_seen()
    {
        var reader = new ReplyReader(ApiShape.ChatCompletions, ReplyFormat.EventStream);
        reader.Read("data: {\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\"}}\n\n"u8);

        Assert.Empty(reader.End(complete: true));
        Assert.True(reader.SawError);
    }

    private static IReadOnlyList<ObservedUsage> Completion(string usage) => Sample.Read(
        ApiShape.ChatCompletions, ReplyFormat.Json, $$"""{"id":"x","model":"m","choices":[],"usage":{{usage}}}""");

    private static void AssertTells(string file, ObservedUsage expected) => Sample.AssertEqual([expected], Sample.Of(file).Read());
}
