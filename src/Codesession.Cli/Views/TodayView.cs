using Spectre.Console;

namespace Codesession.Cli.Views;

/// <summary>Where somebody left off: a few lines a project, in the order in which one needs them.</summary>
internal static class TodayView
{
    private const int MostFiles = 8;
    private const int MostTodos = 8;
    private const int MostStashes = 3;

    private static readonly Style Faint = new(Color.Grey);

    public static void Show(IAnsiConsole terminal, TodaySnapshot snapshot)
    {
        if (snapshot.LastSession is { } last)
        {
            Line(terminal, $"Last session: {Session(last, snapshot)}", Faint);
        }
        foreach (var (i, project) in snapshot.Projects.Index())
        {
            if (i > 0 || snapshot.LastSession is not null)
            {
                terminal.WriteLine();
            }
            Show(terminal, project, snapshot);
        }
        if (snapshot.PullRequestsProblem is { } problem)
        {
            terminal.WriteLine();
            Line(terminal, $"Pull requests are left out: {PlainText.Of(problem)}", Faint);
        }
    }

    private static void Show(IAnsiConsole terminal, ProjectSnapshot project, TodaySnapshot snapshot)
    {
        terminal.Write(PlainText.Of(project.Name), new Style(Color.Aqua, decoration: Decoration.Bold));
        Line(terminal, $"  {PlainText.Of(project.Path)}", Faint);
        if (project.Problem is { } problem)
        {
            Line(terminal, $"  {PlainText.Of(problem)}", new Style(Color.Red));
        }
        if (project.Git is { } git)
        {
            ShowGit(terminal, git, snapshot.Timestamp);
        }
        foreach (var request in project.PullRequests)
        {
            Line(terminal, $"  pull request #{request.Number} {PlainText.Of(request.Title, 100)}{(request.IsDraft ? " (draft)" : "")}"
                + $"{(request.Checks == CheckState.Unknown ? "" : $", checks {TodayText.NameOf(request.Checks)}")}"
                + $"{(request.ReviewComments == 0 ? "" : $", {TodayText.Count(request.ReviewComments, "review comment")}")}", new Style(ColorOf(request.Checks)));
        }
        foreach (var todo in project.Todos.Take(MostTodos))
        {
            Line(terminal, $"  {todo.Type} {PlainText.Of(todo.Text, 100)}  {PlainText.Of(todo.File, 200)}:{todo.Line}");
        }
        if (project.Todos.Count > MostTodos || project.HasMoreTodos)
        {
            Line(terminal, project.Todos.Count == 0 ? "  not all files that changed lately were looked at for to-dos" : project.HasMoreTodos ? "  … and more to do" : $"  … and {project.Todos.Count - MostTodos:N0} more to do", Faint);
        }
        if (project.LastSession is { } last)
        {
            Line(terminal, last.Session.Id == snapshot.LastSession?.Session.Id ? "  the last session was here" : $"  last session: {Session(last, snapshot)}", Faint);
        }
    }

    private static void ShowGit(IAnsiConsole terminal, GitState git, DateTimeOffset now)
    {
        Line(terminal, $"  on {PlainText.Of(TodayText.Branch(git), 200)}", new Style(git.HasUnpushed || git.Behind > 0 ? Color.Magenta1 : null));
        if (TodayText.Changes(git) is { } changes)
        {
            Line(terminal, $"  {changes}", new Style(Color.Yellow));
            FileState[] files = [.. git.StagedFiles.Concat(git.UncommittedFiles).Take(MostFiles)];
            foreach (var file in files)
            {
                Line(terminal, $"    {file.Status}: {PlainText.Of(file.Path, 200)}");
            }
            if (git.StagedCount + git.UncommittedCount is var all && all > files.Length)
            {
                Line(terminal, $"    … and {all - files.Length:N0} more", Faint);
            }
        }
        else
        {
            Line(terminal, "  nothing to commit", Faint);
        }
        foreach (var stash in git.Stashes.Take(MostStashes))
        {
            Line(terminal, $"  stash@{{{stash.Index}}} {PlainText.Of(stash.Message, 100)}");
        }
        if (git.StashCount > MostStashes)
        {
            Line(terminal, $"  … and {git.StashCount - MostStashes:N0} stashes more", Faint);
        }
        foreach (var commit in git.RecentCommits)
        {
            Line(terminal, $"  {commit.Hash} {PlainText.Of(commit.Message, 100)}, {TimeText.Ago(commit.Date, now)}", Faint);
        }
    }

    private static string Session(LastSession last, TodaySnapshot snapshot) =>
        $"{last.Session.Id} {PlainText.Of(last.Session.Name, 80)}, {TimeText.Ago(last.Session.StartTime, snapshot.Timestamp)}, {TodayText.Outcome(last.Session, snapshot.Timestamp)}";

    private static Color? ColorOf(CheckState state) => state switch
    {
        CheckState.Failing => Color.Red,
        CheckState.Passing => Color.Green,
        CheckState.Pending => Color.Yellow,
        _ => null,
    };

    private static void Line(IAnsiConsole terminal, string text, Style? style = null) => terminal.WriteLine(text, style ?? Style.Plain);
}
