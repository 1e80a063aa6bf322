using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Codesession.Cli.Dashboard.Api;
using Codesession.Cli.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Codesession.Cli.Dashboard;

/// <summary>The dashboard: the page, and the API that it and others ask.</summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    /// <summary>Its kind among the records of servers.</summary>
    public const string Kind = "dashboard";

    private const string ApiPath = "/api/";
    private const string VersionPath = "/api/v1";

    private readonly DashboardOptions options;
    private readonly Callers callers;
    private readonly PageFiles files = new();
    private readonly Answers answers;
    private readonly CancellationTokenSource stopping = new();
    private readonly DateTimeOffset startedAt;
    private HttpServer? http;
    private IDisposable? record;

    private DashboardServer(DashboardOptions options)
    {
        this.options = options;
        startedAt = Time.GetUtcNow();
        callers = new Callers("dashboard", IPAddress.TryParse(options.HostName, out _) ? null : options.HostName);
        Access = new Access(Time);
        Ledgers = new LedgerPool(Host.LedgerOptions);
        Changes = new Changes(Host.LedgerOptions, Ledgers.Renew);
        Diffs = new GitDiffs(Host.Environment);
        answers = new Answers(Ledgers, Time);
    }

    /// <summary>The process.</summary>
    public CliHost Host => options.Host;

    /// <summary>The clock.</summary>
    public TimeProvider Time => options.Host.Time;

    /// <summary>Who may use the API.</summary>
    public Access Access { get; }

    /// <summary>The ledgers that are asked.</summary>
    public LedgerPool Ledgers { get; }

    /// <summary>What git says of sessions' changes.</summary>
    public GitDiffs Diffs { get; }

    /// <summary>What has changed in the ledger.</summary>
    public Changes Changes { get; }

    /// <summary>The port on which it listens.</summary>
    public int Port => http?.Port ?? 0;

    /// <summary>Where it is reached; without a slash at the end.</summary>
    public string Url => $"http://{Authority}:{Port}";

    /// <summary>Somebody who may has asked it to stop.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Starts one. It listens when this is done.</summary>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.PortInUse"/>, <see cref="ErrorCode.IoError"/>, or as for <see cref="Ledger.Open"/>.
    /// </exception>
    public static async Task<DashboardServer> StartAsync(DashboardOptions options, CancellationToken cancel)
    {
        var server = new DashboardServer(options);
        try
        {
            server.http = await HttpServer.StartAsync(options.Address, options.Port, Limits(), server.AnswerAsync, cancel);
            server.record = new ServerRecords(server.Host.LedgerOptions.DatabasePath).Add(new ServerRecord
            {
                Kind = Kind,
                Url = server.Url,
                Port = server.Port,
                ProcessId = Environment.ProcessId,
                Token = server.Access.Token.Value,
                StartedAt = server.startedAt,
            });
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks it to stop.</summary>
    public void Stop() => stopping.Cancel();

    /// <summary>The answer to a question that others may have asked just now.</summary>
    /// <param name="request">The request.</param>
    /// <param name="question">Asks the ledger.</param>
    public Task<byte[]> ReadAsync(ApiRequest request, Func<Ledger, byte[]> question) => answers.GetAsync(request.Address, request.Version, question);

    /// <summary>Writes what runs here.</summary>
    public void WriteServer(Utf8JsonWriter json)
    {
        json.WriteNumber("apiVersion", 1);
        json.WriteNumber("pid", Environment.ProcessId);
        json.WriteString("url", Url);
        json.WriteString("host", options.HostName);
        json.WriteNumber("port", Port);
        json.WriteString("ledger", Host.LedgerOptions.DatabasePath);
        json.WriteTime("startedAt", startedAt);
        json.WriteString("zone", Time.LocalTimeZone.Id);
        json.WriteNumber("version", Changes.Look());
    }

    /// <summary>Ends what goes on, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (http is not null)
        {
            await http.DisposeAsync();
        }
        Changes.Dispose();
        Ledgers.Dispose();
        record?.Dispose();
        stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        SecurityHeaders.Set(context.Response);
        try
        {
            callers.CheckHost(context.Request);
            if (context.Request.Path.Value?.StartsWith(ApiPath, StringComparison.Ordinal) == true)
            {
                callers.CheckOrigin(context.Request);
                await AskApiAsync(context);
            }
            else
            {
                callers.CheckVisit(context.Request);
                await files.AnswerAsync(context);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            await Refused.WriteAsync(context, error);
        }
    }

    private async Task AskApiAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var isBelow = path.StartsWith(VersionPath, StringComparison.Ordinal);
        var asked = isBelow ? path[VersionPath.Length..] : "";
        if (asked != ServerRoutes.Login)
        {
            Access.Check(context.Request);
        }
        var method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Get : context.Request.Method;
        var others = new List<string>();
        foreach (var route in ApiRoutes.All)
        {
            if (!route.Fits(asked, out var values))
            {
                continue;
            }
            if (route.Method == method)
            {
                var request = new ApiRequest(this, context, values);
                request.CheckParameters(route.Parameters);
                await route.AnswerAsync(request);
                return;
            }
            others.Add(route.Method);
        }
        throw others.Count > 0 ? Refused.Method(context, others) : Refused.NotFound();
    }

    // By an address that means all addresses nobody is reached.
    private string Authority => options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any) ? "127.0.0.1"
        : options.Address.AddressFamily == AddressFamily.InterNetworkV6 && IPAddress.TryParse(options.HostName, out _) ? $"[{options.Address}]"
        : options.HostName;

    private static KestrelServerOptions Limits()
    {
        var kestrel = new KestrelServerOptions();
        // No request of ours is larger.
        kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 1000;
        return kestrel;
    }
}
