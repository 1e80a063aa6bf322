using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Registers projects that are looked over each day.</summary>
[Cmdlet(VerbsLifecycle.Register, "CsProject", SupportsShouldProcess = true)]
[OutputType(typeof(Project))]
public sealed class RegisterCsProjectCommand : CsCmdlet
{
    /// <summary>Folders of the projects; the current one unless told.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    public string[]? Path { get; set; }

    /// <summary>What to call the project; as its folder unless told.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Name { get; set; }

    /// <summary>Emit the projects.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(Path ?? [CurrentFolder], path =>
    {
        var folder = FullPath(path);
        if (!ShouldProcess(folder, "Register project"))
        {
            return;
        }
        var project = Ledger.Projects.Add(folder, Name);
        if (PassThru)
        {
            WriteObject(project);
        }
    });
}
