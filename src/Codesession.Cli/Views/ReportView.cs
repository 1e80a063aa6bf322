using Spectre.Console;

namespace Codesession.Cli.Views;

/// <summary>A report as a table of 80 columns. What may be long is its first column, which takes what the others leave.</summary>
internal static class ReportView
{
    private const int Width = 80;
    private const int ShortestKey = 16;

    /// <summary>Of groups that are not periods only the dearest: nobody reads a table of ten thousand sessions.</summary>
    private const int MostNames = 100;

    private static readonly string[] Numbers = ["Calls", "Input", "Cache", "Output", "Tokens", "Cost"];

    public static void Show(IAnsiConsole terminal, UsageGrouping grouping, IEnumerable<UsageStatistic> groups)
    {
        var isTime = grouping is UsageGrouping.Day or UsageGrouping.Week or UsageGrouping.Month or UsageGrouping.Block;
        var (shown, left, total, open) = (new List<UsageStatistic>(), 0L, UsageStatistic.None, (UsageBlock?)null);
        foreach (var group in groups)
        {
            total = total.With(group);
            open = group is UsageBlock { IsOpen: true } block ? block : open;
            if (isTime || shown.Count < MostNames)
            {
                shown.Add(group);
            }
            else
            {
                left++;
            }
        }
        if (total.Calls == 0)
        {
            terminal.WriteLine("No calls.");
            return;
        }
        terminal.Write(Table(grouping, shown, total));
        if (left > 0)
        {
            terminal.WriteLine($"{left:N0} more, in the total too. All of them: --csv or --json");
        }
        if (open is not null)
        {
            ShowOpen(terminal, open);
        }
        if (total.UnpricedCalls > 0)
        {
            terminal.WriteLine($"{total.UnpricedCalls:N0} without a known price. Set it, then: cs pricing reprice");
        }
    }

    private static Table Table(UsageGrouping grouping, List<UsageStatistic> groups, UsageStatistic total)
    {
        string[][] rows = [.. groups.Select(Cells)];
        var totals = Cells(total);
        var widths = Numbers.Select((title, i) => rows.Append(totals).SelectMany(cells => cells[i].Split('\n')).Append(title).Max(text => text.Length));
        // A border before each column and behind the last, and a space on either side of each.
        var rest = Math.Max(ShortestKey, Width - widths.Sum() - 3 * (Numbers.Length + 1) - 1);

        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn(Title(grouping)).Footer("Total"));
        foreach (var (i, title) in Numbers.Index())
        {
            table.AddColumn(new TableColumn(title).Footer(Number(i, totals[i])).RightAligned().NoWrap());
        }
        foreach (var (i, cells) in rows.Index())
        {
            table.AddRow([new Text(Key(grouping, groups[i], rest)), .. cells.Select((cell, column) => Number(column, cell))]);
        }
        return table;
    }

    private static Text Number(int column, string cell) => new(cell, new Style(column == Numbers.Length - 1 ? Color.Yellow : null));

    private static string[] Cells(UsageStatistic group) =>
    [
        CountText.Short(group.Calls),
        CountText.Short(group.InputTokens),
        CountText.Short(group.CacheReadTokens + group.CacheWriteTokens),
        CountText.Short(group.OutputTokens),
        CountText.Short(group.Tokens),
        MoneyText.Of(group.Cost, group.UnpricedCalls).Replace(" + ", "\n+ "),
    ];

    private static string Title(UsageGrouping grouping) => grouping == UsageGrouping.Block ? "From" : grouping.ToString();

    private static string Key(UsageGrouping grouping, UsageStatistic group, int width)
    {
        if (grouping == UsageGrouping.Project)
        {
            // The end of a path tells more than its beginning.
            var path = PlainText.Of(group.Key);
            return path.Length <= width ? path : "…" + path[^(width - 1)..];
        }
        return PlainText.Of(group.Name is { } name ? $"{group.Key} {name}" : group.Key ?? "-", width - 1);
    }

    private static void ShowOpen(IAnsiConsole terminal, UsageBlock block)
    {
        terminal.WriteLine($"Open until {block.End:HH:mm}: {CountText.Short((long)block.TokensPerMinute!.Value)} tokens a minute, {MoneyText.Of(block.CostPerHour)} an hour;");
        terminal.WriteLine($"at this rate {CountText.Short(block.ProjectedTokens!.Value)} tokens and {MoneyText.Of(block.ProjectedCost)} by then.");
    }
}
