namespace Codesession.PowerShell.Tests.Completion;

/// <summary>Providers, models and agents: what was used lately, then what the price table knows.</summary>
public sealed class CallCompletionTests : CompletionTest
{
    private void Used(string provider, string model, string agent) =>
        Shell.Run("Add-CsAiUsage $provider $model -Tokens 10 -Cost 0 -AgentName $agent", ("provider", provider), ("model", model), ("agent", agent)).AssertNoErrors();

    [Fact]
    public void What_was_used_lately_comes_before_the_price_table()
    {
        Start();
        Used("together", "qwen-mine", "aider");
        Used("anthropic", "claude-sonnet-4-5", "my cli");

        Assert.Equal(["anthropic", "together"], Offers("Add-CsAiUsage ")[..2]);
        Assert.Equal(["claude-sonnet-4-5", "qwen-mine"], Offers("Add-CsAiUsage anthropic ")[..2]);
        Assert.Equal(["'my cli'", "aider"], Offers("Get-CsAiUsage -AgentName "));
    }

    [Fact]
    public void The_price_table_offers_the_rest_once()
    {
        Start();
        Used("openai", "GPT-5", "cli");

        var providers = Offers("Get-CsAiUsage -Provider ");
        var models = Offers("Get-CsPricing gpt-5");

        Assert.Equal(providers.Distinct(StringComparer.OrdinalIgnoreCase), providers);
        Assert.Contains("google", providers);
        Assert.Equal("GPT-5", models[0]);
        Assert.DoesNotContain("gpt-5", models);
        Assert.Contains("gpt-5-mini", models);
        Assert.All(models, model => Assert.StartsWith("gpt-5", model, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Prices_of_ones_own_are_offered()
    {
        Shell.Run("Set-CsPricing my-model 1 2 -Provider local").AssertNoErrors();

        Assert.Equal(["local/my-model"], Offers("Set-CsPricing local"));
    }

    [Fact]
    public void A_completed_model_finds_its_calls()
    {
        Start();
        Used("anthropic", "claude-sonnet-4-5[1m]", "cli");
        Used("anthropic", "claude-sonnet-4-51", "cli");

        Assert.Equal("claude-sonnet-4-5[1m]", Shell.Run($"Get-CsAiUsage -Model {Offers("Get-CsAiUsage -Model ")[1]} -First 1").One<AiUsage>().Model);
    }
}
