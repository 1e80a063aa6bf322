namespace Codesession.PowerShell.Tests.Pricing;

/// <summary>Prices of the user's own.</summary>
public sealed class SetPricingTests : PricingTest
{
    [Fact]
    public void A_price_counts_from_the_next_call_on()
    {
        Start();

        Assert.Empty(Shell.Run("Set-CsPricing my-model 2 10").Output);

        Assert.Equal(0.003m, Shell.Run("Add-CsAiUsage local my-model -PromptTokens 1000 -CompletionTokens 100 -PassThru").One<AiUsage>().Cost);
        Assert.Equal(("my-model", null, 2m, 10m, PriceSource.Custom),
            Price("my-model") is var price ? (price.Key, price.Provider, price.InputPer1M, price.OutputPer1M, price.Source) : default);
    }

    [Fact]
    public void The_price_is_emitted_when_asked()
    {
        var price = Shell.Run("Set-CsPricing my-model 2 10 -CacheReadPrice 0.2 -CacheWritePrice 2.5 -PassThru").One<ModelPrice>();

        Assert.Equal((0.2m, 2.5m), (price.CacheReadPer1M, price.CacheWritePer1M));
        Assert.Equal(price, Price("my-model"));
    }

    [Fact]
    public void A_price_of_one_provider_has_his_name()
    {
        Shell.Run("Set-CsPricing gpt-5 1 2 -Provider azure").AssertNoErrors();

        Assert.Equal(["azure/gpt-5", "gpt-5"], Shell.Run("Get-CsPricing *gpt-5").All<ModelPrice>().Select(price => price.Key));
        Assert.Equal(PriceSource.BuiltIn, Price("gpt-5").Source);
    }

    [Fact]
    public void What_it_would_do_is_said_and_not_done()
    {
        Assert.Empty(Shell.Run("Set-CsPricing gpt-5 1 2 -Provider azure -WhatIf -PassThru").Output);

        Assert.Contains("\"Set price\" on target \"azure/gpt-5\"", Shell.Host.Shown);
        Assert.False(File.Exists(PricesFile));
    }

    [Theory]
    [InlineData("m -1 2")]
    [InlineData("m 1 1000000.01")]
    [InlineData("m 1 2 -CacheReadPrice -0.1")]
    [InlineData("m 1 2 -CacheWritePrice 2000000")]
    [InlineData("' ' 1 2")]
    public void Prices_and_names_out_of_their_limits_are_refused(string words)
    {
        Shell.Run($"Set-CsPricing {words}").Error("invalid_input");

        Assert.False(File.Exists(PricesFile));
    }

    [Fact]
    public void Names_that_are_too_long_are_refused()
    {
        Shell.Run("Set-CsPricing $model 1 2", ("model", new string('m', 201))).Error("invalid_input");
        Shell.Run("Set-CsPricing m 1 2 -Provider $provider", ("provider", new string('p', 101))).Error("invalid_input");
    }

    [Fact]
    public void A_file_that_cannot_be_understood_is_left_alone()
    {
        WriteFile("{ broken");

        Shell.Run("Set-CsPricing m 1 2").Error("pricing_invalid");

        Assert.Equal("{ broken", File.ReadAllText(PricesFile));
    }

    [Fact]
    public void One_bad_row_does_not_keep_the_others_from_being_set()
    {
        var result = Shell.Run("""
            [pscustomobject]@{ Model = 'a'; InputPrice = '1'; OutputPrice = '2'; Provider = ''; CacheReadPrice = '' },
            [pscustomobject]@{ Model = 'b'; InputPrice = '-1'; OutputPrice = '2'; Provider = ''; CacheReadPrice = '' },
            [pscustomobject]@{ Model = 'c'; InputPrice = '1.5'; OutputPrice = '2'; Provider = 'azure'; CacheReadPrice = '0.1' } | Set-CsPricing
            """);

        result.Error("invalid_input");
        Assert.Equal([("a", 1m, null), ("azure/c", 1.5m, 0.1m)], Shell.Run("Get-CsPricing a, azure/c").All<ModelPrice>()
            .Select(price => (price.Key, price.InputPer1M, price.CacheReadPer1M)));
    }
}
