using System.Xml.Linq;
using Codesession.Help.Cmdlets;
using Codesession.Help.Pages;
using static Codesession.Help.Xml.MamlNames;

namespace Codesession.Help.Xml;

/// <summary>A parameter, in a syntax or in the list of parameters.</summary>
internal static class MamlParameter
{
    public static XElement Of(ParameterFacts facts, CmdletPage page) =>
        new(Command + "parameter",
            new XAttribute("required", facts.Required),
            new XAttribute("variableLength", facts.IsArray),
            new XAttribute("globbing", facts.Wildcards),
            new XAttribute("pipelineInput", Pipeline(facts)),
            new XAttribute("position", facts.Position?.ToString() ?? "named"),
            new XAttribute("aliases", facts.Aliases is [] ? "none" : string.Join(", ", facts.Aliases)),
            new XElement(Maml + "name", facts.Name),
            new XElement(Maml + "description", Description(facts, page)),
            Values(facts),
            // A switch has no value in a syntax: -Force, not -Force <SwitchParameter>.
            facts.IsSwitch ? null : Value(facts.TypeName, facts.IsArray),
            new XElement(Dev + "type", new XElement(Maml + "name", facts.TypeName), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", facts.Default ?? (facts.IsSwitch ? "False" : "None")));

    private static IEnumerable<XElement> Description(ParameterFacts facts, CmdletPage page)
    {
        var text = page.Parameters.FirstOrDefault(parameter => parameter.Title == $"-{facts.Name}")?.Text;
        var paragraphs = text is null ? [MamlText.Of(EngineParameters.Texts[facts.Name])] : MamlText.Of(text);
        return facts.Values is [] ? paragraphs : paragraphs.Append(MamlText.Of($"Accepted values: {string.Join(", ", facts.Values)}"));
    }

    private static XElement? Values(ParameterFacts facts) =>
        facts.Values is [] ? null : new(Command + "parameterValueGroup", facts.Values.Select(value => Value(value, isArray: false)));

    private static XElement Value(string text, bool isArray) =>
        new(Command + "parameterValue", new XAttribute("required", true), new XAttribute("variableLength", isArray), text);

    private static string Pipeline(ParameterFacts facts) => (facts.FromPipeline, facts.FromProperty) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
