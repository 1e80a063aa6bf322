namespace Codesession.Core.Tests.Pricing;

/// <summary>A folder of its own for the user's prices, and short ways to ask what a call costs.</summary>
public abstract class PriceTest : IDisposable
{
    protected const long Million = 1_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("codesession-prices-").FullName;

    protected PriceTest() => Prices = new(Path.Combine(_folder, "pricing.json"));

    protected Prices Prices { get; }

    protected string File => Prices.CustomPath;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static CallToPrice Call(string model, long input = 0, long output = 0, string day = "2026-11-20", string provider = "any") =>
        new()
        {
            Provider = provider,
            Model = model,
            Time = DateTimeOffset.Parse($"{day}T12:00:00Z"),
            Tokens = new TokenCounts { Input = input, Output = output },
        };

    protected static CallToPrice Call(string model, TokenCounts tokens) => Call(model) with { Tokens = tokens };

    protected decimal? CostOf(CallToPrice call) => Prices.PriceOf(call).Cost;

    protected void Write(string content) => System.IO.File.WriteAllText(File, content);

    protected CodesessionException Refused(Action act)
    {
        var refusal = Assert.Throws<CodesessionException>(act);
        Assert.Contains(File, refusal.Message);
        return refusal;
    }
}
