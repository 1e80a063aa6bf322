namespace Codesession.PowerShell.Tests.Pricing;

/// <summary>Pricing recorded calls again.</summary>
public sealed class UpdatePricingTests : PricingTest
{
    [Fact]
    public void Calls_without_a_price_get_one()
    {
        var session = WithUnpricedCalls();
        Shell.Run("Set-CsPricing house-model 1 2").AssertNoErrors();

        var repricing = Shell.Run("Update-CsPricing").One<Repricing>();

        Assert.Equal((false, 3L, 2L, 0L, 1L, 0.0024m),
            (repricing.IsDryRun, repricing.Looked, repricing.Priced, repricing.Changed, repricing.Unpriced, repricing.Difference));
        Assert.Equal([new UnpricedModel("local", "other-model", 1)], repricing.UnpricedModels);
        var status = Shell.Run("Get-CsSession $id", ("id", session)).One<Session>();
        Assert.Equal((0.0024m, 1L), (status.AiCost, status.UnpricedCalls));
    }

    [Fact]
    public void What_it_would_do_is_told_and_not_done()
    {
        var session = WithUnpricedCalls();
        Shell.Run("Set-CsPricing house-model 1 2").AssertNoErrors();

        var would = Shell.Run("Update-CsPricing -WhatIf").One<Repricing>();

        Assert.Equal((true, 2L, 0.0024m), (would.IsDryRun, would.Priced, would.Difference));
        Assert.Equal(3, Shell.Run("Get-CsSession $id", ("id", session)).One<Session>().UnpricedCalls);
    }

    [Fact]
    public void All_takes_changed_prices_and_leaves_stated_costs()
    {
        Start();
        Shell.Run("""
            Set-CsPricing house-model 1 2
            Add-CsAiUsage local house-model -PromptTokens 1000 -CompletionTokens 100
            Add-CsAiUsage local house-model -PromptTokens 1000 -CompletionTokens 100 -Cost 7
            Set-CsPricing house-model 2 4
            """).AssertNoErrors();

        Assert.Equal(0, Shell.Run("Update-CsPricing").One<Repricing>().Looked);
        var all = Shell.Run("Update-CsPricing -All").One<Repricing>();

        Assert.Equal((1L, 1L, 0.0012m), (all.Looked, all.Changed, all.Difference));
        Assert.Equal([0.0024m, 7m], Shell.Run("Get-CsAiUsage").All<AiUsage>().Select(call => call.Cost!.Value));
    }

    [Fact]
    public void Prices_that_cannot_be_understood_are_an_error_of_their_own()
    {
        WithUnpricedCalls();
        WriteFile("{ broken");

        var error = Assert.Single(Shell.Run("Update-CsPricing").Errors);

        Assert.StartsWith("pricing_invalid", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void It_is_listed()
    {
        WithUnpricedCalls();
        Shell.Run("Set-CsPricing house-model 1 2").AssertNoErrors();
        Shell.Width = 80;

        Assert.Equal("""
            Looked at    : 3
            Priced       : 2
            Changed      : 0
            Unpriced     : 1
            Difference   : +$0.0024
            No price for : other-model (local): 1
            """, Shell.Show("Update-CsPricing"));
        Assert.Contains("Looked at    : 1 (nothing was changed)\n", Shell.Show("Update-CsPricing -WhatIf"));
    }

    private long WithUnpricedCalls()
    {
        var id = Start().Id;
        using var ledger = OpenLedger();
        foreach (var model in (string[])["house-model", "house-model", "other-model"])
        {
            ledger.Usage.Add(Call(id, model) with { Provider = "local" });
        }
        return id;
    }
}
