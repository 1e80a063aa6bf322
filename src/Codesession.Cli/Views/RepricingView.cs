using Spectre.Console;

namespace Codesession.Cli.Views;

internal static class RepricingView
{
    private const int MostModels = 20;

    public static void Show(IAnsiConsole terminal, Repricing repricing)
    {
        if (repricing.Looked == 0)
        {
            terminal.WriteLine("No calls to price.");
            return;
        }
        var done = repricing.IsDryRun ? "would be" : "were";
        terminal.WriteLine($"{Count(repricing.Looked)} looked at: {repricing.Priced:N0} {done} priced, {repricing.Changed:N0} {done} changed, {repricing.Unpriced:N0} without a price still");
        terminal.WriteLine($"  Difference: {MoneyText.Change(repricing.Difference)}", new Style(Color.Yellow));
        foreach (var model in repricing.UnpricedModels.Take(MostModels))
        {
            terminal.WriteLine($"  No price for {PlainText.Of(model.Model)} ({PlainText.Of(model.Provider)}): {Count(model.Calls)}");
        }
        if (repricing.UnpricedModels.Count > MostModels)
        {
            terminal.WriteLine($"  and for {repricing.UnpricedModels.Count - MostModels:N0} more models");
        }
        if (repricing.Unpriced > 0)
        {
            terminal.WriteLine("  Set one with: cs pricing set <model> <input> <output>");
        }
    }

    private static string Count(long calls) => calls == 1 ? "1 call" : $"{calls:N0} calls";
}
