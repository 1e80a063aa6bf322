using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Records what agents' own logs tell: exact history, each call once.</summary>
[Cmdlet(VerbsData.Import, "CsAgentLog", SupportsShouldProcess = true)]
[OutputType(typeof(ImportedAgent))]
public sealed class ImportCsAgentLogCommand : CsCmdlet
{
    private const int MostWarnings = 20;

    /// <summary>Only the logs of these agents; of all unless told.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(AgentLogCompleter))]
    public string[] Agent { get; set; } = [];

    /// <summary>Folders or files in place of the agents' own: a home folder, an agent's folder, or any with logs in it.</summary>
    [Parameter]
    public string[] Path { get; set; } = [];

    /// <summary>Only calls made then or later; local time where no zone is given.</summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Read the logs and tell what would be recorded; nothing is.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>Name sessions by the titles that agents wrote. They tell what was asked for.</summary>
    [Parameter]
    public SwitchParameter Titles { get; set; }

    /// <summary>Read files from their beginning that were read before. Nothing counts twice.</summary>
    [Parameter]
    public SwitchParameter Reread { get; set; }

    private protected override void Process()
    {
        var request = new LogImport
        {
            Surroundings = new LogSurroundings(ModuleHost.Home, EnvironmentVariables.Of(Environment.GetEnvironmentVariables())),
            Agents = Agent,
            Paths = [.. Path.Select(FullPath)],
            Since = Since,
            DryRun = DryRun,
            Titles = Titles,
            Reread = Reread,
        };
        if (!DryRun && !ShouldProcess(request.Paths.Count > 0 ? string.Join(", ", request.Paths) : "this machine", What()))
        {
            return;
        }
        var bar = new ImportProgressBar(this);
        var report = Ledger.Logs.Import(request, bar, Cancellation);
        if (!DryRun && Wait(Ledger.Sessions.InferWorkAsync(report.SessionIds, Cancellation)).Warning is { } warning)
        {
            WriteWarning(PlainText.Of(warning));
        }
        bar.Complete();
        WriteEach(report.Agents);
        WriteProblems(report.Problems);
    }

    private string What() => Agent.Length > 0 ? $"Record calls from the logs of {string.Join(", ", Agent)}" : "Record calls from the logs of all agents";

    private void WriteProblems(IReadOnlyList<LogProblem> problems)
    {
        foreach (var (i, problem) in problems.Index())
        {
            if (i < MostWarnings)
            {
                WriteWarning(LogProblemText.Line(problem));
            }
            else
            {
                WriteVerbose(LogProblemText.Line(problem));
            }
        }
        if (problems.Count > MostWarnings)
        {
            WriteWarning($"… and {problems.Count - MostWarnings:N0} more problems; -Verbose lists them all.");
        }
    }
}
