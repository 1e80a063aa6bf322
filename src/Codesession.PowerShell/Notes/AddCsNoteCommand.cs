using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Adds a timestamped note to an active session.</summary>
[Cmdlet(VerbsCommon.Add, "CsNote", SupportsShouldProcess = true)]
[OutputType(typeof(Note))]
public sealed class AddCsNoteCommand : CsCmdlet
{
    /// <summary>The text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [NoteText]
    public string[] Message { get; set; } = [];

    /// <summary>The session; the active one of the current folder unless told.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [SessionReference]
    [ArgumentCompleter(typeof(ActiveSessionCompleter))]
    public long? SessionId { get; set; }

    /// <summary>Emit the notes.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        var session = Ledger.Sessions.Resolve(Choose(SessionId));
        ForEach(Message, message =>
        {
            if (!ShouldProcess($"{session.Id} \"{session.Name}\"", "Add note to session"))
            {
                return;
            }
            var note = Ledger.Notes.Add(session.Id, message);
            if (PassThru)
            {
                WriteObject(note);
            }
        });
    }
}
