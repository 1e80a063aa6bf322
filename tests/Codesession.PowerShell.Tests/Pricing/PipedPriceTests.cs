using System.Management.Automation;

namespace Codesession.PowerShell.Tests.Pricing;

/// <summary>A price that is piped into Set-CsPricing is changed in what is told, and stays in the rest.</summary>
public sealed class PipedPriceTests : PricingTest
{
    [Fact]
    public void Only_what_is_told_changes()
    {
        var before = Price("gpt-5");

        Shell.Run("Get-CsPricing gpt-5 | Set-CsPricing -InputPrice 2").AssertNoErrors();

        Assert.Equal(before with { InputPer1M = 2, Source = PriceSource.Custom, Origin = null, From = null, Until = null }, Price("gpt-5"));
    }

    [Fact]
    public void A_price_stays_the_same_also_where_it_writes_to_caches()
    {
        var before = Price("claude-sonnet-4-5");
        Assert.NotNull(before.CacheWrite1hPer1M);

        Shell.Run("Get-CsPricing claude-sonnet-4-5 | Set-CsPricing").AssertNoErrors();

        Assert.Equal(before with { Source = PriceSource.Custom, Origin = null, From = null, Until = null }, Price("claude-sonnet-4-5"));
    }

    [Fact]
    public void A_price_of_one_provider_stays_his()
    {
        Shell.Run("Set-CsPricing gpt-5 1 2 -Provider azure; Get-CsPricing azure/gpt-5 | Set-CsPricing -OutputPrice 3").AssertNoErrors();

        Assert.Equal(["azure/gpt-5"], Shell.Run("Get-CsPricing | Where-Object Source -eq Custom").All<ModelPrice>().Select(price => price.Key));
        Assert.Equal((1m, 3m), Price("azure/gpt-5") is var price ? (price.InputPer1M, price.OutputPer1M) : default);
    }

    [Fact]
    public void Another_provider_may_be_told()
    {
        Shell.Run("Get-CsPricing gpt-5 | Set-CsPricing -Provider azure -OutputPrice 3").AssertNoErrors();

        Assert.Equal((Price("gpt-5").InputPer1M, 3m), Price("azure/gpt-5") is var price ? (price.InputPer1M, price.OutputPer1M) : default);
    }

    [Fact]
    public void Many_prices_go_through_one_pipe()
    {
        Shell.Run("Get-CsPricing gpt-5, claude-sonnet-4-5 | Set-CsPricing -OutputPrice 1").AssertNoErrors();

        Assert.Equal(["claude-sonnet-4-5", "gpt-5"], Shell.Run("Get-CsPricing | Where-Object Source -eq Custom").All<ModelPrice>().Select(price => price.Key));
    }

    // As Export-Csv and Import-Csv make of it.
    [Fact]
    public void A_row_of_a_table_of_prices_is_taken_for_what_it_was()
    {
        var before = Price("claude-sonnet-4-5");
        var row = new PSObject();
        foreach (var property in typeof(ModelPrice).GetProperties().Where(property => property.Name != "EqualityContract"))
        {
            row.Properties.Add(new PSNoteProperty(property.Name, property.GetValue(before)?.ToString() ?? ""));
        }

        Shell.Run("$row | Set-CsPricing -InputPrice 1", ("row", row)).AssertNoErrors();

        Assert.Equal(before with { InputPer1M = 1, Source = PriceSource.Custom, Origin = null, From = null, Until = null }, Price("claude-sonnet-4-5"));
        Assert.Empty(Shell.Run("Get-CsPricing anthropic/*").Output);
    }

    [Fact]
    public void A_table_goes_out_and_comes_back_the_same()
    {
        Shell.Run("Set-CsPricing one 1 2; Set-CsPricing two 3 4 -Provider azure -CacheReadPrice 0.5").AssertNoErrors();
        var before = Shell.Run("Get-CsPricing | Where-Object Source -eq Custom").All<ModelPrice>();

        Shell.Run("$prices | Set-CsPricing", ("prices", before)).AssertNoErrors();

        Assert.Equal(before, Shell.Run("Get-CsPricing | Where-Object Source -eq Custom").All<ModelPrice>());
    }
}
