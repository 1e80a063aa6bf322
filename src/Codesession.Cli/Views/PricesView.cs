using Spectre.Console;

namespace Codesession.Cli.Views;

internal static class PricesView
{
    public static void Show(IAnsiConsole terminal, IReadOnlyList<ModelPrice> prices, string customPath)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("Dollars per million tokens");
        table.AddColumn("Model");
        foreach (var title in (ReadOnlySpan<string>)["Input", "Output", "Cache read", "Cache write"])
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        }
        table.AddColumn("From");
        foreach (var price in prices)
        {
            table.AddRow(
                new Text(PlainText.Of(price.Key)),
                Dollars(price.InputPer1M),
                Dollars(price.OutputPer1M),
                Dollars(price.CacheReadPer1M),
                Dollars(price.CacheWritePer1M),
                new Text(price.Source.Name()));
        }
        terminal.Write(table);
        terminal.WriteLine($"Your own prices: {PlainText.Of(customPath)}");
    }

    private static Text Dollars(decimal? price) => new(price is { } known ? $"{known:0.00####}" : "");
}
