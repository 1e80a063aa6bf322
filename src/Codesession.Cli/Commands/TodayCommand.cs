using System.CommandLine;
using Codesession.Cli.Views;
using Spectre.Console;

namespace Codesession.Cli.Commands;

internal sealed class TodayCommand : CsCommand
{
    private readonly Option<bool> ai = Flag("--ai", "As Markdown, for pasting into an agent");
    private readonly Option<bool> share = Flag("--share", "As a standup message");

    public TodayCommand(CliHost host) : base("today", "Pick up where you left off: git, comments, pull requests and last sessions of all projects", host)
    {
        Add(ai);
        Add(share);
        Add(new TodayInitCommand(host));
        Add(new TodayAddCommand(host));
        Add(new TodayRemoveCommand(host));
        Add(new TodayProjectsCommand(host));
    }

    protected override async Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var (forAgent, forOthers) = (line.GetValue(ai), line.GetValue(share));
        if ((json ? 1 : 0) + (forAgent ? 1 : 0) + (forOthers ? 1 : 0) > 1)
        {
            throw new CodesessionException(ErrorCode.Usage, "Give one of --ai, --share and --json. See: cs help today");
        }
        using var ledger = Host.OpenLedger();
        var snapshot = await new TodayReader(Host.Environment, Host.Time).ReadAsync(ledger, TodayReader.ProjectsOf(ledger, Host.WorkingDirectory), cancel);
        if (json)
        {
            Host.WriteJson(answer => TodayJson.WriteSnapshot(answer, snapshot));
        }
        else if (forAgent || forOthers)
        {
            // Not wrapped at the terminal's width: it is for elsewhere.
            Host.Terminal.Profile.Out.Writer.Write(forAgent ? TodayMarkdown.Brief(snapshot, Host.Time.LocalTimeZone) : TodayMarkdown.Standup(snapshot, Host.Time.LocalTimeZone));
        }
        else
        {
            TodayView.Show(Host.Terminal, snapshot);
        }
        return 0;
    }
}

/// <summary>Registers a project.</summary>
internal abstract class TodayRegisterCommand : CsCommand
{
    private readonly Option<string> name = new("--name", "-n") { Description = "What to call it; as its folder unless told", HelpName = "name" };

    protected TodayRegisterCommand(string word, string description, CliHost host) : base(word, description, host) => Add(name);

    protected abstract string Folder(ParseResult line);

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        using var ledger = Host.OpenLedger();
        var project = ledger.Projects.Add(Folder(line), Given(line.GetValue(name)));
        if (json)
        {
            Host.WriteAnswer(answer =>
            {
                answer.WritePropertyName("project");
                TodayJson.WriteProject(answer, project);
            });
        }
        else
        {
            Host.Terminal.WriteLine($"Project {PlainText.Of(project.Name)}: {PlainText.Of(project.Path)}", new Style(Color.Green));
        }
        return Task.FromResult(0);
    }
}

internal sealed class TodayInitCommand(CliHost host) : TodayRegisterCommand("init", "Register the current project", host)
{
    protected override string Folder(ParseResult line) => Host.WorkingDirectory;
}

internal sealed class TodayAddCommand : TodayRegisterCommand
{
    private readonly Argument<string> path = new("path") { Description = "A folder of the project" };

    public TodayAddCommand(CliHost host) : base("add", "Register a project", host) => Add(path);

    protected override string Folder(ParseResult line) => Path.GetFullPath(line.GetValue(path)!, Host.WorkingDirectory);
}

internal sealed class TodayRemoveCommand : CsCommand
{
    private readonly Argument<string> path = new("path") { Description = "Its folder, which need not exist any more" };

    public TodayRemoveCommand(CliHost host) : base("remove", "Look at a project no more; its sessions and files stay", host) => Add(path);

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        var folder = Path.GetFullPath(line.GetValue(path)!, Host.WorkingDirectory);
        using var ledger = Host.OpenLedger();
        var removed = ledger.Projects.Remove(folder);
        if (json)
        {
            Host.WriteAnswer(answer => answer.WriteBoolean("removed", removed is not null));
        }
        else
        {
            Host.Terminal.WriteLine(removed is null
                ? $"{PlainText.Of(folder)} is no registered project. See: cs today projects"
                : $"Removed project {PlainText.Of(removed.Name)}: {PlainText.Of(removed.Path)}");
        }
        return Task.FromResult(0);
    }
}

internal sealed class TodayProjectsCommand : CsCommand
{
    public TodayProjectsCommand(CliHost host) : base("projects", "List the registered projects", host) => Aliases.Add("ls");

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        using var ledger = Host.OpenLedger();
        var projects = ledger.Projects.All();
        if (json)
        {
            Host.WriteJson(answer =>
            {
                answer.WriteStartArray();
                answer.WriteItems(projects, TodayJson.WriteProject);
                answer.WriteEndArray();
            });
        }
        else if (projects.Count == 0)
        {
            Host.Terminal.WriteLine("No project is registered. Register this one with: cs today init");
        }
        foreach (var project in json ? [] : projects)
        {
            Host.Terminal.WriteLine($"{PlainText.Of(project.Name)}  {PlainText.Of(project.Path)}");
        }
        return Task.FromResult(0);
    }
}
