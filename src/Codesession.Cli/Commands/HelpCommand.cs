using System.CommandLine;

namespace Codesession.Cli.Commands;

internal sealed class HelpCommand : CsCommand
{
    private readonly Argument<string[]> command = new("command") { Description = "The command to explain; else all are listed", Arity = ArgumentArity.ZeroOrMore };

    public HelpCommand(CliHost host) : base("help", "Explain a command", host) => Add(command);

    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel) =>
        CommandLine.HelpFor(line.GetValue(command) ?? [], Host, json);
}
