using Spectre.Console;

namespace Codesession.Cli.Views;

internal static class BudgetView
{
    /// <summary>One line beneath an answer, where a budget applies.</summary>
    public static void ShowLine(IAnsiConsole terminal, BudgetState? state)
    {
        if (state is not null)
        {
            terminal.WriteLine($"  {PlainText.Of(BudgetText.Line(state))}", new Style(ColorOf(state)));
        }
    }

    /// <summary>The line without the word that it begins with.</summary>
    public static string Text(BudgetState state) => PlainText.Of(BudgetText.Line(state)["budget: ".Length..]);

    public static Color? ColorOf(BudgetState state) => state.Exceeded ? Color.Red : state.Warned ? Color.Yellow : null;

    public static void Show(IAnsiConsole terminal, IReadOnlyList<BudgetState> states)
    {
        if (states.Count == 0)
        {
            terminal.WriteLine("No budget is set. Set one with: cs budget set <dollars>");
            return;
        }
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("Id").RightAligned().NoWrap());
        table.AddColumn("Budget");
        foreach (var title in (ReadOnlySpan<string>)["Spent", "Left", "Warns at"])
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        }
        foreach (var state in states)
        {
            table.AddRow(
                new Text($"{state.Budget.Id}"),
                new Text(PlainText.Of(state.Budget.Name)),
                new Text(MoneyText.Of(state.Spent, state.UnpricedCalls), new Style(ColorOf(state))),
                new Text(MoneyText.Of(state.Remaining)),
                new Text($"{state.Budget.WarnAt * 100:0.##} %"));
        }
        terminal.Write(table);
    }
}
