using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Tells whether the next call is within all budgets that it counts towards.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CsBudget")]
[OutputType(typeof(bool))]
public sealed class TestCsBudgetCommand : CsCmdlet
{
    /// <summary>The sessions; that of the running Invoke-CsRun, else the active one of the current folder unless told.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SessionReference]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public long[]? SessionId { get; set; }

    /// <summary>Who makes the call; CODESESSION_AGENT_NAME of the environment unless told.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string? AgentName { get; set; }

    private string? Agent => string.IsNullOrWhiteSpace(AgentName) ? ModuleHost.AgentName : AgentName;

    private protected override void Process()
    {
        if (SessionId is null)
        {
            // Without a session it is asked for the one that would be started here.
            Tell(Ledger.Sessions.Find(Choose(null)) is { } active
                ? Ledger.Budgets.StatesFor(active.Id, Agent)
                : Ledger.Budgets.StatesIn(CurrentFolder, Agent));
            return;
        }
        ForEach(SessionId, id => Tell(Ledger.Budgets.StatesFor((Ledger.Sessions.Find(id) ?? throw Codesession.Sessions.NotFound(id)).Id, Agent)));
    }

    private void Tell(IReadOnlyList<BudgetState> states)
    {
        foreach (var state in states)
        {
            WriteVerbose(PlainText.Of(BudgetText.Line(state)));
        }
        WriteObject(!states.Any(state => state.Exceeded));
    }
}
