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

    private protected override void Process() =>
        ForEach(Id ?? [Ledger.Sessions.Resolve(Choose(null)).Id], id =>
        {
            var session = Ledger.Sessions.Resolve(Choose(id));
            if (!ShouldProcess($"{id} \"{session.Name}\"", "End session"))
            {
                return;
            }
            var ended = Wait(Ledger.Sessions.EndAsync(id, Note, Cancellation));
            Warn(ended.Warning);
            if (PassThru)
            {
                WriteObject(ended.Session);
            }
        });
}
