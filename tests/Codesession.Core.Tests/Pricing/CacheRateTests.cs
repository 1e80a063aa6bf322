namespace Codesession.Core.Tests.Pricing;

/// <summary>What cached tokens cost, with and without rates of the model's own.</summary>
public sealed class CacheRateTests : PriceTest
{
    private static readonly TokenCounts _read = new() { CacheRead = Million };
    private static readonly TokenCounts _written = new() { CacheWrite = Million };
    private static readonly TokenCounts _writtenForAnHour = new() { CacheWrite1h = Million };

    [Theory]
    [InlineData("claude-opus-5-5", 0.2, 5, 8)]
    [InlineData("claude-fable-5-1", 0.25, 12.5, 20)]
    [InlineData("claude-3-haiku", 0.03, 0.3, 0.5)]
    public void A_models_own_rates_count(string model, double read, double write, double write1h)
    {
        Assert.Equal((decimal)read, CostOf(Call(model, _read)));
        Assert.Equal((decimal)write, CostOf(Call(model, _written)));
        Assert.Equal((decimal)write1h, CostOf(Call(model, _writtenForAnHour)));
    }

    [Fact]
    public void A_Claude_model_without_a_write_rate_pays_the_usual_multiples_of_its_input()
    {
        Assert.Equal(0.3m, CostOf(Call("claude-3-sonnet", _read)));
        Assert.Equal(3.75m, CostOf(Call("claude-3-sonnet", _written)));
        Assert.Equal(6, CostOf(Call("claude-3-sonnet", _writtenForAnHour)));
    }

    [Theory]
    [InlineData("gpt-5-pro", 15)]
    [InlineData("deepseek-r1", 0.55)]
    public void Elsewhere_cached_tokens_without_a_rate_cost_the_input_rate(string model, double input)
    {
        Assert.Equal((decimal)input, CostOf(Call(model, _read)));
        Assert.Equal((decimal)input, CostOf(Call(model, _written)));
        Assert.Equal((decimal)input, CostOf(Call(model, _writtenForAnHour)));
    }

    [Fact]
    public void From_GPT_5_6_on_a_written_cache_costs_more_than_input()
    {
        Assert.Equal(0.5m, CostOf(Call("gpt-5.6-sol", new TokenCounts { CacheWrite = 100_000 })));
        Assert.Equal(0.5m, CostOf(Call("gpt-5.5", new TokenCounts { CacheWrite = 100_000 })));
        Assert.Equal((4, 5), (Prices.PriceOf(Call("gpt-5.6-sol")).InputPer1M, Prices.PriceOf(Call("gpt-5.5")).InputPer1M));
    }

    [Fact]
    public void A_free_cache_write_is_free() => Assert.Equal(0, CostOf(Call("glm-4.6", _written)));
}
