using Codesession.Cli.Watching;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Codesession.Cli.Views;

/// <summary>This day in one look.</summary>
internal static class WatchView
{
    private const int MostSessions = 10;

    public static IRenderable Of(DayTotals today)
    {
        var parts = new List<IRenderable> { new Text(Headline(today), new Style(Color.Yellow)) };
        parts.AddRange(today.Budgets.Select(state => new Text($"budget {BudgetView.Text(state)}", new Style(BudgetView.ColorOf(state)))));
        if (today.Models.Count == 0)
        {
            parts.Add(new Text("No call yet today."));
            return new Rows(parts);
        }
        parts.Add(Models(today));
        parts.Add(Sessions(today));
        return new Rows(parts);
    }

    private static string Headline(DayTotals today)
    {
        var head = $"{today.At:HH:mm:ss}  today {MoneyText.Of(today.Spent.Cost, today.Spent.UnpricedCalls)}  last hour {MoneyText.Of(today.LastHour.Cost, today.LastHour.UnpricedCalls)}";
        return today.Block is { CostPerHour: { } rate, ProjectedCost: { } end } block
            ? $"{head}\nwindow until {block.End.ToOffset(today.At.Offset):HH:mm}: {MoneyText.Of(block.Cost, block.UnpricedCalls)} so far, {MoneyText.Of(rate)} an hour, {MoneyText.Of(end)} at its end"
            : head;
    }

    private static Table Models(DayTotals today)
    {
        var table = Numbers(new Table().Border(TableBorder.Rounded).AddColumn("Model"));
        foreach (var model in today.Models)
        {
            table.AddRow([new Text(PlainText.Of(model.Key, 60)), .. Cells(model)]);
        }
        return table;
    }

    private static Table Sessions(DayTotals today)
    {
        var table = Numbers(new Table().Border(TableBorder.Rounded).AddColumn("Session"));
        foreach (var (calls, session) in today.Sessions.Take(MostSessions))
        {
            var active = session.Status == SessionPhase.Active;
            table.AddRow([new Text($"{session.Id} {PlainText.Of(session.Name, 50)}{(active ? " (active)" : "")}", new Style(active ? Color.Green : null)), .. Cells(calls)]);
        }
        return table;
    }

    private static Table Numbers(Table table)
    {
        foreach (var title in (ReadOnlySpan<string>)["Calls", "Tokens", "Cost"])
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        }
        return table;
    }

    private static IRenderable[] Cells(UsageStatistic calls) =>
        [new Text($"{calls.Calls:N0}"), new Text(CountText.Short(calls.Tokens)), new Text(MoneyText.Of(calls.Cost, calls.UnpricedCalls))];
}
