using Spectre.Console;

namespace Codesession.Cli.Views;

internal static class SessionView
{
    public static void ShowStarted(IAnsiConsole terminal, StartedSession started)
    {
        var (session, branch) = (started.Session, started.Branch);
        terminal.WriteLine($"{(started.Resumed ? "Resumed" : "Started")} session {session.Id}: {PlainText.Of(session.Name)}", new Style(Color.Green));
        terminal.WriteLine($"  Directory: {PlainText.Of(session.WorkingDirectory)}");
        if (branch is not null)
        {
            terminal.WriteLine($"  Branch: {PlainText.Of(branch)}");
        }
        BudgetView.ShowLine(terminal, started.Budget);
        terminal.WriteLine("  Watching files, commits and AI usage. Ctrl+C or cs end ends it.");
    }

    public static void Show(IAnsiConsole terminal, Session session, TimeSpan duration, IEnumerable<Note> notes, BudgetOutlook? budgets = null)
    {
        var active = session.Status == SessionPhase.Active;
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        Row("Session", $"{session.Id}: {PlainText.Of(session.Name)}", Color.Aqua);
        Row("Status", active ? "Active" : "Completed", active ? Color.Green : Color.Grey);
        Row("Started", TimeText.Local(session.StartTime));
        if (session.EndTime is { } end)
        {
            Row("Ended", TimeText.Local(end));
        }
        Row("Duration", DurationText.Of(duration));
        Row("Directory", PlainText.Of(session.WorkingDirectory));
        Row("Files changed", $"{session.FilesChanged:N0}");
        Row("Commits", $"{session.Commits:N0}");
        Row("AI calls", $"{session.AiCalls:N0}");
        Row("AI tokens", $"{session.AiTokens:N0}");
        Row("AI cost", MoneyText.Of(session), Color.Yellow);
        foreach (var budget in budgets?.States ?? [])
        {
            Row("Budget", BudgetView.Text(budget), BudgetView.ColorOf(budget));
        }
        if (budgets?.Warning is { } warning)
        {
            Row("Warning", PlainText.Of(warning), Color.Yellow);
        }
        if (session.Notes is { } note)
        {
            Row("Note", PlainText.Of(note));
        }
        foreach (var annotation in notes)
        {
            Row($"Note {annotation.Id}", $"{TimeText.Local(annotation.Timestamp)}  {PlainText.Of(annotation.Message)}");
        }
        terminal.Write(table);

        void Row(string name, string value, Color? color = null) =>
            table.AddRow(new Text(name, new Style(Color.Grey)), new Text(value, new Style(color)));
    }
}
