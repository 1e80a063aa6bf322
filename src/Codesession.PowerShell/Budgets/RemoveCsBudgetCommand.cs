using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Removes budgets.</summary>
[Cmdlet(VerbsCommon.Remove, "CsBudget", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveCsBudgetCommand : CsCmdlet
{
    /// <summary>The budgets.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RecordReference(typeof(BudgetState))]
    [ArgumentCompleter(typeof(BudgetCompleter))]
    public long[] Id { get; set; } = [];

    private protected override void Process() => ForEach(Id, id =>
    {
        if (ShouldProcess($"{id}", "Remove budget"))
        {
            Ledger.Budgets.Remove(id);
        }
    });
}
