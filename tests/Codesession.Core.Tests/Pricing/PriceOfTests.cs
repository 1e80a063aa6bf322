namespace Codesession.Core.Tests.Pricing;

/// <summary>The rules by which a call of a listed model is priced.</summary>
public sealed class PriceOfTests : PriceTest
{
    [Theory]
    [InlineData("gpt-5.6-sol", "2026-08-20", 5, 30)]
    [InlineData("gpt-5.6-sol", "2026-08-21", 4, 20)]
    [InlineData("gpt-5.6-terra", "2026-07-29", 2.5, 15)]
    [InlineData("gpt-5.6-terra", "2026-07-30", 2, 12)]
    [InlineData("gpt-5.6-luna", "2026-07-29", 1, 6)]
    [InlineData("gpt-5.6-luna", "2026-07-30", 0.2, 1.2)]
    [InlineData("claude-opus-5-5", "2026-09-22", 4, 20)]
    [InlineData("claude-haiku-5-5", "2026-10-07", 0.1, 0.5)]
    [InlineData("gpt-6.1-sol", "2026-09-29", 2, 10)]
    [InlineData("gpt-6-sol", "2026-09-22", 2, 10)]
    [InlineData("gpt-6-luna", "2026-09-22", 0.1, 0.5)]
    [InlineData("gpt-6-astra", "2026-09-03", 10, 50)]
    public void A_price_counts_from_its_first_day_until_the_day_before_the_next(string model, string day, double input, double output)
    {
        var price = Prices.PriceOf(Call(model, 1_000, 1_000, day));

        Assert.Equal(((decimal)input, (decimal)output), (price.InputPer1M, price.OutputPer1M));
        Assert.Equal((decimal)(input + output) / 1_000, price.Cost);
    }

    [Theory]
    [InlineData("claude-opus-5-5", "2026-09-21")]
    [InlineData("claude-haiku-5-5", "2026-10-06")]
    [InlineData("gpt-6.1-sol", "2026-09-28")]
    [InlineData("gpt-6-sol", "2026-09-21")]
    [InlineData("gpt-6-luna", "2026-09-21")]
    [InlineData("gpt-6-astra", "2026-09-02")]
    public void Before_the_first_day_of_its_price_a_known_model_has_none(string model, string day)
    {
        var price = Prices.PriceOf(Call(model, 1_000, 1_000, day));

        Assert.True(price.ModelKnown);
        Assert.Null(price.Cost);
        Assert.Null(price.InputPer1M);
        Assert.Null(price.OutputPer1M);
    }

    [Theory]
    [InlineData("2026-10-06", 0.2)]
    [InlineData("2026-10-07", 0.1)]
    public void Cache_reads_of_sonnet_5_5_became_cheaper_on_a_day(string day, double dollars) => Assert.Equal(
        (decimal)dollars, CostOf(Call("claude-sonnet-5-5", day: day) with { Tokens = new TokenCounts { CacheRead = Million } }));

    [Theory]
    [InlineData("2026-08-21T01:59:59+02:00", 5)]
    [InlineData("2026-08-21T02:00:00+02:00", 4)]
    [InlineData("2026-08-20T19:59:59-04:00", 5)]
    [InlineData("2026-08-20T20:00:00-04:00", 4)]
    public void The_day_is_that_of_UTC(string time, int input) => Assert.Equal(
        input, Prices.PriceOf(Call("gpt-5.6-sol", 1) with { Time = DateTimeOffset.Parse(time) }).InputPer1M);

    [Theory]
    [InlineData("claude-sonnet-4-5", 200_000, 3, 6)]
    [InlineData("claude-sonnet-4", 200_000, 3, 6)]
    [InlineData("claude-haiku-5-5", 100_000, 0.1, 0.5)]
    [InlineData("gpt-5.4", 272_000, 2.5, 5)]
    [InlineData("gpt-6.1-sol", 272_000, 2, 4)]
    [InlineData("gemini-2.5-pro", 200_000, 1.25, 2.5)]
    [InlineData("qwen3.7-plus", 256_000, 0.5, 2)]
    [InlineData("MiniMax-M3", 512_000, 0.3, 0.6)]
    [InlineData("grok-4.3", 200_000, 1.25, 2.5)]
    [InlineData("claude-sonnet-4-6", 900_000, 3, 3)]
    [InlineData("claude-opus-4-6", 900_000, 5, 5)]
    public void Above_a_threshold_and_not_at_it_the_whole_request_is_dearer(string model, long threshold, double rate, double above)
    {
        Assert.Equal(threshold * (decimal)rate / Million, CostOf(Call(model, threshold)));
        Assert.Equal((threshold + 1) * (decimal)above / Million, CostOf(Call(model, threshold + 1)));
    }

