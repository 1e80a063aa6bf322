using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Prices the calls that were recorded without a known price.</summary>
[Cmdlet(VerbsData.Update, "CsPricing", SupportsShouldProcess = true)]
[OutputType(typeof(Repricing))]
public sealed class UpdateCsPricingCommand : CsCmdlet
{
    /// <summary>Also the calls that a price table priced, in case it has changed.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    // What is not to be done is told all the same.
    private protected override void Process() => WriteObject(Ledger.Usage.Reprice(
        All,
        dryRun: !ShouldProcess(All ? "All calls whose cost nobody has stated" : "Calls without a known price", "Price again"),
        Cancellation));
}
