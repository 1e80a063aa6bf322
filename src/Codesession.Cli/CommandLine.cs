using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Codesession.Cli.Commands;

namespace Codesession.Cli;

/// <summary>The command table, and the way from words to a command.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, CliHost host)
    {
        var root = Root(host);
        var words = RunCommand.MarkCommand(root, args);
        // The word alone decides, so that a line too wrong to be understood is answered in the form that was asked for.
        var json = words.TakeWhile(word => word != "--").Any(word => word == "--json" || word.StartsWith("--json=", StringComparison.Ordinal));
        try
        {
            var line = root.Parse(words, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            return await (line.Action switch
            {
                HelpAction => ShowHelp(line, host, json),
                VersionAction => ShowVersion(host, json),
                _ when WrongLine(line) is { } mistake => throw mistake,
                _ => line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }),
            });
        }
        catch (Exception error)
        {
            return ErrorReport.Write(error, host, json);
        }
    }

    /// <summary>Help for one command, or for all.</summary>
    public static Task<int> HelpFor(string[] words, CliHost host, bool json)
    {
        var line = Root(host).Parse([.. words, "--help"]);
        return line.CommandResult.Command is RootCommand && words.Length > 0
            ? throw new CodesessionException(ErrorCode.Usage, $"There is no command \"{string.Join(' ', words)}\". cs help lists them.")
            : ShowHelp(line, host, json);
    }

    /// <summary>How a command is called, as its help says.</summary>
    /// <param name="root">The table.</param>
    /// <param name="name">All its words.</param>
    public static string UsageOf(RootCommand root, string name)
    {
        var line = root.Parse([.. name.Split(' '), "--help"]);
        using var text = new StringWriter();
        line.InvocationConfiguration.Output = text;
        ((SynchronousCommandLineAction)line.Action!).Invoke(line);
        var lines = text.ToString().Split('\n', StringSplitOptions.TrimEntries);
        return lines[Array.IndexOf(lines, "Usage:") + 1];
    }

    /// <summary>The table.</summary>
    public static RootCommand Root(CliHost host)
    {
        var root = new RootCommand("What each piece of work of your AI coding agents cost: time, files, commits, tokens, dollars.");
        // Plain words like "[suggest]" would else be taken for instructions to the parser.
        root.Directives.Clear();
        root.Options.Remove(root.Options.OfType<VersionOption>().Single());
        root.Add(new Option<bool>("--version", "-V") { Description = "Show the version", Arity = ArgumentArity.Zero, Action = new VersionAction() });
        root.Add(new Option<bool>("--json") { Description = "Answer with JSON, for agents and scripts", Arity = ArgumentArity.Zero, Recursive = true });
        root.Add(new StartCommand(host));
        root.Add(new RunCommand(host));
        root.Add(new ProxyCommand(host));
        root.Add(new DashboardCommand(host));
        root.Add(new McpCommand(host));
        root.Add(new StatusCommand(host));
        root.Add(new LogAiCommand(host));
        root.Add(new NoteCommand(host));
        root.Add(new EndCommand(host));
        root.Add(new ShowCommand(host));
        root.Add(new ListCommand(host));
        root.Add(new StatsCommand(host));
        root.Add(new ReportCommand(host));
        root.Add(new StatuslineCommand(host));
        root.Add(new ExportCommand(host));
        root.Add(new RecoverCommand(host));
        root.Add(new ImportCommand(host));
        root.Add(new WatchCommand(host));
        root.Add(new TodayCommand(host));
        root.Add(new AutoLogCommand(host));
        root.Add(new HookCommand(host));
        root.Add(new PricingCommand(host));
        root.Add(new BudgetCommand(host));
        root.Add(new RemoveCommand(host));
        root.Add(new RestoreCommand(host));
        root.Add(new HelpCommand(host));
        return root;
    }

    public static Option<bool> JsonOption(Command root) => (Option<bool>)root.Options.Single(option => option.Name == "--json");

    private static CodesessionException? WrongLine(ParseResult line)
    {
        var command = line.CommandResult.Command;
        var help = command is RootCommand ? "cs help" : $"cs help {NameOf(command)}";
        var mistake =
            command.Subcommands.Count > 0 && line.UnmatchedTokens.Count > 0 ? $"There is no command \"{PlainText.Of(line.UnmatchedTokens[0], 40)}\"."
            : command is { Subcommands.Count: > 0, Action: null } ? "No command was given."
            : WithoutValue(line) is { } name ? $"The option {name} needs a value."
            : UnknownOption(line) is { } option ? $"There is no option {PlainText.Of(option, 40)}. (A text that begins like an option goes behind --.)"
            : line.Errors.Count > 0 ? PlainText.Of(string.Join(" ", line.Errors.Select(error => error.Message)), 400)
            : null;
        return mistake is null ? null : new CodesessionException(ErrorCode.Usage, $"{mistake} See: {help}");
    }

    // The parser takes whatever follows for the value, the next option too.
    private static string? WithoutValue(ParseResult line)
    {
        var command = line.CommandResult.Command;
        var known = command.Options.Concat(line.RootCommandResult.Command.Options).SelectMany(option => option.Aliases.Append(option.Name)).ToHashSet();
        return line.CommandResult.Children.OfType<OptionResult>().FirstOrDefault(option => option.Tokens.Any(token => known.Contains(token.Value)))?.Option.Name;
    }

    // The parser takes an option that it does not know for an argument, where one fits: "start --resum" would make a
    // session of that name.
    private static string? UnknownOption(ParseResult line)
    {
        var words = line.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).ToHashSet();
        return line.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .FirstOrDefault(token => words.Contains(token) && LooksLikeOption(token.Value))?.Value;
    }

    private static bool LooksLikeOption(string word) => word.TrimStart('-') is [var first, ..] rest
        && rest.Length < word.Length && char.IsAsciiLetter(first) && !rest.Any(char.IsWhiteSpace);

    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand ? $"{NameOf(parent)} {command.Name}" : command.Name;

    private static Task<int> ShowHelp(ParseResult line, CliHost host, bool json)
    {
        (line.CommandResult.Command as CsCommand)?.Describe();
        using var text = new StringWriter();
        ((SynchronousCommandLineAction)line.Action!).Invoke(ToWriter(line, text));
        if (json)
        {
            host.WriteAnswer(answer => answer.WriteString("help", text.ToString()));
        }
        else
        {
            host.Terminal.Profile.Out.Writer.Write(text.ToString());
        }
        return Task.FromResult(0);

        static ParseResult ToWriter(ParseResult line, TextWriter writer)
        {
            line.InvocationConfiguration.Output = writer;
            return line;
        }
    }

    private static Task<int> ShowVersion(CliHost host, bool json)
    {
        if (json)
        {
            host.WriteAnswer(answer => answer.WriteString("version", ProductVersion.Text));
        }
        else
        {
            host.Terminal.Profile.Out.Writer.WriteLine(ProductVersion.Text);
        }
        return Task.FromResult(0);
    }

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        public override int Invoke(ParseResult parseResult) => 0;
    }
}
