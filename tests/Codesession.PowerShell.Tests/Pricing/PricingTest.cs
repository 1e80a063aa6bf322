namespace Codesession.PowerShell.Tests.Pricing;

/// <summary>The price table with the user's own prices over it.</summary>
public abstract class PricingTest : ModuleTest
{
    private protected string PricesFile => Path.Combine(Home, ".codesession", "pricing.json");

    private protected ModelPrice Price(string model) => Shell.Run("Get-CsPricing $model", ("model", model)).One<ModelPrice>();

    private protected void WriteFile(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PricesFile)!);
        File.WriteAllText(PricesFile, content);
    }
}
