namespace Codesession.Core.Tests.Providers;

/// <summary>What Gemini's replies tell.</summary>
public sealed class GeminiReplyTests
{
    [Fact]
    public void Of_a_stream_the_last_figures_count_and_thoughts_are_output()
    {
        Sample.AssertEqual(
            [
                new()
                {
                    Model = "gemini-2.5-pro",
                    ResponseId = "oNWfaIq-streamed",
                    ServiceTier = "flex",
                    Tokens = new() { Input = 205, CacheRead = 1000, Output = 130, Reasoning = 90 },
                },
            ],
            Sample.Of("gemini-stream.sse").Read(complete: false));
    }

    [Fact]
    public void A_stream_may_be_an_array()
    {
        Sample.AssertEqual(
            [new() { Model = "gemini-2.5-flash", ResponseId = "array-1", Tokens = new() { Input = 100, Output = 24 } }],
            Sample.Of("gemini-array.json").Read());
    }

    [Fact]
    public void An_array_that_broke_tells_the_last_figures_as_partial()
    {
        var array = Sample.Of("gemini-array.json");

        var usage = Assert.Single(array.Read(array.Bytes[..^60], complete: false));

        Assert.True(usage.Partial);
        Assert.Equal(new() { Input = 100, Output = 4 }, usage.Tokens);
    }

    [Fact]
    public void A_stream_that_broke_before_a_reason_to_finish_is_partial()
    {
        var stream = Sample.Of("gemini-stream.sse");
        var first = stream.Bytes.AsSpan().IndexOf("\n\n"u8) + 2;

        var usage = Assert.Single(stream.Read(stream.Bytes[..first], complete: false));

        Assert.True(usage.Partial);
        Assert.Equal(new() { Input = 200, CacheRead = 1000, Output = 90, Reasoning = 90 }, usage.Tokens);
    }

    [Fact]
    public void Provisioned_throughput_keeps_its_name_for_no_price_list_has_it()
    {
        Sample.AssertEqual(
            [
                new()
                {
                    Model = "gemini-2.5-flash",
                    ResponseId = "whole-1",
                    ServiceTier = "provisioned_throughput",
                    Tokens = new() { Input = 8, Output = 50, Reasoning = 50 },
                },
            ],
            Sample.Of("gemini.json").Read());
    }

    [Theory]
    [InlineData("ON_DEMAND_PRIORITY", "priority")]
    [InlineData("ON_DEMAND_FLEX", "flex")]
    [InlineData("ON_DEMAND", null)]
    [InlineData("TRAFFIC_TYPE_UNSPECIFIED", null)]
    public void Vertex_tells_the_tier_as_a_kind_of_traffic(string traffic, string? tier)
    {
        var usage = Assert.Single(Sample.Read(
            ApiShape.Gemini, ReplyFormat.Json, $$$"""{"usageMetadata":{"promptTokenCount":1,"trafficType":"{{{traffic}}}"}}"""));

        Assert.Equal(tier, usage.ServiceTier);
    }

    [Theory]
    [InlineData("""{"promptTokenCount":10,"cachedContentTokenCount":50,"candidatesTokenCount":2}""", 0, 10, 2)]
    [InlineData("""{"promptTokenCount":10}""", 10, 0, 0)]
    public void More_from_the_cache_than_there_was_input_is_all_of_it(string usage, long input, long cacheRead, long output)
    {
        Assert.Equal(
            new() { Input = input, CacheRead = cacheRead, Output = output },
            Assert.Single(Sample.Read(ApiShape.Gemini, ReplyFormat.Json, $$"""{"usageMetadata":{{usage}}}""")).Tokens);
    }
}
