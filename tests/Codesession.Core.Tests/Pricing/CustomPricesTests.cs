namespace Codesession.Core.Tests.Pricing;

/// <summary>What the user's own prices do, and what a file that cannot be understood says.</summary>
public sealed class CustomPricesTests : PriceTest
{
    [Fact]
    public void A_custom_price_goes_before_the_built_in_one()
    {
        Write("""{"gpt-5":{"input":7,"output":9}}""");

        var price = Prices.PriceOf(Call("gpt-5", Million, Million));

        Assert.Equal(PriceSource.Custom, price.Source);
        Assert.Equal((16, 7, 9), (price.Cost, price.InputPer1M, price.OutputPer1M));
    }

    [Fact]
    public void A_price_of_one_provider_goes_before_that_of_any()
    {
        Write("""{"azure/gpt-5":{"input":1,"output":1},"gpt-5":{"input":2,"output":2}}""");

        Assert.Equal(1, CostOf(Call("gpt-5", Million, provider: "azure")));
        Assert.Equal(1, CostOf(Call("GPT-5", Million, provider: "Azure")));
        Assert.Equal(2, CostOf(Call("gpt-5", Million, provider: "openai")));
    }

    [Fact]
    public void A_custom_price_is_found_under_the_stripped_name_too()
    {
        Write("""{"claude-opus-4-6":{"input":1,"output":1},"openai/gpt-5":{"input":2,"output":2}}""");

        Assert.Equal(1, CostOf(Call("us.anthropic.claude-opus-4-6-v1", Million)));
        Assert.Equal(2, CostOf(Call("gpt-5-2025-08-07", Million, provider: "openai")));
        Assert.Equal(2, CostOf(Call("openai/gpt-5", Million, provider: "openrouter")));
        Assert.Equal(1.25m, CostOf(Call("gpt-5", Million, provider: "openrouter")));
    }

    [Fact]
    public void A_more_exact_form_goes_first_even_where_it_is_built_in()
    {
        Write("""{"gpt-4o":{"input":1,"output":1}}""");

        Assert.Equal(5, CostOf(Call("gpt-4o-2024-05-13", Million)));
        Assert.Equal(1, CostOf(Call("gpt-4o-2024-08-06", Million)));
    }

    [Fact]
    public void A_custom_price_makes_an_unlisted_model_known()
    {
        Write("""{"accounts/fireworks/models/deepseek-v3":{"input":0.9,"output":0.9}}""");

        var price = Prices.PriceOf(Call("accounts/fireworks/models/deepseek-v3", Million, Million));

        Assert.True(price.ModelKnown);
        Assert.Equal(1.8m, price.Cost);
    }

    [Fact]
    public void A_custom_price_knows_neither_tiers_nor_days_nor_speeds()
    {
        Write("""
            {"claude-sonnet-4-5":{"input":1,"output":1},"gpt-6-sol":{"input":1,"output":1},"claude-opus-4-8":{"input":1,"output":1}}
            """);

        Assert.Equal(0.3m, CostOf(Call("claude-sonnet-4-5", 300_000)));
        Assert.Equal(1, CostOf(Call("gpt-6-sol", Million, day: "2020-01-01")));
        Assert.Null(CostOf(Call("claude-opus-4-8", Million) with { Speed = "fast" }));
    }

    [Fact]
    public void The_vendors_modifiers_apply_to_a_custom_price()
    {
        Write("""{"claude-opus-4-8":{"input":1,"output":1},"claude-opus-4-5":{"input":1,"output":1},"llama":{"input":1,"output":1}}""");

        Assert.Equal(0.56m, CostOf(Call("claude-opus-4-8", Million) with { ServiceTier = "batch", Geography = "us", WebSearches = 1 }));
        Assert.Equal(1, CostOf(Call("claude-opus-4-5", Million) with { Geography = "us" }));
        Assert.Equal(1, CostOf(Call("llama", Million)));
        Assert.Null(CostOf(Call("llama", Million) with { ServiceTier = "batch" }));
        Assert.Null(CostOf(Call("llama", Million) with { WebSearches = 1 }));
    }

    [Fact]
    public void An_unlisted_model_is_of_the_vendor_that_provides_it()
    {
        Write("""{"claude-next":{"input":10,"output":50}}""");
        var call = Call("claude-next", new TokenCounts { CacheRead = Million, CacheWrite = Million, CacheWrite1h = Million });

        Assert.Equal((1 + 12.5m + 20) * 0.5m * 1.1m, CostOf(call with { Provider = "anthropic", ServiceTier = "batch", Geography = "us" }));
        Assert.Equal(30, CostOf(call));
    }

    [Fact]
    public void Missing_cache_rates_keep_the_built_in_proportion_to_the_input()
    {
        Write("""{"claude-opus-5-5":{"input":8,"output":1},"gpt-5.5":{"input":1,"output":1},"claude-sonnet-5-5":{"input":4,"output":1}}""");
        var read = new TokenCounts { CacheRead = Million };

        Assert.Equal(0.4m, CostOf(Call("claude-opus-5-5", read)));
        Assert.Equal(10, CostOf(Call("claude-opus-5-5", new TokenCounts { CacheWrite = Million })));
        Assert.Equal(16, CostOf(Call("claude-opus-5-5", new TokenCounts { CacheWrite1h = Million })));
        Assert.Equal(0.1m, CostOf(Call("gpt-5.5", read)));
        Assert.Equal(1, CostOf(Call("gpt-5.5", new TokenCounts { CacheWrite = Million })));
        Assert.Equal(0.4m, CostOf(Call("claude-sonnet-5-5", day: "2026-10-06") with { Tokens = read }));
        Assert.Equal(0.2m, CostOf(Call("claude-sonnet-5-5", day: "2026-10-07") with { Tokens = read }));
    }

