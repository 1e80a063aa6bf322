using System.Management.Automation;

namespace Codesession.Help.Tests.Sample;

/// <summary>Two parameter sets; the default one is not the first.</summary>
[Cmdlet(VerbsCommon.Get, "Tea", DefaultParameterSetName = "List")]
[OutputType(typeof(Tea))]
public sealed class GetTeaCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ParameterSetName = "Like", ValueFromPipeline = true)]
    public Tea? Like { get; set; }

    [Parameter(Position = 0, ParameterSetName = "List")]
    [SupportsWildcards]
    public string? Name { get; set; }

    [Parameter]
    public List<Leaf> Except { get; set; } = [];

    [Parameter]
    public Leaf[] Leaf { get; set; } = [];
}
