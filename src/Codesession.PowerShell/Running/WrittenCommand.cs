using System.Management.Automation;
using System.Management.Automation.Language;

namespace Codesession.PowerShell;

/// <summary>A call of a cmdlet as it was typed. Nothing is known of one through a variable (<c>&amp; $command</c>).</summary>
internal sealed class WrittenCommand(InvocationInfo invocation)
{
    // PowerShell 7.4 and later have the whole statement, which may go over several lines.
    private readonly CommandAst? command = (CommandAst?)Parser.ParseInput(PipedObject.Property(invocation, "Statement") as string ?? invocation.Line, out _, out _)
        .Find(part => part is CommandAst command && command.GetCommandName() == invocation.InvocationName, searchNestedScriptBlocks: true);

    /// <summary>
    /// The first argument that was meant for a program and that PowerShell took for an abbreviated parameter of the cmdlet:
    /// <c>Invoke-CsRun claude -p hi</c> would lose its <c>-p</c> without a word. Null: there is none.
    /// </summary>
    public string? MisplacedArgument => command?.CommandElements
        .TakeWhile(word => word is not (CommandParameterAst { ParameterName: "-" } or StringConstantExpressionAst { Value: "--", StringConstantType: StringConstantType.BareWord }))
        .OfType<CommandParameterAst>()
        .FirstOrDefault(word => !IsParameter(word.ParameterName))?.Extent.Text;

    /// <summary>
    /// The redirections of its errors into its output (<c>2&gt;&amp;1</c>). What runs within a cmdlet must repeat them: PowerShell
    /// would lose its errors.
    /// </summary>
    public string MergedStreams => string.Concat(command?.Redirections.OfType<MergingRedirectionAst>().Select(merge => $" {merge.Extent.Text}") ?? []);

    // Short names of a single letter are there so that PowerShell does not refuse that letter for being ambiguous, in words of its own.
    private bool IsParameter(string name) => invocation.MyCommand.Parameters.ContainsKey(name) || name.Length > 1
        && invocation.MyCommand.Parameters.Values.Any(parameter => parameter.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase));
}
