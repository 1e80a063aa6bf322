using System.CommandLine;
using Codesession.Cli.Views;
using Spectre.Console;

namespace Codesession.Cli.Commands;

internal sealed class PricingCommand : Command
{
    public PricingCommand(CliHost host) : base("pricing", "Show and set what models cost, in dollars per million tokens")
    {
        Add(new PricingListCommand(host));
        Add(new PricingSetCommand(host));
        Add(new PricingResetCommand(host));
        Add(new PricingRepriceCommand(host));
    }
}

internal sealed class PricingListCommand(CliHost host) : CsCommand("list", "Show all known prices", host)
{
    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var prices = Host.Prices();
        var list = prices.List(DateOnly.FromDateTime(Host.Time.GetUtcNow().UtcDateTime));
        if (!json)
        {
            PricesView.Show(Host.Terminal, list, prices.CustomPath);
            return Task.FromResult(0);
        }
        Host.WriteAnswer(answer => answer.WritePrices(list));
        return Task.FromResult(0);
    }
}

internal sealed class PricingSetCommand : CsCommand
{
    private readonly Argument<string> model = new("model") { Description = "The model's name" };
    private readonly Argument<string> input = new("input") { Description = "Dollars per million tokens of input" };
    private readonly Argument<string> output = new("output") { Description = "Dollars per million tokens of output" };
    private readonly Option<string> provider = new("--provider") { Description = "Only for this provider" };
    private readonly Option<string> cacheRead = new("--cache-read") { Description = "Dollars per million tokens read from a cache", HelpName = "dollars" };
    private readonly Option<string> cacheWrite = new("--cache-write") { Description = "Dollars per million tokens written to a cache", HelpName = "dollars" };

    public PricingSetCommand(CliHost host) : base("set", "Set the price of a model", host)
    {
        Add(model);
        Add(input);
        Add(output);
        Add(provider);
        Add(cacheRead);
        Add(cacheWrite);
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var prices = Host.Prices();
        var price = prices.Set(
            line.GetValue(model)!,
            Numbers.Decimal(line.GetValue(input)!, "The price of input"),
            Numbers.Decimal(line.GetValue(output)!, "The price of output"),
            line.GetValue(provider),
            Numbers.DecimalOrNull(line.GetValue(cacheRead), "The price of cache reads"),
            Numbers.DecimalOrNull(line.GetValue(cacheWrite), "The price of cache writes"));
        if (json)
        {
            Host.WriteAnswer(answer =>
            {
                answer.WriteString("model", price.Key);
                answer.WriteNumber("input", price.InputPer1M);
                answer.WriteNumber("output", price.OutputPer1M);
                answer.WriteString("path", prices.CustomPath);
            });
        }
        else
        {
            Host.Terminal.WriteLine($"{PlainText.Of(price.Key)}: {MoneyText.Of(price.InputPer1M)} in, {MoneyText.Of(price.OutputPer1M)} out per million tokens");
            Host.Terminal.WriteLine($"Saved to {PlainText.Of(prices.CustomPath)}");
        }
        return Task.FromResult(0);
    }
}

internal sealed class PricingResetCommand(CliHost host) : CsCommand("reset", "Forget all prices of your own", host)
{
    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var prices = Host.Prices();
        prices.Reset();
        if (json)
        {
            Host.WriteAnswer(answer =>
            {
                answer.WriteBoolean("reset", true);
                answer.WriteString("path", prices.CustomPath);
            });
        }
        else
        {
            Host.Terminal.WriteLine("Only the built-in prices count now.");
        }
        return Task.FromResult(0);
    }
}

/// <summary>Prices calls that are recorded already.</summary>
internal sealed class PricingRepriceCommand : CsCommand
{
    private readonly Option<bool> all = Flag("--all", "Also calls that a price table priced, in case it has changed; never a cost that somebody stated");
    private readonly Option<bool> dryRun = Flag("--dry-run", "Change nothing, and tell what would be");

    public PricingRepriceCommand(CliHost host) : base("reprice", "Price the calls that were recorded without a known price", host)
    {
        Add(all);
        Add(dryRun);
    }

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        using var ledger = Host.OpenLedger();
        var repricing = ledger.Usage.Reprice(line.GetValue(all), line.GetValue(dryRun), cancel);
        if (json)
        {
            Host.WriteAnswer(answer => answer.WriteRepricing(repricing));
        }
        else
        {
            RepricingView.Show(Host.Terminal, repricing);
        }
        return Task.FromResult(0);
    }
}
