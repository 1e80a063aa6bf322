namespace Codesession.Core.Tests.Pricing;

/// <summary>Which names mean a listed model, and which must not.</summary>
public sealed class ModelNameTests : PriceTest
{
    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", "claude-sonnet-4-5")]
    [InlineData("anthropic/claude-sonnet-4", "claude-sonnet-4")]
    [InlineData("us.anthropic.claude-opus-4-6-v1", "claude-opus-4-6")]
    [InlineData("claude-opus-4-6[1m]", "claude-opus-4-6")]
    [InlineData("gpt-4o-2024-08-06", "gpt-4o")]
    [InlineData("gpt-4o-2024-11-20", "gpt-4o")]
    [InlineData("models/gemini-2.5-pro", "gemini-2.5-pro")]
    [InlineData("openai/gpt-5", "gpt-5")]
    [InlineData("publishers/google/models/gemini-2.5-pro", "gemini-2.5-pro")]
    [InlineData("google/gemini-2.5-flash", "gemini-2.5-flash")]
    [InlineData("x-ai/grok-4.3", "grok-4.3")]
    [InlineData("deepseek/deepseek-v3", "deepseek-v3")]
    [InlineData("mistralai/mistral-large-2512", "mistral-large-2512")]
    [InlineData("qwen/qwen3-coder-plus", "qwen3-coder-plus")]
    [InlineData("z-ai/glm-4.6", "glm-4.6")]
    [InlineData("moonshotai/kimi-k2.5", "kimi-k2.5")]
    [InlineData("minimax/minimax-m2", "MiniMax-M2")]
    [InlineData("openrouter/anthropic/claude-sonnet-4.5", "claude-sonnet-4-5")]
    [InlineData("anthropic.claude-3-5-sonnet-20241022-v2:0", "claude-3-5-sonnet")]
    [InlineData("eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5")]
    [InlineData("apac.anthropic.claude-sonnet-4-20250514-v1:0", "claude-sonnet-4")]
    [InlineData("global.anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5")]
    [InlineData("jp.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5")]
    [InlineData("au.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5")]
    [InlineData("us-gov.anthropic.claude-3-haiku-20240307-v1:0", "claude-3-haiku")]
    [InlineData("us.anthropic.claude-opus-4-6-v1[1m]", "claude-opus-4-6")]
    [InlineData("claude-sonnet-4-5@20250929", "claude-sonnet-4-5")]
    [InlineData("claude-sonnet-4-5-20250929[1m]", "claude-sonnet-4-5")]
    [InlineData("claude-3-5-sonnet-latest", "claude-3-5-sonnet")]
    [InlineData("claude-sonnet-4.5", "claude-sonnet-4-5")]
    [InlineData("claude-3.7-sonnet", "claude-3-7-sonnet")]
    [InlineData("claude-3-5-haiku-20241022", "claude-3-5-haiku")]
    [InlineData("claude-haiku-3.5", "claude-3-5-haiku")]
    [InlineData("claude-opus-4-0", "claude-opus-4")]
    [InlineData("claude-sonnet-4-0", "claude-sonnet-4")]
    [InlineData("claude-opus-4-20250514", "claude-opus-4")]
    [InlineData("claude-3-sonnet-20240229", "claude-3-sonnet")]
    [InlineData("GPT-5", "gpt-5")]
    [InlineData("Claude-Sonnet-4-5-20250929", "claude-sonnet-4-5")]
    [InlineData("ANTHROPIC/claude-OPUS-4.6", "claude-opus-4-6")]
    [InlineData("minimax-m2", "MiniMax-M2")]
    [InlineData(" gpt-5 ", "gpt-5")]
    public void A_name_with_known_trimmings_means_the_model_without_them(string name, string listed)
    {
        var tokens = new TokenCounts { Input = 190_000, CacheRead = 190_000, CacheWrite = 190_000, Output = 190_000 };

        Assert.NotNull(CostOf(Call(name, tokens)));
        Assert.Equal(CostOf(Call(listed, tokens)), CostOf(Call(name, tokens)));
    }

    [Fact]
    public void A_dated_name_that_is_listed_has_its_own_price()
    {
        Assert.Equal(5, CostOf(Call("gpt-4o-2024-05-13", Million)));
        Assert.Equal(5, CostOf(Call("openai/gpt-4o-2024-05-13", Million)));
        Assert.Equal(2.5m, CostOf(Call("gpt-4o", Million)));
    }

    [Theory]
    [InlineData("accounts/fireworks/models/deepseek-v3")]
    [InlineData("together/deepseek-v3")]
    [InlineData("deepseek-ai/DeepSeek-V3")]
    [InlineData("openrouter/deepseek-v3")]
    [InlineData("openrouter/openrouter/openai/gpt-5")]
    [InlineData("deepseek/deepseek-r1:free")]
    [InlineData("gpt-5-turbo")]
    [InlineData("gpt-5.")]
    [InlineData("gpt-4o-")]
    [InlineData("gpt-5-latest")]
    [InlineData("gpt-5-v1")]
    [InlineData("gpt-5-20259999")]
    [InlineData("gpt-5-2025-13-01")]
    [InlineData("gpt-5-19700101")]
    [InlineData("gpt-5-2025")]
    [InlineData("gpt-4-1")]
    [InlineData("gpt-5-4")]
    [InlineData("claude")]
    [InlineData("claude-sonnet")]
    [InlineData("claude-sonnet-4-9")]
    [InlineData("claude-sonnet-4-5-v3:0")]
    [InlineData("claude-sonnet-4-5-thinking")]
    [InlineData("xclaude-sonnet-4-5")]
    [InlineData("us.claude-sonnet-4-5")]
    [InlineData("ca.anthropic.claude-sonnet-4-5")]
    [InlineData("us.openai.gpt-5")]
    [InlineData("models/")]
    [InlineData("[1m]")]
    [InlineData("-20250929")]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("<synthetic>")]
    [InlineData("gpt-5\0")]
    [InlineData("ｇｐｔ-5")]
    public void Any_other_name_stays_unknown(string name)
    {
        var price = Prices.PriceOf(Call(name, 1_000, 1_000));

        Assert.False(price.ModelKnown);
        Assert.Null(price.Cost);
    }

    [Fact]
    public void The_exact_name_is_tried_first_and_the_barest_last() => Assert.Equal(
        [
            "openrouter/anthropic/claude-sonnet-4.5-20250929[1m]", "anthropic/claude-sonnet-4.5-20250929[1m]",
            "claude-sonnet-4.5-20250929[1m]", "claude-sonnet-4-5-20250929[1m]",
            "claude-sonnet-4.5-20250929", "claude-sonnet-4-5-20250929", "claude-sonnet-4.5", "claude-sonnet-4-5",
        ],
        Codesession.Pricing.ModelName.Forms("openrouter/anthropic/claude-sonnet-4.5-20250929[1m]"));
}
