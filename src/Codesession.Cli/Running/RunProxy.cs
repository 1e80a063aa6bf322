using Codesession.Cli.Proxy;

namespace Codesession.Cli.Running;

/// <summary>The proxy of a run, and what leads the command's calls through it.</summary>
internal sealed class RunProxy : IAsyncDisposable
{
    private bool isOver;

    private RunProxy(ProxyServer? server, ServerRecord? outer, IReadOnlyDictionary<string, string> variables) => (Server, Outer, Variables) = (server, outer, variables);

    /// <summary>The run's own; null: none was asked for, or the run is inside another one and uses its proxy.</summary>
    public ProxyServer? Server { get; }

    /// <summary>The one that is used instead; null: there is none.</summary>
    public ServerRecord? Outer { get; }

    /// <summary>The variables of the command.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>What the user should know: calls that will not be seen.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>A run without one.</summary>
    public static RunProxy None { get; } = new(null, null, new Dictionary<string, string>());

    /// <summary>Starts one, or finds the one that is there.</summary>
    /// <param name="host">The process.</param>
    /// <param name="sessionId">The session of the run.</param>
    /// <param name="port">Its port; 0: a free one.</param>
    /// <param name="given">Addresses of providers, as <c>--upstream</c> has them.</param>
    /// <param name="agentName">The agent; null: as requests tell.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<RunProxy> StartAsync(CliHost host, long sessionId, int port, IReadOnlyList<string> given, string? agentName, CancellationToken cancel)
    {
        var running = new ServerRecords(host.LedgerOptions.DatabasePath).List("proxy");
        // With addresses of its own a run needs a proxy of its own.
        if (given.Count == 0 && port == 0 && BaseUrls.OwnProxy(host.Environment, running) is { } outer)
        {
            return new RunProxy(null, outer, BaseUrls.Through(outer, sessionId, host.Environment, running));
        }
        var upstreams = host.Upstreams();
        // What is given on the command line comes before what the environment has.
        var environment = BaseUrls.Without(host.Environment, [.. given.Select(pair => pair.Split('=')[0])]);
        // A proxy of ours that stays behind this one books for the same session: what both see is then one call of one session.
        environment = BaseUrls.Moved(sessionId, environment, running);
        var left = BaseUrls.TakeOver(environment, upstreams);
        upstreams.Set(given);
        var server = await ProxyServer.StartAsync(new ProxyOptions
        {
            Port = port,
            Upstreams = upstreams,
            Ledger = host.LedgerOptions,
            Folder = host.WorkingDirectory,
            SessionId = sessionId,
            IsOfRun = true,
            AgentName = agentName,
        }, cancel);
        return new RunProxy(server, null, BaseUrls.To(server.Url, environment, left))
        {
            Warnings = [.. left.Select(variable => $"{variable} is no plain http address and is left as it is: calls there are not seen. Give it with --upstream <provider>=<url>.")],
        };
    }

    /// <summary>Ends it: all calls are booked then. May be repeated.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isOver)
        {
            return;
        }
        isOver = true;
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
        if (Outer is not null)
        {
            await WaitForBookingsAsync(Outer);
        }
    }

    // It books before it answers.
    private static async Task WaitForBookingsAsync(ServerRecord outer)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using var _ = await client.GetAsync($"{outer.Url}/health");
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
        }
    }
}
