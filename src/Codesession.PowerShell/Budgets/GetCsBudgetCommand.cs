using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gets budgets with what is spent of them.</summary>
[Cmdlet(VerbsCommon.Get, "CsBudget")]
[OutputType(typeof(BudgetState))]
public sealed class GetCsBudgetCommand : CsCmdlet
{
    /// <summary>The budgets; all unless told.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [RecordReference(typeof(BudgetState))]
    [ArgumentCompleter(typeof(BudgetCompleter))]
    public long[]? Id { get; set; }

    private protected override void Process()
    {
        var states = Ledger.Budgets.States();
        if (Id is null)
        {
            WriteEach(states);
            return;
        }
        ForEach(Id, id => WriteObject(states.FirstOrDefault(state => state.Id == id) ?? throw Codesession.Budgets.NotFound(id)));
    }
}
