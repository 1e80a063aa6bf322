using System.Management.Automation;

namespace Codesession.Help.Tests.Sample;

/// <summary>One parameter of every kind, in one set.</summary>
[Cmdlet(VerbsLifecycle.Start, "Tea", SupportsShouldProcess = true)]
[OutputType(typeof(Tea))]
public sealed class StartTeaCommand : PSCmdlet
{
    [Parameter]
    public SwitchParameter Sweet { get; set; }

    [Parameter(Position = 1)]
    [ValidateSet("cup", "pot")]
    public string Vessel { get; set; } = "cup";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Label", "Blend")]
    public string[] Name { get; set; } = [];

    [Parameter(Mandatory = true)]
    public Leaf Leaf { get; set; }

    [Parameter]
    [PSDefaultValue(Help = "what the leaf takes")]
    public int? Minutes { get; set; }
}
