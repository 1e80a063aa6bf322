namespace Codesession.Core.Tests.Pricing;

/// <summary>The list of prices.</summary>
public sealed class ListTests : PriceTest
{
    private static readonly DateOnly _day = new(2026, 11, 20);

    private ModelPrice Listed(string key, DateOnly? day = null) => Prices.List(day ?? _day).Single(price => price.Key == key);

    [Fact]
    public void It_is_in_ordinal_order_and_has_every_key_once()
    {
        var keys = Prices.List(_day).Select(price => price.Key).ToList();

        Assert.Equal(keys.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal), keys);
        Assert.True(keys.Count > 240);
    }

    [Fact]
    public void A_price_says_whose_it_is_where_it_is_from_and_when_it_counts() => Assert.Equal(
        new ModelPrice
        {
            Key = "claude-sonnet-5-5",
            Provider = "anthropic",
            InputPer1M = 2,
            OutputPer1M = 10,
            CacheReadPer1M = 0.1m,
            CacheWritePer1M = 2.5m,
            CacheWrite1hPer1M = 4,
            Source = PriceSource.BuiltIn,
            Origin = "the vendors' price lists, as of 2026-10-24",
            From = new(2026, 10, 7),
        },
        Listed("claude-sonnet-5-5"));

    [Fact]
    public void It_shows_the_price_of_the_day_asked_for_and_else_the_nearest()
    {
        var first = Listed("gpt-5.6-sol", new(2026, 8, 20));
        Assert.Equal((5, new DateOnly(2026, 8, 21)), (first.InputPer1M, first.Until));
        Assert.Equal(4, Listed("gpt-5.6-sol", new(2026, 8, 21)).InputPer1M);
        Assert.Equal(4, Listed("claude-opus-5-5", new(2020, 1, 1)).InputPer1M);
    }

    [Fact]
    public void A_second_name_is_a_key_of_its_own() =>
        Assert.Equal(Listed("claude-3-5-haiku") with { Key = "claude-haiku-3.5" }, Listed("claude-haiku-3.5"));

    [Fact]
    public void Custom_prices_lie_over_the_built_in_ones()
    {
        Write("""
            {
              "GPT-5": {"input": 1, "output": 2}, "azure/gpt-4o": {"input": 3, "output": 4},
              "anthropic/claude-next": {"input": 5, "output": 6}, "llama": {"input": 0, "output": 0}
            }
            """);

        Assert.Equal(
            new ModelPrice { Key = "gpt-5", Provider = "openai", InputPer1M = 1, OutputPer1M = 2, Source = PriceSource.Custom },
            Listed("gpt-5"));
        Assert.Equal("openai", Listed("azure/gpt-4o").Provider);
        Assert.Equal("anthropic", Listed("anthropic/claude-next").Provider);
        Assert.Null(Listed("llama").Provider);
        Assert.Equal(PriceSource.BuiltIn, Listed("gpt-4o").Source);
    }
}
