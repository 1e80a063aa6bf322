namespace Codesession.Core.Tests.Pricing;

/// <summary>Whole requests whose cost is known, and the models that the original knew.</summary>
public sealed class KnownAnswersTests : PriceTest
{
    [Fact]
    public void A_long_request_of_sonnet_4_5_is_priced_by_the_dearer_tier_as_a_whole() => Assert.Equal(
        0.1785m, CostOf(Call("claude-sonnet-4-5-20250929", new TokenCounts { Input = 1_000, CacheRead = 250_000, Output = 1_000 })));

    [Fact]
    public void A_fast_call_of_opus_4_8_costs_its_fast_price() =>
        Assert.Equal(1.50m, CostOf(Call("claude-opus-4-8", 100_000, 10_000) with { Speed = "fast" }));

    [Fact]
    public void Ten_web_searches_add_ten_cents() =>
        Assert.Equal(0.13m, CostOf(Call("claude-opus-4-8", 1_000, 1_000) with { WebSearches = 10 }));

    [Fact]
    public void A_cache_written_for_an_hour_costs_twice_the_input() =>
        Assert.Equal(1.000025m, CostOf(Call("claude-opus-4-8", new TokenCounts { CacheWrite1h = 100_000, Output = 1 })));

    [Fact]
    public void A_long_request_of_gpt_5_5_costs_double_input_and_half_more_output() =>
        Assert.Equal(3.045m, CostOf(Call("gpt-5.5", 300_000, 1_000)));

    [Fact]
    public void A_call_costs_what_its_own_day_cost() =>
        Assert.Equal(0.53m, CostOf(Call("gpt-5.6-sol", 100_000, 1_000, "2026-08-10")));

    [Theory]
    [InlineData("claude-opus-4-6", 5, 25)]
    [InlineData("claude-sonnet-4-5", 3, 15)]
    [InlineData("claude-sonnet-4", 3, 15)]
    [InlineData("claude-haiku-3.5", 0.8, 4)]
    [InlineData("gpt-4o", 2.5, 10)]
    [InlineData("gpt-4o-mini", 0.15, 0.6)]
    [InlineData("gpt-4.1", 2, 8)]
    [InlineData("gpt-4.1-mini", 0.4, 1.6)]
    [InlineData("gpt-4.1-nano", 0.1, 0.4)]
    [InlineData("gpt-5", 1.25, 10)]
    [InlineData("gpt-5-mini", 0.25, 2)]
    [InlineData("gpt-5-codex", 1.25, 10)]
    [InlineData("gpt-5.1-codex", 1.25, 10)]
    [InlineData("gpt-5.1-codex-max", 1.25, 10)]
    [InlineData("gpt-5.1-codex-mini", 0.25, 2)]
    [InlineData("gpt-5.2-codex", 1.75, 14)]
    [InlineData("gpt-5.3-codex", 1.75, 14)]
    [InlineData("codex-mini-latest", 1.5, 6)]
    [InlineData("o3", 2, 8)]
    [InlineData("o4-mini", 1.1, 4.4)]
    [InlineData("gemini-2.5-pro", 1.25, 10)]
    [InlineData("gemini-2.5-flash", 0.3, 2.5)]
    [InlineData("gemini-2.0-flash", 0.1, 0.4)]
    [InlineData("deepseek-r1", 0.55, 2.19)]
    [InlineData("deepseek-v3", 0.27, 1.1)]
    public void Every_model_of_the_original_is_known(string model, double input, double output)
    {
        var price = Prices.PriceOf(Call(model, 1, 1));

        Assert.True(price.ModelKnown);
        Assert.Equal(PriceSource.BuiltIn, price.Source);
        Assert.Equal(((decimal)input, (decimal)output), (price.InputPer1M, price.OutputPer1M));
        Assert.Equal((decimal)(input + output) / Million, price.Cost);
        Assert.Contains(Prices.List(new(2026, 11, 20)), listed => listed.Key == model);
    }
}
