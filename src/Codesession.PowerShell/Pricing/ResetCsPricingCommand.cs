using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Forgets all prices of the user's own.</summary>
[Cmdlet(VerbsCommon.Reset, "CsPricing", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class ResetCsPricingCommand : CsCmdlet
{
    private protected override void Process()
    {
        var prices = ModuleHost.Prices();
        if (ShouldProcess(prices.CustomPath, "Forget all prices of your own"))
        {
            prices.Reset();
        }
    }
}
