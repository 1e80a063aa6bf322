using Spectre.Console;

namespace Codesession.Cli.Views;

internal static class SessionsView
{
    public static void Show(IAnsiConsole terminal, IEnumerable<Session> sessions, DateTimeOffset now)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("Id", "Name", "Started", "Duration");
        foreach (var title in (ReadOnlySpan<string>)["Files", "Commits", "Tokens", "Cost"])
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        }
        foreach (var session in sessions)
        {
            var active = session.Status == SessionPhase.Active;
            table.AddRow(
                new Text($"{session.Id}", new Style(Color.Grey)),
                new Text(PlainText.Of(session.Name, 60), new Style(active ? Color.Green : null)),
                new Text(TimeText.Ago(session.StartTime, now)),
                new Text(session.Duration is { } duration ? DurationText.Of(duration) : "active"),
                new Text($"{session.FilesChanged:N0}"),
                new Text($"{session.Commits:N0}"),
                new Text($"{session.AiTokens:N0}"),
                new Text(MoneyText.Of(session), new Style(Color.Yellow)));
        }
        if (table.Rows.Count == 0)
        {
            terminal.WriteLine("No sessions yet. Start one with: cs start <name>");
            return;
        }
        terminal.Write(table);
    }
}
