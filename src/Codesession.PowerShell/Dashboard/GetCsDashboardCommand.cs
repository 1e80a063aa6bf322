using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gets the dashboards of this ledger that are running.</summary>
[Cmdlet(VerbsCommon.Get, "CsDashboard")]
[OutputType(typeof(DashboardEndpoint))]
public sealed class GetCsDashboardCommand : DashboardCmdlet
{
    /// <summary>Only those on these ports.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public int[]? Port { get; set; }

    private protected override void Process() => WriteServers(Port);
}
