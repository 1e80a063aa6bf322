using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Sums up sessions, or calls by day, model, project and the like.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "CsUsage")]
[OutputType(typeof(UsageStatistic))]
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
}
