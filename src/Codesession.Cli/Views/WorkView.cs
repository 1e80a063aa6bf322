using Spectre.Console;

namespace Codesession.Cli.Views;

/// <summary>Files and commits.</summary>
internal static class WorkView
{
    public static void ShowFiles(IAnsiConsole terminal, IEnumerable<FileChange> files)
    {
        foreach (var file in files)
        {
            var color = file.ChangeType switch
            {
                FileChangeType.Created => Color.Green,
                FileChangeType.Deleted => Color.Red,
                _ => Color.Yellow,
            };
            terminal.Write(new Text($"  {file.ChangeType.Name(),-9}", new Style(color)));
            terminal.WriteLine($" {PlainText.Of(file.FilePath)}");
        }
    }

    public static void ShowCommits(IAnsiConsole terminal, IEnumerable<Commit> commits)
    {
        foreach (var commit in commits)
        {
            terminal.Write(new Text($"  {PlainText.Of(commit.Hash)}", new Style(Color.Grey)));
            terminal.WriteLine($"  {PlainText.Of(commit.Message)}");
        }
    }
}