    [Fact]
    public void Every_class_of_input_counts_towards_the_threshold_and_output_does_not()
    {
        var at = new TokenCounts { Input = 50_000, CacheRead = 50_000, CacheWrite = 50_000, CacheWrite1h = 50_000, Output = 100_000 };

        var above = at with { CacheRead = 50_001 };
        const decimal input = 0.15m + 0.015m + 0.1875m + 0.3m;

        Assert.Equal(input + 1.5m, CostOf(Call("claude-sonnet-4-5", at)));
        Assert.Equal((2 * input) + 0.0000006m + 2.25m, CostOf(Call("claude-sonnet-4-5", above)));
    }

    [Fact]
    public void The_list_price_shown_is_the_one_before_tiers_and_modifiers()
    {
        var price = Prices.PriceOf(Call("claude-opus-4-8", 300_000) with { Speed = "fast", ServiceTier = "batch" });

        Assert.Equal((5, 25), (price.InputPer1M, price.OutputPer1M));
    }

    [Theory]
    [InlineData("claude-opus-5-5", 8, 40)]
    [InlineData("claude-opus-5", 10, 50)]
    [InlineData("claude-opus-4-8", 10, 50)]
    [InlineData("claude-opus-4-7", 30, 150)]
    [InlineData("claude-opus-4-6", 30, 150)]
    public void Fast_has_a_price_of_its_own(string model, int input, int output) =>
        Assert.Equal(input + output, CostOf(Call(model, Million, Million) with { Speed = "fast" }));

    [Fact]
    public void A_fast_price_scales_the_cache_rates_as_it_scales_the_input()
    {
        var tokens = new TokenCounts { CacheRead = Million, CacheWrite = Million, CacheWrite1h = Million };

        Assert.Equal(6 * (0.5m + 6.25m + 10), CostOf(Call("claude-opus-4-6", tokens) with { Speed = "fast" }));
    }

