using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Gets the projects that are looked over each day, by name.</summary>
[Cmdlet(VerbsCommon.Get, "CsProject")]
[OutputType(typeof(Project))]
public sealed class GetCsProjectCommand : CsCmdlet
{
    /// <summary>Projects of these names; all unless told.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string[]? Name { get; set; }

    private protected override void Process()
    {
        var names = Wildcards.Of(Name);
        WriteEach(Ledger.Projects.All().Where(project => names is null || names.Match(project.Name)));
    }
}