    [Fact]
    public void Stated_cache_rates_count()
    {
        Write("""{"claude-opus-4-8":{"input":1,"output":1,"cacheRead":0.01,"cacheWrite":0,"cacheWrite1h":3}}""");

        var tokens = new TokenCounts { CacheRead = Million, CacheWrite = Million, CacheWrite1h = Million };

        Assert.Equal(3.01m, CostOf(Call("claude-opus-4-8", tokens)));
    }

    [Fact]
    public void A_free_built_in_model_gives_no_proportion()
    {
        Write("""{"glm-4.5-flash":{"input":1,"output":1}}""");

        Assert.Equal(1, CostOf(Call("glm-4.5-flash", new TokenCounts { CacheRead = Million })));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("{}")]
    [InlineData("\uFEFF{}")]
    [InlineData("\uFEFF")]
    [InlineData("""{"x":{"input":1e-7,"output":0,"note":"any"}}""")]
    public void A_file_without_a_price_for_the_model_changes_nothing(string content)
    {
        Write(content);

        Assert.Equal(1.25m, CostOf(Call("gpt-5", Million)));
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        Write("\uFEFF{\"gpt-5\":{\"input\":7,\"output\":9}}");

        Assert.Equal(7, CostOf(Call("gpt-5", Million)));
    }

    [Fact]
    public void The_last_of_two_equal_keys_counts()
    {
        Write("""{"gpt-5":{"input":1,"output":1},"GPT-5":{"input":2,"output":2}}""");

        Assert.Equal(2, CostOf(Call("gpt-5", Million)));
    }

    [Fact]
    public void A_change_of_the_file_is_seen_at_once()
    {
        Assert.Equal(1.25m, CostOf(Call("gpt-5", Million)));
        Write("""{"gpt-5":{"input":7,"output":9}}""");
        Assert.Equal(7, CostOf(Call("gpt-5", Million)));
        Write("{}");
        Assert.Equal(1.25m, CostOf(Call("gpt-5", Million)));
        Write("""{"gpt-5":{"input":8,"output":9}}""");
        Assert.Equal(8, CostOf(Call("gpt-5", Million)));
        System.IO.File.Delete(File);
        Assert.Equal(1.25m, CostOf(Call("gpt-5", Million)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("{} {}")]
    [InlineData("""{"gpt-5":{"input":1,"output":1},}""")]
    [InlineData("""{"gpt-5":{"input":NaN,"output":1}}""")]
    [InlineData("""{"\ud800":{"input":1,"output":1}}""")]
    public void A_file_that_is_no_JSON_object_is_refused_when_a_price_is_needed(string content)
    {
        Write(content);

        var refusal = Refused(() => Prices.PriceOf(Call("gpt-5", 1)));

        Assert.Equal(ErrorCode.PricingInvalid, refusal.Code);
        Assert.Contains("Correct it", refusal.Message);
        Assert.Equal(ErrorCode.PricingInvalid, Refused(() => Prices.List(new(2026, 11, 20))).Code);
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_refused()
    {
        System.IO.File.WriteAllText(File, "{}", System.Text.Encoding.Unicode);

        Assert.Equal(ErrorCode.PricingInvalid, Refused(() => Prices.PriceOf(Call("gpt-5", 1))).Code);
    }

    [Theory]
    [InlineData("""{"bad-one":5}""", "no object")]
    [InlineData("""{"bad-one":null}""", "no object")]
    [InlineData("""{"bad-one":{"output":1}}""", "no \"input\"")]
    [InlineData("""{"bad-one":{"input":1}}""", "no \"output\"")]
    [InlineData("""{"bad-one":{"input":-1,"output":1}}""", "\"input\": -1")]
    [InlineData("""{"bad-one":{"input":"3","output":1}}""", "\"input\": \"3\"")]
    [InlineData("""{"bad-one":{"input":1,"output":1000000.1}}""", "\"output\": 1000000.1")]
    [InlineData("""{"bad-one":{"input":1,"output":1e400}}""", "\"output\": 1e400")]
    [InlineData("""{"bad-one":{"input":1,"output":1,"cacheRead":null}}""", "\"cacheRead\": null")]
    [InlineData("""{"bad-one":{"input":1,"output":1,"cacheWrite":-0.5}}""", "\"cacheWrite\": -0.5")]
    [InlineData("""{"bad-one":{"input":1,"output":1,"cacheWrite1h":true}}""", "\"cacheWrite1h\": true")]
    public void A_wrong_entry_is_named_with_what_is_wrong_in_it(string content, string wrong)
    {
        Write(content);

        var refusal = Refused(() => Prices.PriceOf(Call("gpt-5", 1)));

        Assert.Equal(ErrorCode.PricingInvalid, refusal.Code);
        Assert.Contains("bad-one", refusal.Message);
        Assert.Contains(wrong, refusal.Message);
    }

    [Fact]
    public void Making_the_prices_reads_nothing()
    {
        Write("nonsense");

        Assert.Equal(File, new Prices(File).CustomPath);
    }

    [Fact]
    public void A_folder_where_the_file_should_be_is_an_I_O_error()
    {
        Directory.CreateDirectory(File);

        Assert.Equal(ErrorCode.IoError, Refused(() => Prices.Set("m", 1, 1, provider: null)).Code);
    }
}
