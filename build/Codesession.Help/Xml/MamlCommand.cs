using System.Xml.Linq;
using Codesession.Help.Cmdlets;
using Codesession.Help.Pages;
using static Codesession.Help.Xml.MamlNames;

namespace Codesession.Help.Xml;

/// <summary>The help of one cmdlet: the facts of the cmdlet, the words of its page.</summary>
internal static class MamlCommand
{
    public static XElement Of(CmdletFacts cmdlet, CmdletPage page) =>
        new(Command + "command",
            new XElement(Command + "details",
                new XElement(Command + "name", cmdlet.Name),
                new XElement(Command + "verb", cmdlet.Verb),
                new XElement(Command + "noun", cmdlet.Noun),
                new XElement(Maml + "description", MamlText.Of(page.Synopsis!))),
            new XElement(Maml + "description", MamlText.Of(page.Description)),
            new XElement(Command + "syntax", cmdlet.Syntaxes.Select(syntax => new XElement(Command + "syntaxItem",
                new XElement(Maml + "name", cmdlet.Name),
                syntax.Select(parameter => MamlParameter.Of(parameter, page))))),
            new XElement(Command + "parameters", cmdlet.Parameters.Select(parameter => MamlParameter.Of(parameter, page))),
            new XElement(Command + "inputTypes", page.Inputs.Select(input => Type("inputType", input))),
            new XElement(Command + "returnValues", page.Outputs.Select(output => Type("returnValue", output))),
            page.Notes is [] ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", MamlText.Of(page.Notes))),
            new XElement(Command + "examples", page.Examples.Select((example, index) => new XElement(Command + "example",
                new XElement(Maml + "title", $"---------- Example {index + 1}: {example.Title} ----------"),
                new XElement(Dev + "code", example.Code),
                new XElement(Dev + "remarks", MamlText.Of(example.Remarks),
                    MamlText.Of(""))))), // a line between this example and the next
            new XElement(Command + "relatedLinks", page.Links.Select(Link)));

    private static XElement Type(string name, Entry type) =>
        new(Command + name,
            new XElement(Dev + "type", new XElement(Maml + "name", type.Title)),
            new XElement(Maml + "description", MamlText.Of(type.Text)));

    // Get-Help -Online opens the first link that has an address.
    private static XElement Link(RelatedLink link) =>
        new(Maml + "navigationLink",
            new XElement(Maml + "linkText", link.Address is null ? link.Text : $"{link.Text}:"),
            new XElement(Maml + "uri", link.Address));
}
