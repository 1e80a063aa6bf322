using System.CommandLine;
using Codesession.Cli.Running;
using Codesession.Cli.Views;

namespace Codesession.Cli.Commands;

internal sealed class RunCommand : CsCommand
{
    private readonly Option<string> name = new("--name", "-n") { Description = "What the session is called" };
    private readonly Option<string> port = new("--port", "-p") { Description = "The proxy's port; a free one unless told", HelpName = "port" };
    private readonly Option<bool> noProxy = Flag("--no-proxy", "Run without the proxy: of calls only the agent's own logs tell");
    private readonly Option<string[]> upstream = UpstreamOption();
    private readonly Option<string> budget = new("--budget") { Description = "What the session may cost, in dollars", HelpName = "dollars" };
    private readonly Option<string> agent = new("--agent") { Description = "The agent's name (else CODESESSION_AGENT_NAME)", HelpName = "name" };
    private readonly Option<string> session = new("--session", "-s") { Description = "Run in this session, which goes on afterwards", HelpName = "id" };
    private readonly Argument<string[]> command = new("command") { Description = "The command and its arguments", Arity = ArgumentArity.OneOrMore };

    public RunCommand(CliHost host) : base("run", "Run a command in a session of its own and sum up what it cost", host)
    {
        Add(name);
        Add(port);
        Add(noProxy);
        Add(upstream);
        Add(budget);
        Add(agent);
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
        var words = line.GetValue(command)!;
        var (given, limit) = (SessionId(line.GetValue(session)), Numbers.DecimalOrNull(line.GetValue(budget), "The budget"));
        var proxyPort = Port(line.GetValue(port)) ?? 0;
        if (given is not null && limit is not null)
        {
            throw new CodesessionException(ErrorCode.InvalidInput, "--budget is for a session of its own. Set that of one that is there with: cs budget set <dollars> --session <id>");
        }
        var agentName = ProxiedAgent(line.GetValue(agent));
        using var ledger = Host.OpenLedger();
        // From here until the summary is out: no signal, an impatient second Ctrl+C either, may end us before the session.
        using var signals = new SignalForwarding();
        var id = given is null
            ? await StartAsync(ledger, line.GetValue(name) ?? RunName.Of(words, Host.WorkingDirectory), limit, cancel)
            : ledger.Sessions.Resolve(Host.Choose(given)).Id;
        await using var proxy = await ProxyAsync(line, ledger, id, isOwn: given is null, proxyPort, agentName, cancel);

        var logs = new RunLogs(Host, ledger, id);
        var live = proxy.Server is null ? null : LiveCost.For(Host, outputToError: json);
        if (live is not null)
        {
            proxy.Server!.Bookings.Recorded += receipt => live.Show(receipt.Session);
        }
        var variables = new Dictionary<string, string>(proxy.Variables) { ["CODESESSION_SESSION"] = $"{id}" };
        var exit = await new ChildProcess(Host.Error, signals).RunAsync(words, Host.WorkingDirectory, variables, outputToError: json);
        live?.End();
        if (exit.Failure is not null)
        {
            Host.Error.WriteLine($"cs: {PlainText.Of(exit.Failure)}");
        }
        // What the command has called is booked when the session ends.
        await proxy.DisposeAsync();
        logs.Import(words, agentName);
        try
        {
            var ended = given is null ? await EndAsync(ledger, id, exit.Failure) : AsItIs(ledger, id);
            if (given is null)
            {
                RunSummary.Write(Host.Error, ledger, ended, proxy.Server);
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
            if (proxy.Server is not null)
            {
                RunSummary.WriteUnbooked(Host.Error, proxy.Server);
            }
        }
        return exit.Code;
    }

    private async Task<RunProxy> ProxyAsync(ParseResult line, Ledger ledger, long id, bool isOwn, int proxyPort, string? agentName, CancellationToken cancel)
    {
        if (line.GetValue(noProxy))
        {
            return RunProxy.None;
        }
        try
        {
            var proxy = await RunProxy.StartAsync(Host, id, proxyPort, line.GetValue(upstream) ?? [], agentName, cancel);
            foreach (var warning in proxy.Warnings)
            {
                Host.Error.WriteLine($"cs: {warning}");
            }
            return proxy;
        }
        catch when (isOwn)
        {
            // Nothing has been run: there is no session.
            ledger.Sessions.Remove(id);
            throw;
        }
    }

    private async Task<long> StartAsync(Ledger ledger, string name, decimal? limit, CancellationToken cancel) => (await ledger.Sessions.StartAsync(
        new NewSession { Name = name, Folder = Host.WorkingDirectory, Origin = SessionOrigin.Run, Budget = limit }, cancel)).Session.Id;

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
