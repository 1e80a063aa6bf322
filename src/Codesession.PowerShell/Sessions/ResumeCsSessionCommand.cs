using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Goes on with a session: emits the active one, or makes an ended one active again.</summary>
[Cmdlet(VerbsLifecycle.Resume, "CsSession", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(Session))]
public sealed class ResumeCsSessionCommand : CsCmdlet
{
    /// <summary>The sessions, active or ended.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Id")]
    [SessionReference]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public long[] Id { get; set; } = [];

    /// <summary>The folder whose active session is meant; the current one unless told.</summary>
    [Parameter(ParameterSetName = "Path")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? Path { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName == "Path")
        {
            WriteObject(ActiveIn(FullPath(Path)));
            return;
        }
        ForEach(Id, id =>
        {
            var session = Ledger.Sessions.Find(id) ?? throw Codesession.Sessions.NotFound(id);
            if (session.Status == SessionPhase.Active)
            {
                WriteObject(session);
            }
            else if (ShouldProcess($"{id} \"{session.Name}\"", "Make session active again"))
            {
                WriteObject(Ledger.Sessions.Resume(id));
            }
        });
    }

    private Session ActiveIn(string folder)
    {
        try
        {
            return Ledger.Sessions.ActiveIn(folder);
        }
        catch (CodesessionException error) when (Ledger.Sessions.List(new SessionQuery { Scope = Scope.Of(folder).Directory, Limit = 1 }).FirstOrDefault() is { } last)
        {
            throw new CodesessionException(error.Code, $"{error.Problem} The last one there has ended; go on with it: Resume-CsSession -Id {last.Id}", error)
            {
                Subject = error.Subject,
            };
        }
    }
}
