using System.CommandLine;

namespace Codesession.Cli.Commands;

/// <summary>
/// One command: gathers its values, calls Core, renders. Failures are exceptions; <see cref="CommandLine"/> tells them.
/// </summary>
internal abstract class CsCommand : Command
{
    protected CsCommand(string name, string description, CliHost host) : base(name, description)
    {
        Host = host;
        SetAction((line, cancel) => RunAsync(line, IsJson(line), cancel));
    }

    protected CliHost Host { get; }

    /// <summary>Completes its help with what takes time to find out, which no other call of any command should spend.</summary>
    public virtual void Describe()
    {
    }

    /// <summary>Does the work.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel);

    protected static Option<string> SessionOption() => new("--session", "-s") { Description = "The session's id", HelpName = "id" };

    protected static Option<string[]> UpstreamOption() => new("--upstream")
    {
        Description = "A provider, or another address for one: a company's gateway, a test server. May be repeated",
        HelpName = "name=url",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    protected static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>A text, where it says anything: a script may pass an empty variable.</summary>
    protected static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>The agent of all calls that a proxy sees: as given, else <c>CODESESSION_AGENT_NAME</c>; null: as requests tell.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: the ledger would take no call of that name.</exception>
    protected string? ProxiedAgent(string? given)
    {
        var name = Given(given) ?? Given(Host.AgentName);
        return name is null || name.Length <= NewUsage.LongestName ? name
            : throw new CodesessionException(ErrorCode.InvalidInput, $"The agent's name is too long ({name.Length} characters; at most {NewUsage.LongestName}). Shorten it.");
    }

    protected static long? SessionId(string? text) => Numbers.WholeOrNull(text, "The session's id");

    /// <summary>A port from 0 to 65535; null: not given.</summary>
    protected static int? Port(string? text) => text is null ? null
        : Numbers.Whole(text, "The port") is var port and >= 0 and <= 65535 ? (int)port
        : throw new CodesessionException(ErrorCode.InvalidInput, "The port must be a number from 0 to 65535.");

    private static bool IsJson(ParseResult line) => line.GetValue(CommandLine.JsonOption(line.RootCommandResult.Command));
}
