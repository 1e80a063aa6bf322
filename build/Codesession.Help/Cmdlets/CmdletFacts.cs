using System.Management.Automation;

namespace Codesession.Help.Cmdlets;

/// <summary>What help says of a cmdlet that nobody has to write: how it is called.</summary>
/// <param name="Syntaxes">The parameters of each parameter set in the order of PowerShell's syntax, the default set first.</param>
/// <param name="Parameters">Every parameter once, as it is in the first set that has it; those of the engine last.</param>
internal sealed record CmdletFacts(string Name, string Verb, string Noun,
    IReadOnlyList<IReadOnlyList<ParameterFacts>> Syntaxes, IReadOnlyList<ParameterFacts> Parameters)
{
    public static CmdletFacts Of(CmdletAttribute name, Type type)
    {
        var cmdlet = new CmdletInfo($"{name.VerbName}-{name.NounName}", type);
        IReadOnlyList<ParameterFacts>[] syntaxes = [.. cmdlet.ParameterSets.OrderByDescending(set => set.IsDefault).Select(InDisplayOrder)];
        return new(cmdlet.Name, cmdlet.Verb, cmdlet.Noun, syntaxes,
            [.. syntaxes.SelectMany(syntax => syntax).DistinctBy(parameter => parameter.Name)
                .OrderBy(parameter => EngineParameters.Texts.ContainsKey(parameter.Name))]);
    }

    /// <summary>Whether PowerShell would bind that name: in full, by an alias, or by a beginning that only one parameter has.</summary>
    public bool Binds(string name) =>
        Parameters.Any(parameter => parameter.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        || Cmdlet.CommonParameters.Contains(name)
        || Parameters.Count(parameter => parameter.Names.Any(known => known.StartsWith(name, StringComparison.OrdinalIgnoreCase))) == 1;

    // Positional ones by position, then the mandatory, then the rest: the rule of CommandParameterSetInfo, which keeps it to itself.
    private static IReadOnlyList<ParameterFacts> InDisplayOrder(CommandParameterSetInfo set) =>
        [.. set.Parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
            .Select(ParameterFacts.Of)
            .OrderBy(parameter => parameter.Position ?? int.MaxValue)
            .ThenBy(parameter => parameter is { Position: null, Required: false })];
}
