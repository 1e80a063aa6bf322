using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gets notes of sessions, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "CsNote")]
[OutputType(typeof(Note))]
public sealed class GetCsNoteCommand : RecordCmdlet<Note>
{
    /// <summary>Notes of these texts.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Message { get; set; }

    private protected override IEnumerable<Note> Read(RecordQuery query) => Ledger.Notes.List(query);

    private protected override Func<Note, bool>? Filter() =>
        Wildcards.Of(Message) is { } messages ? note => messages.Match(note.Message) : null;
}
