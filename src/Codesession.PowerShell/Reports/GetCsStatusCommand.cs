using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gets what a session has come to by now.</summary>
[Cmdlet(VerbsCommon.Get, "CsStatus", DefaultParameterSetName = "Path")]
[OutputType(typeof(SessionStatus))]
public sealed class GetCsStatusCommand : CsCmdlet
{
    /// <summary>The sessions, active or ended.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Id")]
    [SessionReference]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public long[] Id { get; set; } = [];

    /// <summary>The folder whose active session is meant; unless told, as of all cmdlets.</summary>
    [Parameter(ParameterSetName = "Path")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? Path { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName == "Path")
        {
            var session = Path is null ? Ledger.Sessions.Resolve(Choose(null)) : Ledger.Sessions.ActiveIn(FullPath(Path));
            WriteObject(Ledger.Sessions.Status(session.Id, ModuleHost.AgentName));
        }
        ForEach(Id, id => WriteObject(Ledger.Sessions.Status(id, ModuleHost.AgentName)));
    }
}
