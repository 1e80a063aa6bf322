namespace Codesession.PowerShell;

/// <summary>What the cmdlets of dashboards share.</summary>
public abstract class DashboardCmdlet : ServerCmdlet
{
    private protected DashboardCmdlet()
    {
    }

    private protected override ServerKind Kind => ServerKind.Dashboard;

    private protected override object Endpoint(ServerRecord record) => DashboardEndpoint.Of(record);
}
