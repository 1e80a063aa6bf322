using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Tells where somebody left off, in all projects.</summary>
[Cmdlet(VerbsCommon.Get, "CsToday", DefaultParameterSetName = "Project")]
[OutputType(typeof(ProjectSnapshot), typeof(string))]
public sealed class GetCsTodayCommand : CsCmdlet
{
    private readonly List<string> folders = [];

    /// <summary>The projects' folders; all that are registered unless told, else the current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProjectPathCompleter))]
    public string[]? Path { get; set; }

    /// <summary>Emit Markdown for pasting into an agent.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Ai")]
    public SwitchParameter Ai { get; set; }

    /// <summary>Emit a standup message.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Share")]
    public SwitchParameter Share { get; set; }

    private protected override void Process() => folders.AddRange((Path ?? []).Select(FullPath));

    // All at once: they are read side by side.
    private protected override void End()
    {
        if (folders.Count == 0 && MyInvocation.ExpectingInput)
        {
            return;
        }
        var time = TimeProvider.System;
        var reader = new TodayReader(EnvironmentVariables.Of(Environment.GetEnvironmentVariables()), time);
        var snapshot = Wait(reader.ReadAsync(Ledger, TodayReader.ProjectsOf(Ledger, CurrentFolder, folders), Cancellation));
        Warn(snapshot.PullRequestsProblem is { } problem ? $"Pull requests are left out: {PlainText.Of(problem)}" : null);
        if (Ai || Share)
        {
            WriteObject(Ai ? TodayMarkdown.Brief(snapshot, time.LocalTimeZone) : TodayMarkdown.Standup(snapshot, time.LocalTimeZone));
            return;
        }
        WriteEach(snapshot.Projects);
    }
}
