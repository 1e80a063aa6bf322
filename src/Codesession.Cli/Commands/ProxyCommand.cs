using System.CommandLine;
using Codesession.Cli.Proxy;
using Codesession.Cli.Running;
using Codesession.Cli.Serving;
using Spectre.Console;

namespace Codesession.Cli.Commands;

internal sealed class ProxyCommand : CsCommand
{
    private const int UsualPort = 3739;

    private readonly Option<string> port = new("--port", "-p") { Description = $"The port, {UsualPort} unless told; 0: a free one", HelpName = "port" };
    private readonly Option<string> session = new("--session", "-s") { Description = "Start a session of that name for the calls, which ends with the proxy", HelpName = "name" };
    private readonly Option<string> sessionId = new("--session-id") { Description = "Book the calls on this session, which goes on afterwards", HelpName = "id" };
    private readonly Option<string[]> upstream = UpstreamOption();
    private readonly Option<string> agent = new("--agent") { Description = "The agent's name (else CODESESSION_AGENT_NAME, else as the requests tell)", HelpName = "name" };
    private readonly Option<bool> forAgent = Flag("--for-agent", "With --session-id and --json: lead an agent here as cs run does, and answer the variables for it");
    private readonly Option<bool> background = Flag("--background", "Go on when the terminal or the program that started it has ended");

    public ProxyCommand(CliHost host) : base("proxy", "Record every call that goes through a local API proxy", host)
    {
        Add(port);
        Add(session);
        Add(sessionId);
        Add(upstream);
        Add(agent);
        Add(background);
        Add(forAgent);
    }

    protected override async Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        if (line.GetValue(forAgent))
        {
            return await ServeAgentAsync(line, json, cancel);
        }
        if (line.GetValue(background))
        {
            Background.Prepare(Host);
        }
        var proxyPort = Port(line.GetValue(port)) ?? UsualPort;
        var upstreams = Host.Upstreams();
        upstreams.Set(line.GetValue(upstream) ?? []);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var signals = new StopSignals(stop);
        var agentName = ProxiedAgent(line.GetValue(agent));
        using var ledger = Host.OpenLedger();
        var given = await SessionAsync(line, ledger, cancel);
        var own = line.GetValue(session) is null ? null : given?.Id;
        var listens = false;
        try
        {
            await using var server = await ProxyServer.StartAsync(new ProxyOptions
            {
                Port = proxyPort,
                Upstreams = upstreams,
                Ledger = Host.LedgerOptions,
                Folder = Host.WorkingDirectory,
                SessionId = given?.Id,
                Inherited = Host.Choose(null).Inherited,
                AgentName = agentName,
            }, cancel);
            listens = true;
            Tell(server, given, json);
            if (line.GetValue(background))
            {
                Background.Detach(Host);
            }
            using var stopping = server.Stopping.Register(stop.Cancel);
            await StandardInput.EndsOrAsync(isFollowed: !line.GetValue(background), stop.Token);
        }
        finally
        {
            await (listens ? EndAsync(ledger, own) : RemoveAsync(ledger, own));
        }
        return 0;
    }

    /// <summary>
    /// Is the proxy of a run that another program makes (<c>Invoke-CsRun</c>): under the rules of <c>cs run</c>, until standard input
    /// ends. Where the environment leads to a proxy of ours already, the answer is about that one, and nothing is started.
    /// </summary>
    private async Task<int> ServeAgentAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        if (!json || line.GetValue(session) is not null || line.GetValue(background) || SessionId(line.GetValue(sessionId)) is not { } id)
        {
            throw new CodesessionException(ErrorCode.Usage, "--for-agent goes with --session-id and --json, and without --session and --background. See: cs help proxy");
        }
        var agentPort = Port(line.GetValue(port)) ?? 0;
        // Ctrl+C in the terminal is for the agent, which may go on after it.
        Background.LeaveTerminal();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var signals = new StopSignals(stop);
        await using var proxy = await RunProxy.StartAsync(Host, Resolve(id).Id, agentPort, line.GetValue(upstream) ?? [], ProxiedAgent(line.GetValue(agent)), cancel);
        Host.WriteAnswer(answer =>
        {
            answer.WriteString("url", proxy.Server?.Url ?? proxy.Outer!.Url);
            answer.WriteNumber("port", proxy.Server?.Port ?? proxy.Outer!.Port);
            answer.WriteNumber("pid", proxy.Outer?.ProcessId ?? Environment.ProcessId);
            answer.WriteStartObject("environment");
            foreach (var (name, value) in proxy.Variables)
            {
                answer.WriteString(name, value);
            }
            answer.WriteEndObject();
            answer.WriteList("warnings", proxy.Warnings, (writer, warning) => writer.WriteStringValue(warning));
        });
        if (proxy.Server is not null)
        {
            await StandardInput.EndsOrAsync(isFollowed: true, stop.Token);
        }
        return 0;
    }

    private Session Resolve(long id)
    {
        using var ledger = Host.OpenLedger();
        return ledger.Sessions.Resolve(Host.Choose(id));
    }

    private async Task<Session?> SessionAsync(ParseResult line, Ledger ledger, CancellationToken cancel)
    {
        if (line.GetValue(session) is { } name)
        {
            return (await ledger.Sessions.StartAsync(new NewSession { Name = name, Folder = Host.WorkingDirectory, Origin = SessionOrigin.Proxy }, cancel)).Session;
        }
        return SessionId(line.GetValue(sessionId)) is { } id ? ledger.Sessions.Resolve(Host.Choose(id)) : null;
    }

    private void Tell(ProxyServer server, Session? given, bool json)
    {
        if (!json)
        {
            Host.Terminal.WriteLine($"Proxy at {server.Url}, for: {string.Join(", ", server.Providers)}");
            Host.Terminal.WriteLine(given is null ? "  Calls go to the active session of this folder, or to /s/<id>." : $"  Calls go to session {given.Id}: {PlainText.Of(given.Name)}");
            Host.Terminal.WriteLine($"  ANTHROPIC_BASE_URL={server.Url}  OPENAI_BASE_URL={server.Url}/v1  GOOGLE_GEMINI_BASE_URL={server.Url}");
            Host.Terminal.WriteLine("  Ctrl+C ends it.");
            server.Bookings.Recorded += receipt => Host.Terminal.WriteLine(
                $"  {PlainText.Of(receipt.Usage.Model)}: {receipt.Usage.Tokens:N0} tokens, {MoneyText.Of(receipt.Usage.Cost)}; session {receipt.Session.Id}: {MoneyText.Of(receipt.Session)}");
            return;
        }
        Host.WriteAnswer(answer =>
        {
            answer.WriteString("url", server.Url);
            answer.WriteNumber("port", server.Port);
            answer.WriteNumber("pid", Environment.ProcessId);
            if (given is null)
            {
                answer.WriteNull("session");
                return;
            }
            answer.WriteStartObject("session");
            answer.WriteNumber("id", given.Id);
            answer.WriteString("name", given.Name);
            answer.WriteEndObject();
        });
    }

    // It was for a proxy that never was.
    private static Task RemoveAsync(Ledger ledger, long? id)
    {
        if (id is { } number)
        {
            ledger.Sessions.Remove(number);
        }
        return Task.CompletedTask;
    }

    // Somebody else may have ended or removed it.
    private static async Task EndAsync(Ledger ledger, long? id)
    {
        if (id is { } number && ledger.Sessions.Find(number) is { Status: SessionPhase.Active })
        {
            await ledger.Sessions.EndAsync(number, null, CancellationToken.None);
        }
    }
}
