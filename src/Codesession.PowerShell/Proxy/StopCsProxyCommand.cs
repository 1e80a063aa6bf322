using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Ends proxies of this ledger.</summary>
[Cmdlet(VerbsLifecycle.Stop, "CsProxy", SupportsShouldProcess = true)]
[OutputType(typeof(ProxyEndpoint))]
public sealed class StopCsProxyCommand : ProxyCmdlet
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
