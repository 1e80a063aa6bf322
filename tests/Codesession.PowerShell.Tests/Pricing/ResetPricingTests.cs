namespace Codesession.PowerShell.Tests.Pricing;

/// <summary>Forgetting all prices of the user's own.</summary>
public sealed class ResetPricingTests : PricingTest
{
    [Fact]
    public void It_asks_first()
    {
        Shell.Run("Set-CsPricing m 1 2").AssertNoErrors();

        Shell.Host.Terminal.Answers.Enqueue('n');
        Shell.Run("Reset-CsPricing").AssertNoErrors();
        Assert.Equal("m", Price("m").Key);

        Shell.Host.Terminal.Answers.Enqueue('y');
        Shell.Run("Reset-CsPricing").AssertNoErrors();
        Assert.Empty(Shell.Run("Get-CsPricing m").Output);
        Assert.Equal(2, Shell.Host.Terminal.Questions.Count);
        Assert.All(Shell.Host.Terminal.Questions, question => Assert.Contains(PricesFile, question));
    }

    [Theory]
    [InlineData("Reset-CsPricing -Confirm:$false")]
    [InlineData("$ConfirmPreference = 'None'; Reset-CsPricing")]
    public void It_does_not_ask_where_that_is_told(string script)
    {
        Shell.Run("Set-CsPricing m 1 2").AssertNoErrors();

        Shell.Run(script).AssertNoErrors();

        Assert.Empty(Shell.Run("Get-CsPricing m").Output);
    }

    [Fact]
    public void What_it_would_do_is_said_and_not_done()
    {
        Shell.Run("Set-CsPricing m 1 2; Reset-CsPricing -WhatIf").AssertNoErrors();

        Assert.Equal("m", Price("m").Key);
        Assert.Empty(Shell.Host.Terminal.Questions);
    }

    [Fact]
    public void It_helps_where_the_file_cannot_be_understood()
    {
        WriteFile("{ broken");

        Shell.Run("Reset-CsPricing -Confirm:$false").AssertNoErrors();

        Assert.Equal("gpt-5", Price("gpt-5").Key);
    }
}
