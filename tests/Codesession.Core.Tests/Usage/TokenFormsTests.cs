namespace Codesession.Core.Tests.Usage;

/// <summary>The forms in which a caller may give tokens, and what each costs.</summary>
public sealed class TokenFormsTests : UsageTest
{
    [Fact]
    public void A_total_alone_is_priced_as_70_to_30_and_not_told_apart()
    {
        var call = Add(Bare() with { Tokens = 1_000 }).Usage;

        Assert.Equal((1_000, null, null, 0.0066m), (call.Tokens, call.PromptTokens, call.CompletionTokens, call.Cost));
        Assert.Null(call.TokenClasses);
    }

    [Fact]
    public void Prompt_tokens_alone_have_no_phantom_completion()
    {
        var call = Add(Bare() with { PromptTokens = 1_000 }).Usage;

        Assert.Equal((1_000, 1_000, 0, 0.003m), (call.Tokens, call.PromptTokens, call.CompletionTokens, call.Cost));
    }

    [Fact]
    public void Completion_tokens_alone_have_no_prompt()
    {
        var call = Add(Bare() with { CompletionTokens = 1_000 }).Usage;

        Assert.Equal((1_000, 0, 1_000, 0.015m), (call.Tokens, call.PromptTokens, call.CompletionTokens, call.Cost));
    }

    [Fact]
    public void Both_parts_make_the_total()
    {
        var call = Add(Call()).Usage;

        Assert.Equal((1_100, 1_000, 100, 0.0045m), (call.Tokens, call.PromptTokens, call.CompletionTokens, call.Cost));
    }

    [Fact]
    public void A_total_larger_than_its_parts_is_kept_and_the_parts_are_priced()
    {
        var call = Add(Call() with { Tokens = 5_000 }).Usage;

        Assert.Equal((5_000, 1_000, 100, 0.0045m), (call.Tokens, call.PromptTokens, call.CompletionTokens, call.Cost));
    }

    [Theory]
    [InlineData(1_100L)]
    [InlineData(0L)]
    public void A_total_that_is_the_sum_or_zero_adds_nothing(long tokens) =>
        Assert.Equal(1_100, Add(Call() with { Tokens = tokens }).Usage.Tokens);

    [Fact]
    public void A_total_smaller_than_its_parts_is_refused() => Refused(ErrorCode.InvalidInput, Call() with { Tokens = 1_099 });

    [Fact]
    public void Cache_tokens_are_part_of_the_prompt()
    {
        var call = Add(Bare(UsageSource.Log) with
        {
            Provider = "anthropic",
            Model = "claude-sonnet-4-5-20250929",
            PromptTokens = 251_000,
            CacheReadTokens = 250_000,
            CompletionTokens = 1_000,
        }).Usage;

        Assert.Equal((252_000, 0.1785m, PriceSource.BuiltIn), (call.Tokens, call.Cost, call.PriceSource));
        Assert.Equal(new TokenCounts { Input = 1_000, CacheRead = 250_000, Output = 1_000 }, call.TokenClasses);
    }

    [Fact]
    public void Every_class_is_kept()
    {
        var call = Add(Call() with
        {
            CacheReadTokens = 500, CacheWriteTokens = 300, CacheWrite1hTokens = 200, ReasoningTokens = 100,
        }).Usage;

        Assert.Equal((500, 300, 200, 100), (call.CacheReadTokens, call.CacheWriteTokens, call.CacheWrite1hTokens, call.ReasoningTokens));
        Assert.Equal(
            new TokenCounts { CacheRead = 500, CacheWrite = 300, CacheWrite1h = 200, Output = 100, Reasoning = 100 }, call.TokenClasses);
    }

    [Fact]
    public void More_cache_tokens_than_prompt_tokens_are_refused()
    {
        Refused(ErrorCode.InvalidInput, Call() with { CacheReadTokens = 1_001 });
        Refused(ErrorCode.InvalidInput, Call() with { CacheReadTokens = 500, CacheWriteTokens = 300, CacheWrite1hTokens = 201 });
        Refused(ErrorCode.InvalidInput, Bare() with { Tokens = 1_000, CacheReadTokens = 1 });
        Refused(ErrorCode.InvalidInput, Bare() with { CacheReadTokens = 1_000 });
    }

    [Fact]
    public void More_reasoning_than_completion_is_refused()
    {
        Refused(ErrorCode.InvalidInput, Call() with { ReasoningTokens = 101 });
        Refused(ErrorCode.InvalidInput, Bare() with { Tokens = 1_000, ReasoningTokens = 1 });
    }

    [Fact]
    public void No_tokens_at_all_are_missing()
    {
        Refused(ErrorCode.MissingTokens, Bare());
        Refused(ErrorCode.MissingTokens, Bare() with { Tokens = 0 });
        Refused(ErrorCode.MissingTokens, Bare() with { PromptTokens = 0, CompletionTokens = 0 });
        Refused(ErrorCode.MissingTokens, Bare() with { Cost = 1 });
    }

    [Fact]
    public void The_modifiers_of_a_price_are_passed_on()
    {
        var fast = Call(UsageSource.Log) with
        {
            Provider = "anthropic", Model = "claude-opus-4-8", PromptTokens = 100_000, CompletionTokens = 10_000, Speed = "fast",
        };
        var searching = fast with { PromptTokens = 1_000, CompletionTokens = 1_000, Speed = null, WebSearches = 10 };

        Assert.Equal(1.50m, Add(fast).Usage.Cost);
        Assert.Equal(0.13m, Add(searching).Usage.Cost);
        Assert.Equal(0.75m, Add(fast with { ServiceTier = "batch", CompletionTokens = 10_000, ResponseId = "b" }).Usage.Cost);
    }

    [Fact]
    public void The_passes_of_a_call_are_priced_each_for_itself()
    {
        var call = Add(Call(UsageSource.Log) with
        {
            Passes = [new(null, new() { Input = 1_000_000 }), new("unheard-of", new() { Output = 1 })],
        });
        Assert.Null(call.Usage.Cost);

        Assert.Equal(18, Add(Call(UsageSource.Log) with
        {
            Passes = [new(null, new() { Input = 1_000_000 }), new(Model, new() { Output = 1_000_000 })],
        }).Usage.Cost);
    }

    [Fact]
    public void A_call_costs_what_its_own_day_cost()
    {
        var summer = Call(UsageSource.Log) with
        {
            Provider = "openai",
            Model = "gpt-5.6-sol",
            PromptTokens = 100_000,
            CompletionTokens = 1_000,
            Timestamp = new DateTimeOffset(2026, 8, 10, 23, 0, 0, TimeSpan.Zero),
        };

        Assert.Equal(0.53m, Add(summer).Usage.Cost);
    }
}
