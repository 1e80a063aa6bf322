namespace Codesession.PowerShell;

/// <summary>What the cmdlets of proxies share.</summary>
public abstract class ProxyCmdlet : ServerCmdlet
{
    private protected ProxyCmdlet()
    {
    }

    private protected override ServerKind Kind => ServerKind.Proxy;

    private protected override object Endpoint(ServerRecord record) => ProxyEndpoint.Of(record);
}
