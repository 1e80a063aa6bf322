using System.Management.Automation;
using System.Text.RegularExpressions;
using Microsoft.PowerShell;

namespace Codesession.Help.Cmdlets;

/// <summary>One parameter in one parameter set.</summary>
/// <param name="TypeName">As in PowerShell's syntax: <c>string</c>, <c>Session[]</c>.</param>
/// <param name="Values">All there are, of a ValidateSet or an enumeration; else empty.</param>
internal sealed partial record ParameterFacts(string Name, string TypeName, bool IsSwitch, bool IsArray, bool Required, int? Position,
    bool FromPipeline, bool FromProperty, IReadOnlyList<string> Aliases, bool Wildcards, string? Default, IReadOnlyList<string> Values)
{
    public IEnumerable<string> Names => [Name, .. Aliases];

    public static ParameterFacts Of(CommandParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return new(parameter.Name, NameOf(type), type == typeof(SwitchParameter), type.IsArray, parameter.IsMandatory,
            parameter.Position == int.MinValue ? null : parameter.Position,
            parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName,
            [.. parameter.Aliases],
            parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            parameter.Attributes.OfType<PSDefaultValueAttribute>().FirstOrDefault() is { } value ? value.Help ?? value.Value?.ToString() : null,
            ValuesOf(parameter, type));
    }

    private static string NameOf(Type type) => Namespaces.Replace(ToStringCodeMethods.Type(PSObject.AsPSObject(type)), "");

    private static string[] ValuesOf(CommandParameterInfo parameter, Type type)
    {
        if (parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set)
            return [.. set.ValidValues];
        var element = type.GetElementType() ?? type.GenericTypeArguments.FirstOrDefault() ?? type;
        return element.IsEnum ? Enum.GetNames(element) : [];
    }

    [GeneratedRegex(@"(\w+\.)+")]
    private static partial Regex Namespaces { get; }
}
