using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Looks at projects no more.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "CsProject", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterCsProjectCommand : CsCmdlet
{
    /// <summary>The projects' folders, which need not exist any more.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProjectPathCompleter))]
    public string[] Path { get; set; } = [];

    private protected override void Process() => ForEach(Path, path =>
    {
        var folder = FullPath(path);
        if (ShouldProcess(folder, "Unregister project") && Ledger.Projects.Remove(folder) is null)
        {
            WriteVerbose($"{folder} is not registered.");
        }
    });
}
