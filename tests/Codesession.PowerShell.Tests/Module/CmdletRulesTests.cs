using System.Management.Automation;
using System.Reflection;

namespace Codesession.PowerShell.Tests.Module;

/// <summary>PowerShell's rules for cmdlets, kept by each of them.</summary>
public sealed class CmdletRulesTests : ModuleTest
{
    private static readonly HashSet<string> ApprovedVerbs = typeof(VerbsCommon).Assembly.GetExportedTypes()
        .Where(type => type.Namespace == "System.Management.Automation" && type.Name.StartsWith("Verbs", StringComparison.Ordinal))
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(verb => (string)verb.GetValue(null)!).ToHashSet();

    private List<CmdletInfo> Cmdlets => Shell.Run("Get-Command -Module Codesession -CommandType Cmdlet").All<CmdletInfo>();

    [Fact]
    public void Verbs_are_approved() => Assert.All(Cmdlets, cmdlet => Assert.Contains(cmdlet.Verb, ApprovedVerbs));

    [Fact]
    public void Nouns_are_singular_and_have_the_prefix() =>
        Assert.All(Cmdlets, cmdlet => Assert.Matches("^Cs[A-Z][A-Za-z]*([^s]|us)$", cmdlet.Noun));

    [Fact]
    public void What_changes_something_can_be_asked_what_it_would_do() =>
        Assert.All(Cmdlets, cmdlet => Assert.Equal(cmdlet.Verb is not ("Get" or "Measure" or "Test"), cmdlet.Parameters.ContainsKey("WhatIf")));

    [Fact]
    public void Each_says_what_it_emits() =>
        Assert.All(Cmdlets, cmdlet => Assert.NotNull(cmdlet.ImplementingType.GetCustomAttribute<OutputTypeAttribute>()));

    [Fact]
    public void What_takes_wildcards_says_so_and_what_says_so_takes_many() =>
        Assert.All(Cmdlets.SelectMany(cmdlet => cmdlet.Parameters.Values).Where(parameter => parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any()),
            parameter => Assert.Contains(parameter.ParameterType, (Type[])[typeof(string), typeof(string[])]));

    [Fact]
    public void No_positions_are_taken_twice() =>
        Assert.All(Cmdlets.SelectMany(cmdlet => cmdlet.ParameterSets.Select(set => (cmdlet.Name, set))), item =>
        {
            var positions = item.set.Parameters.Where(parameter => parameter.Position >= 0).Select(parameter => parameter.Position).ToList();
            Assert.Equal(positions.Distinct(), positions);
        });
}
