using System.Management.Automation.Language;
using Codesession.Help.Cmdlets;

namespace Codesession.Help.Pages;

/// <summary>Whether the examples of a page are PowerShell, and call cmdlets as these can be called.</summary>
internal static class ExampleChecks
{
    public static IEnumerable<Problem> Of(CmdletPage page, IReadOnlyDictionary<string, CmdletFacts> cmdlets) =>
        page.Examples.SelectMany(example => Of(page, example, cmdlets));

    private static IEnumerable<Problem> Of(CmdletPage page, Example example, IReadOnlyDictionary<string, CmdletFacts> cmdlets)
    {
        var isNamed = false;
        foreach (var (code, line) in example.Scripts)
        {
            var script = Parser.ParseInput(code, out _, out var errors);
            foreach (var error in errors)
                yield return new(page.File, line + error.Extent.StartLineNumber - 1, error.Message.ReplaceLineEndings(" "));
            foreach (var command in script.FindAll(part => part is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            {
                if (command.GetCommandName() is not { } name)
                    continue;
                isNamed |= name.Equals(page.Name, StringComparison.OrdinalIgnoreCase);
                if (cmdlets.GetValueOrDefault(name) is not { } cmdlet)
                    continue;
                // What stands behind -- is an argument, however it begins.
                foreach (var parameter in command.CommandElements.TakeWhile(part => part.Extent.Text != "--")
                    .OfType<CommandParameterAst>().Where(used => !cmdlet.Binds(used.ParameterName)))
                    yield return new(page.File, line + parameter.Extent.StartLineNumber - 1,
                        $"{cmdlet.Name} has no parameter {parameter.Extent.Text}");
            }
        }
        if (!isNamed)
            yield return new(page.File, example.Line, $"the example does not call {page.Name}");
    }
}
