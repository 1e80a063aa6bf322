using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Removes sessions with all their calls, notes, files and commits.</summary>
[Cmdlet(VerbsCommon.Remove, "CsSession", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Session))]
public sealed class RemoveCsSessionCommand : CsCmdlet
{
    /// <summary>The sessions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SessionReference]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public long[] Id { get; set; } = [];

    /// <summary>Emit what was removed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(Id, id =>
    {
        var session = Ledger.Sessions.Find(id) ?? throw Codesession.Sessions.NotFound(id);
        if (!ShouldProcess($"{id} \"{session.Name}\" with its {session.AiCalls} calls", "Remove session"))
        {
            return;
        }
        session = Ledger.Sessions.Remove(id);
        if (PassThru)
        {
            WriteObject(session);
        }
    });
}
