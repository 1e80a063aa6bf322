using System.Text.Json;

namespace Codesession.PowerShell.Tests.Pricing;

/// <summary>What models cost.</summary>
public sealed class GetPricingTests : PricingTest
{
    [Fact]
    public void All_prices_come_in_the_order_of_cs()
    {
        var prices = Shell.Run("Get-CsPricing").All<ModelPrice>();

        using var ofCs = JsonDocument.Parse(Shell.Run("cs pricing list --json").Text);
        Assert.Equal(ofCs.RootElement.GetProperty("models").EnumerateObject().Select(model => model.Name), prices.Select(price => price.Key));
        Assert.All(prices, price => Assert.Equal(PriceSource.BuiltIn, price.Source));
    }

    [Theory]
    [InlineData("gpt-5", new[] { "gpt-5" })]
    [InlineData("GPT-5", new[] { "gpt-5" })]
    [InlineData("gpt-5, claude-sonnet-4-5", new[] { "claude-sonnet-4-5", "gpt-5" })]
    [InlineData("gpt-5-m*", new[] { "gpt-5-mini" })]
    [InlineData("nothing*", new string[0])]
    public void Models_are_found_by_name(string models, string[] keys) =>
        Assert.Equal(keys, Shell.Run($"Get-CsPricing {models}").All<ModelPrice>().Select(price => price.Key));

    [Fact]
    public void Providers_are_found_by_name()
    {
        var prices = Shell.Run("Get-CsPricing -Provider anth*").All<ModelPrice>();

        Assert.NotEmpty(prices);
        Assert.All(prices, price => Assert.Equal("anthropic", price.Provider));
        Assert.Empty(Shell.Run("Get-CsPricing gpt-5 -Provider anthropic").Output);
    }

    [Fact]
    public void Models_may_be_piped_in() =>
        Assert.Equal(["gpt-5", "gpt-5-mini"], Shell.Run("'gpt-5', 'gpt-5-mini' | Get-CsPricing").All<ModelPrice>().Select(price => price.Key));

    [Theory]
    [InlineData("{ broken")]
    [InlineData("[]")]
    [InlineData("""{"m": {"input": -1, "output": 1}}""")]
    [InlineData("""{"m": {"input": 1}}""")]
    public void A_file_that_cannot_be_understood_is_said_so(string content)
    {
        WriteFile(content);

        var error = Shell.Run("Get-CsPricing").Error("pricing_invalid");

        Assert.Equal(PricesFile, error.TargetObject);
        Assert.Contains(PricesFile, error.ToString());
        Shell.Run("Add-CsAiUsage openai gpt-5 -Tokens 10 -SessionId (Start-CsSession x).Id").Error("pricing_invalid");
    }

    [Fact]
    public void No_ledger_is_made_for_prices()
    {
        Shell.Run("Get-CsPricing; Set-CsPricing m 1 2; Reset-CsPricing -Confirm:$false").AssertNoErrors();

        Assert.False(File.Exists(DatabasePath));
    }
}
