using Spectre.Console;

namespace Codesession.Cli.Views;

internal static class ImportView
{
    private const int MostProblems = 20;

    public static void Show(IAnsiConsole terminal, LogImportReport report)
    {
        if (report.Agents.Count == 0)
        {
            terminal.WriteLine("No logs of any agent were found. --path names another folder.");
        }
        else
        {
            terminal.Write(Table(report));
        }
        ShowProblems(terminal, report.Problems);
        if (report.Agents.Sum(agent => agent.UnpricedCalls) is > 0 and var unpriced)
        {
            terminal.WriteLine($"{unpriced:N0} calls have no known price. Set one (cs pricing set), then: cs pricing reprice");
        }
        if (report.Agents.Any(agent => agent.Agent.IsExperimental))
        {
            terminal.WriteLine("* experimental: the format could not be checked against its agent's source.");
        }
        if (report.DryRun)
        {
            terminal.WriteLine("Nothing was recorded (--dry-run).");
        }
    }

    private static Table Table(LogImportReport report)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("Agent");
        foreach (var column in (string[])["Logs", "New calls", "Known", "Sessions", "Tokens", "Cost"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }
        foreach (var agent in report.Agents)
        {
            table.AddRow(
                new Text(agent.Agent.IsExperimental ? $"{agent.Agent.Name} *" : agent.Agent.Name), new Text($"{agent.FilesRead:N0} of {agent.Files:N0}"),
                new Text($"{agent.Calls:N0}"), new Text($"{agent.Duplicates:N0}"), new Text($"{agent.Sessions:N0}"), new Text($"{agent.Tokens.Total:N0}"),
                new Text(MoneyText.Of(agent.Cost, agent.UnpricedCalls), new Style(Color.Yellow)));
        }
        return table;
    }

    private static void ShowProblems(IAnsiConsole terminal, IReadOnlyList<LogProblem> problems)
    {
        foreach (var problem in problems.Take(MostProblems))
        {
            terminal.WriteLine(LogProblemText.Line(problem));
        }
        if (problems.Count > MostProblems)
        {
            terminal.WriteLine($"… and {problems.Count - MostProblems:N0} more; --json lists them all.");
        }
    }
}
