using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Sets how much may be spent.</summary>
[Cmdlet(VerbsCommon.Set, "CsBudget", SupportsShouldProcess = true)]
[OutputType(typeof(BudgetState))]
public sealed class SetCsBudgetCommand : CsCmdlet
{
    /// <summary>US dollars, 0 or more.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Number]
    public decimal Limit { get; set; }

    /// <summary>The time in which it may be spent; a day unless told, and with a session that session.</summary>
    [Parameter(Position = 1)]
    public BudgetPeriod? Per { get; set; }

    /// <summary>Only for this session.</summary>
    [Parameter(ValueFromPipeline = true)]
    [SessionReference]
    [ArgumentCompleter(typeof(ActiveSessionCompleter))]
    public long? SessionId { get; set; }

    /// <summary>Only for the sessions of this folder's project.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? Project { get; set; }

    /// <summary>Only for the calls of this agent.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string? AgentName { get; set; }

    /// <summary>The share of the limit from which on to warn, above 0 and at most 1.</summary>
    [Parameter]
    [Number]
    public decimal WarnAt { get; set; } = 0.8m;

    /// <summary>Emit the budget with what is spent of it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        var budget = new NewBudget
        {
            Limit = Limit,
            Period = Per ?? (SessionId is null ? BudgetPeriod.Day : BudgetPeriod.Session),
            SessionId = SessionId,
            Project = Project is null ? null : FullPath(Project),
            AgentName = AgentName,
            WarnAt = WarnAt,
        };
        if (!ShouldProcess(BudgetText.Name(budget), "Set budget"))
        {
            return;
        }
        var set = Ledger.Budgets.Set(budget);
        if (PassThru)
        {
            WriteObject(Ledger.Budgets.States().First(state => state.Id == set.Id));
        }
    }
}