    [Fact]
    public void Fast_without_a_fast_price_has_no_price()
    {
        Assert.Null(CostOf(Call("claude-sonnet-4-6", 1_000) with { Speed = "fast" }));
        Assert.Null(CostOf(Call("claude-opus-4-8", 1_000) with { Speed = "warp" }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("standard")]
    [InlineData("Standard")]
    public void The_ordinary_speed_has_several_names(string? speed) =>
        Assert.Equal(5, CostOf(Call("claude-opus-4-8", Million) with { Speed = speed }));

    [Theory]
    [InlineData("claude-sonnet-4-6", "batch", 1.5)]
    [InlineData("gpt-5", "batch", 0.625)]
    [InlineData("gpt-5", "flex", 0.625)]
    [InlineData("gpt-5", "priority", 2.5)]
    [InlineData("gemini-2.5-flash", "batch", 0.15)]
    [InlineData("gemini-2.5-flash", "flex", 0.15)]
    [InlineData("gpt-5", "Flex", 0.625)]
    public void A_service_tier_multiplies(string model, string tier, double dollars) =>
        Assert.Equal((decimal)dollars, CostOf(Call(model, Million) with { ServiceTier = tier }));

    [Theory]
    [InlineData("gemini-2.5-flash", "priority")] // Only known as a range.
    [InlineData("claude-sonnet-4-6", "flex")]
    [InlineData("claude-sonnet-4-6", "priority")]
    [InlineData("deepseek-v3", "batch")]
    [InlineData("gpt-5", "scale")]
    public void A_service_tier_whose_factor_is_not_known_has_no_price(string model, string tier) =>
        Assert.Null(CostOf(Call(model, Million) with { ServiceTier = tier }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("standard")]
    [InlineData("default")]
    [InlineData("auto")]
    [InlineData("on_demand")]
    [InlineData("ON_DEMAND")]
    public void The_ordinary_service_tier_has_several_names(string? tier)
    {
        foreach (var model in new[] { "claude-sonnet-4-6", "gpt-5", "gemini-2.5-flash", "deepseek-v3" })
            Assert.Equal(CostOf(Call(model, Million)), CostOf(Call(model, Million) with { ServiceTier = tier }));
    }

    [Theory]
    [InlineData("claude-opus-4-6", "us", 5.5)]
    [InlineData("claude-sonnet-4-6", "us", 3.3)]
    [InlineData("claude-fable-5-1", "us", 11)]
    [InlineData("claude-haiku-5-5", "us", 0.55)]
    [InlineData("claude-opus-4-5", "us", 5)] // Older than the surcharge.
    [InlineData("claude-haiku-4-5", "us", 1)]
    [InlineData("claude-opus-4-6", "global", 5)]
    [InlineData("claude-opus-4-6", "not_available", 5)]
    [InlineData("claude-opus-4-6", "", 5)]
    [InlineData("gpt-5.1", "us", 1.375)]
    [InlineData("gpt-5.1", "eu", 1.375)]
    [InlineData("gpt-5.1", "global", 1.25)]
    [InlineData("deepseek-v3", "global", 0.27)]
    public void A_geography_multiplies(string model, string geography, double dollars) =>
        Assert.Equal((decimal)dollars, CostOf(Call(model, Million) with { Geography = geography }));

    [Theory]
    [InlineData("claude-opus-4-6", "eu")]
    [InlineData("claude-opus-4-5", "mars")]
    [InlineData("gemini-2.5-flash", "us")]
    public void A_geography_that_the_vendor_does_not_price_has_no_price(string model, string geography) =>
        Assert.Null(CostOf(Call(model, Million) with { Geography = geography }));

    [Fact]
    public void Tier_and_geography_multiply_each_other_and_leave_web_searches_alone() => Assert.Equal(
        (10m * 0.5m * 1.1m) + 0.03m,
        CostOf(Call("claude-opus-4-8", Million) with { Speed = "fast", ServiceTier = "batch", Geography = "us", WebSearches = 3 }));

    [Fact]
    public void Web_searches_of_a_vendor_that_names_no_price_for_them_have_none()
    {
        Assert.Null(CostOf(Call("gpt-5", Million) with { WebSearches = 1 }));
        Assert.Equal(1.25m, CostOf(Call("gpt-5", Million) with { WebSearches = 0 }));
    }

    [Fact]
    public void Passes_replace_the_tokens_and_each_has_its_own_model_and_size()
    {
        var call = Call("claude-sonnet-4-5", Million, Million) with
        {
            Passes =
            [
                new(null, new TokenCounts { Input = 200_000 }),
                new(null, new TokenCounts { Input = 200_001 }),
                new("claude-opus-4-6", new TokenCounts { Input = 300_000, Output = 1_000 }),
            ],
            WebSearches = 1,
        };

        Assert.Equal(0.6m + 1.200006m + 1.525m + 0.01m, CostOf(call));
        Assert.Equal(3, Prices.PriceOf(call).InputPer1M);
    }

    [Fact]
    public void Modifiers_apply_to_a_pass_as_its_own_model_has_them() => Assert.Equal(
        0.5m * (3m + (5m * 1.1m)),
        CostOf(Call("claude-haiku-4-5") with
        {
            ServiceTier = "batch",
            Geography = "us",
            Passes =
            [
                new("claude-3-7-sonnet", new TokenCounts { Input = Million }),
                new("claude-opus-4-6", new TokenCounts { Input = Million }),
            ],
        }));

    [Fact]
    public void One_pass_without_a_price_leaves_the_call_without_one()
    {
        var tokens = new TokenCounts { Input = 1 };

        Assert.Null(CostOf(Call("claude-opus-4-6") with { Passes = [new(null, tokens), new("claude-unheard-of", tokens)] }));
    }

    [Theory]
    [InlineData(1, 0.0000066)] // 0.7 tokens at 3 and 0.3 at 15.
    [InlineData(1_000, 0.0066)]
    [InlineData(285_714, 1.8857124)] // 199,999.8 of input.
    [InlineData(285_715, 3.12857925)] // 200,000.5 of input: the dearer tier.
    public void A_bare_total_is_split_70_to_30_without_rounding(long total, double dollars) => Assert.Equal(
        (decimal)dollars, CostOf(Call("claude-sonnet-4-5") with { Tokens = null, TotalTokens = total }));

    [Fact]
    public void A_total_beside_the_tokens_does_not_count() =>
        Assert.Equal(0.003m, CostOf(Call("claude-sonnet-4-5", 1_000) with { TotalTokens = 99_999 }));

    [Fact]
    public void The_cost_is_not_rounded() =>
        Assert.Equal(0.000000003625m, CostOf(Call("deepseek-v4-pro", new TokenCounts { CacheRead = 1 })));

    [Fact]
    public void Reasoning_is_inside_the_output() =>
        Assert.Equal(10, CostOf(Call("gpt-5", new TokenCounts { Output = Million, Reasoning = 900_000 })));

    [Fact]
    public void An_unknown_model_has_no_price_and_says_so()
    {
        var price = Prices.PriceOf(Call("gpt-99", 1_000));

        Assert.False(price.ModelKnown);
        Assert.Null(price.Cost);
        Assert.Null(price.InputPer1M);
        Assert.Null(price.OutputPer1M);
    }

    [Fact]
    public void A_call_without_tokens_costs_nothing() => Assert.Equal(0, CostOf(Call("gpt-5")));

    [Fact]
    public void The_largest_counts_there_are_do_not_overflow() => Assert.True(
        CostOf(Call("o1-pro", new TokenCounts { Output = long.MaxValue }) with { ServiceTier = "priority", Geography = "us" }) > 0);
}
