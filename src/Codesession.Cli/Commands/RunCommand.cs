using System.CommandLine;
using Codesession.Cli.Running;
using Codesession.Cli.Views;

namespace Codesession.Cli.Commands;

internal sealed class RunCommand : CsCommand
{
    private readonly Option<string> name = new("--name", "-n") { Description = "What the session is called" };
    private readonly Option<string> port = new("--port", "-p") { Description = "The proxy's port", HelpName = "port" };
    private readonly Option<bool> noProxy = Flag("--no-proxy", "Run without the proxy");
    private readonly Option<string> session = new("--session", "-s") { Description = "Run in this session, which goes on afterwards", HelpName = "id" };
    private readonly Argument<string[]> command = new("command") { Description = "The command and its arguments", Arity = ArgumentArity.OneOrMore };

    public RunCommand(CliHost host) : base("run", "Run a command in a session of its own and sum up what it cost", host)
    {
        Add(name);
        Add(port);
        Add(noProxy);
        Add(session);
        Add(command);
    }

    /// <summary>
    /// Puts <c>--</c> before the command of a <c>run</c>: what follows the first word that is no option of ours is the
    /// command's own.
    /// </summary>
    public static IReadOnlyList<string> MarkCommand(Command root, string[] args)
    {
        var start = Array.FindIndex(args, word => !word.StartsWith('-'));
        if (start < 0 || args[start] != "run" || args.Take(start).Contains("--"))
        {
            return args;
        }
        var options = root.Subcommands.Single(command => command.Name == "run").Options.Concat(root.Options).ToList();
        for (var i = start + 1; i < args.Length; i++)
        {
            if (args[i] == "--")
            {
                return args;
            }
            if (!args[i].StartsWith('-'))
            {
                return [.. args[..i], "--", .. args[i..]];
            }
            var takesValue = options.Any(option => option.Arity.MinimumNumberOfValues > 0 && (option.Name == args[i] || option.Aliases.Contains(args[i])));
            i += takesValue ? 1 : 0;
        }
        return args;
    }

    protected override async Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        if (line.GetValue(port) is { } text && Numbers.Whole(text, "The port") is < 0 or > 65535)
        {
            throw new CodesessionException(ErrorCode.InvalidInput, "The port must be a number from 0 to 65535.");
        }
        var words = line.GetValue(command)!;
        var given = SessionId(line.GetValue(session));
        using var ledger = Host.OpenLedger();
        // From here until the summary is out: no signal, an impatient second Ctrl+C either, may end us before the session.
        using var signals = new SignalForwarding();
        var id = given is null
            ? await StartAsync(ledger, line.GetValue(name) ?? RunName.Of(words, Host.WorkingDirectory), cancel)
            : ledger.Sessions.Resolve(Host.Choose(given)).Id;

        var exit = await new ChildProcess(Host.Error, signals).RunAsync(words, Host.WorkingDirectory, id, outputToError: json);
        if (exit.Failure is not null)
        {
            Host.Error.WriteLine($"cs: {PlainText.Of(exit.Failure)}");
        }
        try
        {
            var ended = given is null ? await EndAsync(ledger, id, exit.Failure) : AsItIs(ledger, id);
            if (given is null)
            {
                RunSummary.Write(Host.Error, ledger, ended);
            }
            if (json)
            {
                Host.WriteJson(answer => EndedJson.Write(answer, ledger, ended, exit.Code));
            }
        }
        catch (CodesessionException error)
        {
            // The command has run: its exit code counts, whatever became of the session.
            ErrorReport.Write(error, Host, json, exit.Code);
        }
        return exit.Code;
    }

    private async Task<long> StartAsync(Ledger ledger, string name, CancellationToken cancel) =>
        (await ledger.Sessions.StartAsync(new NewSession { Name = name, Folder = Host.WorkingDirectory, Origin = SessionOrigin.Run }, cancel)).Session.Id;

    // The command may have ended the session itself, or removed it.
    private static EndedSession AsItIs(Ledger ledger, long id) => new(ledger.Sessions.Find(id) ?? throw Sessions.NotFound(id), null);

    private static async Task<EndedSession> EndAsync(Ledger ledger, long id, string? note)
    {
        try
        {
            return await ledger.Sessions.EndAsync(id, note, CancellationToken.None);
        }
        catch (CodesessionException error) when (error.Code == ErrorCode.SessionNotFound)
        {
            return AsItIs(ledger, id);
        }
    }
}
