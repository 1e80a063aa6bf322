using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Removes recorded AI calls; the totals of their sessions follow.</summary>
[Cmdlet(VerbsCommon.Remove, "CsAiUsage", SupportsShouldProcess = true)]
[OutputType(typeof(Session))]
public sealed class RemoveCsAiUsageCommand : CsCmdlet
{
    /// <summary>The calls.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RecordReference(typeof(AiUsage))]
    public long[] Id { get; set; } = [];

    /// <summary>Emit the sessions with their new totals.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(Id, id =>
    {
        if (!ShouldProcess($"{id}", "Remove AI call"))
        {
            return;
        }
        var call = Ledger.Usage.Remove(id);
        if (PassThru)
        {
            WriteObject(Ledger.Sessions.Find(call.SessionId));
        }
    });
}
