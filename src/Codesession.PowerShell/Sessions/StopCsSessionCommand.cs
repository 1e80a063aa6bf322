using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Ends sessions and records what changed.</summary>
[Cmdlet(VerbsLifecycle.Stop, "CsSession", SupportsShouldProcess = true)]
[OutputType(typeof(Session))]
public sealed class StopCsSessionCommand : CsCmdlet
{
    /// <summary>The sessions; the active one of the current folder unless told.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SessionReference]
    [ArgumentCompleter(typeof(ActiveSessionCompleter))]
    public long[]? Id { get; set; }

    /// <summary>A note for the end.</summary>
    [Parameter]
    public string? Note { get; set; }

    /// <summary>Emit the sessions as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        if (Id is null)
        {
            var choice = Choose(null);
            var session = Ledger.Sessions.Resolve(choice);
            Stop(session, isNamed: session.Id == choice.Inherited || session.WorkingDirectory == Scope.Of(CurrentFolder).Directory);
        }
        ForEach(Id ?? [], id => Stop(Ledger.Sessions.Resolve(Choose(id)), isNamed: true));
    }

    private void Stop(Session session, bool isNamed)
    {
        if (!ShouldProcess($"{session.Id} \"{session.Name}\"", "End session") || (!isNamed && !ConfirmHighImpact(
            $"No session is active in {CurrentFolder}. End session {session.Id}, \"{session.Name}\", in {session.WorkingDirectory}?", "End a session of another folder")))
        {
            return;
        }
        var ended = Wait(Ledger.Sessions.EndAsync(session.Id, Note, Cancellation));
        if (PassThru)
        {
            WriteObject(ended.Session);
        }
        Warn(ended.Warning);
    }
}
