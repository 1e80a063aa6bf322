using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Sums up sessions, or calls by day, model, project and the like.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "CsUsage")]
[OutputType(typeof(UsageStatistic), typeof(UsageBlock))]
public sealed class MeasureCsUsageCommand : CsCmdlet
{
    private readonly HashSet<long> sessions = [];

    /// <summary>One row for each day, model, …; a single row of completed sessions unless told.</summary>
    [Parameter(Position = 0)]
    public UsageGrouping? By { get; set; }

    /// <summary>Calls (without -By: sessions that started) then or later; local time where no zone is given.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Calls (without -By: sessions that started) earlier.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Only the calls of this agent, by exactly this name.</summary>
    [Parameter]
    [Alias("Agent")]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string? AgentName { get; set; }

    /// <summary>Only the sessions of this folder or repository, by path or by the name of the folder.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? Project { get; set; }

    /// <summary>Only these sessions; all unless told.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [SessionReference]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public long[]? SessionId { get; set; }

    private protected override void Process() => sessions.UnionWith(SessionId ?? []);

    private protected override void End()
    {
        var query = new UsageQuery
        {
            After = After,
            Before = Before,
            Zone = TimeZoneInfo.Local,
            AgentName = AgentName,
            Project = string.IsNullOrWhiteSpace(Project) ? null : Ledger.Reports.ProjectOf(PathOrName(Project), CurrentFolder),
            SessionIds = SessionId is not null || MyInvocation.ExpectingInput ? sessions : null,
        };
        if (By is { } grouping)
        {
            WriteEach(Ledger.Reports.By(grouping, query));
        }
        else
        {
            WriteObject(Ledger.Reports.Total(query));
        }
    }

    // A path may be in PowerShell's own notation; a lone name may be that of a project elsewhere.
    private string PathOrName(string project) =>
        project.AsSpan().IndexOfAny("/\\:~") < 0 && !Path.Exists(FullPath(project)) ? project : FullPath(project);
}
