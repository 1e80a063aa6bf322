using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gives sessions another name or note.</summary>
[Cmdlet(VerbsCommon.Set, "CsSession", SupportsShouldProcess = true)]
[OutputType(typeof(Session))]
public sealed class SetCsSessionCommand : CsCmdlet
{
    /// <summary>The sessions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SessionReference]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public long[] Id { get; set; } = [];

    /// <summary>The new name, at most 500 characters.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The new note of its end.</summary>
    [Parameter]
    public string? Note { get; set; }

    /// <summary>Emit the sessions as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(Id, id =>
    {
        if (Name is null && Note is null)
        {
            throw new CodesessionException(ErrorCode.InvalidInput, "Nothing to change: give -Name or -Note.") { Subject = id };
        }
        if (!ShouldProcess($"{id}", $"Set {(Name is null ? "note" : Note is null ? "name" : "name and note")} of session"))
        {
            return;
        }
        var session = Ledger.Sessions.Change(id, Name, Note);
        if (PassThru)
        {
            WriteObject(session);
        }
    });
}
