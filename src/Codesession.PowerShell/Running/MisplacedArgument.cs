using System.Management.Automation;
using System.Management.Automation.Language;

namespace Codesession.PowerShell;

/// <summary>
/// Finds an argument that was meant for a program and that PowerShell took for an abbreviated parameter of the cmdlet:
/// <c>Invoke-CsRun claude -p hi</c> would lose its <c>-p</c> without a word.
/// </summary>
internal static class MisplacedArgument
{
    /// <summary>The first such word of the command; null: there is none, or its text is not known.</summary>
    public static string? Find(InvocationInfo invocation)
    {
        // PowerShell 7.4 and later have the whole statement, which may go over several lines.
        var text = PipedObject.Property(invocation, "Statement") as string ?? invocation.Line;
        var command = Parser.ParseInput(text, out _, out _).Find(
            part => part is CommandAst command && command.GetCommandName() == invocation.InvocationName, searchNestedScriptBlocks: true);
        return (command as CommandAst)?.CommandElements
            .TakeWhile(word => word is not (CommandParameterAst { ParameterName: "-" } or StringConstantExpressionAst { Value: "--", StringConstantType: StringConstantType.BareWord }))
            .OfType<CommandParameterAst>()
            .FirstOrDefault(word => !invocation.MyCommand.Parameters.ContainsKey(word.ParameterName))?.Extent.Text;
    }
}
