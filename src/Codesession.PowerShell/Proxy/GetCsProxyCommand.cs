using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gets the proxies of this ledger that are running.</summary>
[Cmdlet(VerbsCommon.Get, "CsProxy")]
[OutputType(typeof(ProxyEndpoint))]
public sealed class GetCsProxyCommand : ProxyCmdlet
{
    /// <summary>Only those on these ports.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public int[]? Port { get; set; }

    private protected override void Process() => WriteServers(Port);
}
