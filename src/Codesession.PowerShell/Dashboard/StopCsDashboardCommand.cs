using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Ends dashboards of this ledger.</summary>
[Cmdlet(VerbsLifecycle.Stop, "CsDashboard", SupportsShouldProcess = true)]
[OutputType(typeof(DashboardEndpoint))]
public sealed class StopCsDashboardCommand : DashboardCmdlet
{
    /// <summary>Those on these ports; all of this ledger unless told.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public int[]? Port { get; set; }

    /// <summary>Emit those that were ended.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => StopServers(Port, PassThru);
}
