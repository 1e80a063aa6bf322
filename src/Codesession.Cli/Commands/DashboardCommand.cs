using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Codesession.Cli.Dashboard;
using Codesession.Cli.Running;
using Codesession.Cli.Serving;
using Spectre.Console;

namespace Codesession.Cli.Commands;

internal sealed class DashboardCommand : CsCommand
{
    private const int UsualPort = 3737;
    private const string UsualHost = "127.0.0.1";

    private readonly Option<string> port = new("--port", "-p") { Description = $"The port, {UsualPort} unless told; 0: a free one", HelpName = "port" };
    private readonly Option<string> host = new("--host") { Description = $"The address of this machine to listen at, {UsualHost} unless told; 0.0.0.0: all", HelpName = "address" };
    private readonly Option<bool> open = Flag("--open", "Open the browser also with --json, and where no terminal is");
    private readonly Option<bool> noOpen = Flag("--no-open", "Do not open the browser");
    private readonly Option<bool> background = Flag("--background", "Go on when the terminal or the program that started it has ended");

    public DashboardCommand(CliHost host) : base("dashboard", "Show in the browser what your agents cost, live", host)
    {
        Add(port);
        Add(this.host);
        Add(open);
        Add(noOpen);
        Add(background);
    }

    protected override async Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        if (line.GetValue(background))
        {
            Background.Prepare(Host);
        }
        var ourPort = Port(line.GetValue(port)) ?? UsualPort;
        var name = Given(line.GetValue(host)) ?? UsualHost;
        var options = new DashboardOptions { Address = await AddressAsync(name, cancel), HostName = name, Port = ourPort, Host = Host };
        var opens = !line.GetValue(noOpen) && (line.GetValue(open) || (!json && Host.IsInteractive)) && Browser.IsThere(Host);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var signals = new StopSignals(stop);
        DashboardServer? started;
        try
        {
            started = await DashboardServer.StartAsync(options, cancel);
        }
        catch (CodesessionException taken) when (taken.Code == ErrorCode.PortInUse)
        {
            if (await RunningDashboard.FindAsync(Host.LedgerOptions.DatabasePath, ourPort, cancel) is not { } running)
            {
                throw;
            }
            await ShowRunningAsync(running, json, opens, cancel);
            return 0;
        }
        await using var server = started;
        if (!IPAddress.IsLoopback(options.Address))
        {
            Host.Error.WriteLine("cs: Others in the network can reach the dashboard now. What it sends is not encrypted; who has the link sees everything.");
        }
        Tell(server.Url, server.Port, Environment.ProcessId, name, server.Access.Token.Value, json, isRunning: false);
        if (opens)
        {
            Browser.Open(LinkWithCode(server.Url, server.Access.NewCode()));
        }
        if (line.GetValue(background))
        {
            Background.Detach(Host);
        }
        using var stopping = server.Stopping.Register(stop.Cancel);
        await StandardInput.EndsOrAsync(isFollowed: !line.GetValue(background), stop.Token);
        return 0;
    }

    private async Task ShowRunningAsync(RunningDashboard running, bool json, bool opens, CancellationToken cancel)
    {
        var record = running.Record;
        Tell(record.Url, record.Port, record.ProcessId, running.HostName, record.Token, json, isRunning: true);
        if (opens && await running.NewCodeAsync(cancel) is { } code)
        {
            Browser.Open(LinkWithCode(record.Url, code));
        }
    }

    private void Tell(string url, int port, int processId, string name, string token, bool json, bool isRunning)
    {
        if (json)
        {
            Host.WriteAnswer(answer =>
            {
                answer.WriteString("url", url);
                answer.WriteNumber("port", port);
                answer.WriteNumber("pid", processId);
                answer.WriteString("host", name);
                answer.WriteNumber("apiVersion", 1);
                answer.WriteString("token", token);
                if (isRunning)
                {
                    answer.WriteBoolean("alreadyRunning", true);
                }
            });
            return;
        }
        Host.Terminal.WriteLine(isRunning ? "The dashboard of this ledger is running already:" : "Dashboard, for whoever has this link:");
        // In one piece, however narrow the terminal is.
        Host.Terminal.Profile.Out.Writer.WriteLine($"  {url}/#token={token}");
        if (!isRunning)
        {
            Host.Terminal.WriteLine("  Ctrl+C ends it.");
        }
    }

    // Not the token: the arguments of a browser are seen by all users of the machine.
    private static string LinkWithCode(string url, string code) => $"{url}/#code={code}";

    private static async Task<IPAddress> AddressAsync(string name, CancellationToken cancel)
    {
        if (IPAddress.TryParse(name, out var address))
        {
            return address;
        }
        try
        {
            var all = await Dns.GetHostAddressesAsync(name, cancel);
            return all.FirstOrDefault(each => each.AddressFamily == AddressFamily.InterNetwork) ?? all[0];
        }
        catch (Exception error) when (error is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            throw new CodesessionException(ErrorCode.InvalidInput,
                $"--host \"{PlainText.Of(name, 60)}\" is no address of this machine. Give one like {UsualHost}, or 0.0.0.0 for all.", error);
        }
    }
}
