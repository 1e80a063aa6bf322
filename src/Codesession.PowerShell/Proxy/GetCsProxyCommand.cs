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

    private protected override void Process() => ForEachProxy(Port, (record, answers) =>
    {
        if (answers)
        {
            WriteObject(ProxyEndpoint.Of(record));
        }
        else
        {
            WriteWarning($"The proxy at {record.Url} (process {record.ProcessId}) does not answer. Stop-CsProxy {record.Port} ends it.");
        }
    });
}
