using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Ends sessions that somebody forgot, at the time of their last activity.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "CsSession", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Session))]
public sealed class RepairCsSessionCommand : CsCmdlet
{
    /// <summary>How long ago they started at least; 24 hours unless told.</summary>
    [Parameter(Position = 0)]
    [PSDefaultValue(Value = "1.00:00:00", Help = "24 hours")]
    [TimeSpanInWords]
    public TimeSpan OlderThan { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Emit the sessions as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        if (OlderThan < TimeSpan.Zero)
        {
            throw new CodesessionException(ErrorCode.InvalidInput, "OlderThan must not be negative.") { Subject = OlderThan };
        }
        ForEach(Ledger.Sessions.Stale(OlderThan), session =>
        {
            if (ShouldProcess($"{session.Id} \"{session.Name}\" in {session.WorkingDirectory}", "End forgotten session")
                && Wait(Ledger.Sessions.RecoverAsync(session, Cancellation)) is { } ended)
            {
                Warn(ended.Warning);
                if (PassThru)
                {
                    WriteObject(ended.Session);
                }
            }
        });
    }
}
