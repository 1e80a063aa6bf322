using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Removes notes.</summary>
[Cmdlet(VerbsCommon.Remove, "CsNote", SupportsShouldProcess = true)]
[OutputType(typeof(Session))]
public sealed class RemoveCsNoteCommand : CsCmdlet
{
    /// <summary>The notes.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RecordReference(typeof(Note))]
    public long[] Id { get; set; } = [];

    /// <summary>Emit the sessions that they were of.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(Id, id =>
    {
        if (!ShouldProcess($"{id}", "Remove note"))
        {
            return;
        }
        var note = Ledger.Notes.Remove(id);
        if (PassThru)
        {
            WriteObject(Ledger.Sessions.Find(note.SessionId));
        }
    });
}
