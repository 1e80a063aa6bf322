using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Starts a session in a folder's repository.</summary>
[Cmdlet(VerbsLifecycle.Start, "CsSession", SupportsShouldProcess = true)]
[OutputType(typeof(Session))]
public sealed class StartCsSessionCommand : CsCmdlet
{
    /// <summary>What the session is called, at most 500 characters.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>The folder in whose repository it is started; the current one unless told.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? Path { get; set; }

    /// <summary>Answer the active session of that repository, if there is one.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>First end the active sessions of that repository, and any elsewhere that saw no activity for 12 hours.</summary>
    [Parameter]
    public SwitchParameter CloseStale { get; set; }

    /// <summary>US dollars that the session may cost.</summary>
    [Parameter]
    [Number]
    public decimal? Budget { get; set; }

    private protected override void Process()
    {
        var folder = FullPath(Path);
        if (!Directory.Exists(folder))
        {
            throw new CodesessionException(ErrorCode.InvalidInput, $"There is no folder {folder}. Give one that exists.") { Subject = folder };
        }
        if (!ShouldProcess($"\"{Name}\" in {folder}", "Start session") || (CloseStale && !MayEndOthers(folder)))
        {
            return;
        }
        var started = Wait(Ledger.Sessions.StartAsync(
            new NewSession { Name = Name, Folder = folder, Resume = Resume, CloseStale = CloseStale, Budget = Budget }, Cancellation));
        foreach (var closed in started.Closed)
        {
            WriteVerbose($"Ended session {closed.Id}: {closed.Name}");
        }
        WriteObject(started.Session);
        Warn(started.Warning);
    }

    private bool MayEndOthers(string folder)
    {
        var here = Scope.Of(folder).Directory;
        var closing = Ledger.Sessions.InTheWayOf(folder).ToLookup(session => session.WorkingDirectory == here);
        var others = closing[false].ToList();
        return others.Count == 0 || (Resume && closing[true].Any()) || ConfirmHighImpact(
            string.Join(Environment.NewLine, others.Select(session => $"End session {session.Id}, \"{session.Name}\", in {session.WorkingDirectory}?")),
            "End idle sessions of other folders");
    }
}
