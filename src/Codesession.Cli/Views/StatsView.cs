using Spectre.Console;

namespace Codesession.Cli.Views;

internal static class StatsView
{
    public static void Show(IAnsiConsole terminal, Stats stats)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        table.AddRow("Sessions", $"{stats.TotalSessions:N0}");
        table.AddRow("Time", DurationText.Of(stats.TotalTime));
        table.AddRow("Mean session", DurationText.Of(stats.AverageSessionTime));
        table.AddRow("Files changed", $"{stats.TotalFiles:N0}");
        table.AddRow("Commits", $"{stats.TotalCommits:N0}");
        table.AddRow(new Text("AI cost"), new Text(MoneyText.Of(stats.TotalAiCost, stats.UnpricedCalls), new Style(Color.Yellow)));
        terminal.Write(table);
    }
}
