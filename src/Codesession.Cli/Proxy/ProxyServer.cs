using System.Net;
using System.Text;
using Codesession.Cli.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Codesession.Cli.Proxy;

/// <summary>The proxy: a server on the loopback that forwards calls and books them.</summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    private readonly ProxyOptions options;
    private readonly Callers callers = new("proxy");
    private readonly CallSession sessions;
    private readonly Admission admission;
    private readonly Bookkeeper bookkeeper;
    private readonly Forwarding forwarding;
    private readonly OwnPages pages;
    private readonly CancellationTokenSource stopping = new();
    private HttpServer? http;
    private IDisposable? record;

    private ProxyServer(ProxyOptions options)
    {
        this.options = options;
        sessions = new CallSession(options.Folder, options.SessionId, options.Inherited);
        bookkeeper = new Bookkeeper(options.Ledger, sessions);
        admission = new Admission(options.Ledger, sessions, bookkeeper);
        forwarding = new Forwarding(options.Upstreams, admission, bookkeeper, options.AgentName, options.Ledger.Time);
        pages = new OwnPages(this, stopping.Cancel);
    }

    /// <summary>The port on which it listens.</summary>
    public int Port => http?.Port ?? 0;

    /// <summary>Where it is reached.</summary>
    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>Somebody who may has asked it to stop.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>The bookings.</summary>
    public Bookkeeper Bookings => bookkeeper;

    /// <summary>How many calls succeeded whose usage could not be read.</summary>
    public long Untold => forwarding.Untold;

    /// <summary>How many requests came that belong to a provider, whatever became of them.</summary>
    public long Seen => forwarding.Seen;

    /// <summary>The names of the providers.</summary>
    public IEnumerable<string> Providers => options.Upstreams.Names;

    /// <summary>Starts one. It listens when this is done.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.PortInUse"/>, <see cref="ErrorCode.IoError"/>.</exception>
    public static async Task<ProxyServer> StartAsync(ProxyOptions options, CancellationToken cancel)
    {
        var server = new ProxyServer(options);
        try
        {
            server.http = await HttpServer.StartAsync(IPAddress.Loopback, options.Port, Limits(), server.AnswerAsync, cancel);
            options.Upstreams.RefuseLoop(server.Port);
            server.record = new ServerRecords(options.Ledger.DatabasePath).Add(new ServerRecord
            {
                Kind = "proxy",
                Url = server.Url,
                Port = server.Port,
                ProcessId = Environment.ProcessId,
                SessionId = options.SessionId,
                IsOfRun = options.IsOfRun,
                Token = server.pages.Token.Value,
                StartedAt = options.Ledger.Time.GetUtcNow(),
            });
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The session of the calls that name none; null: there is none, or the ledger cannot be read.</summary>
    public Task<Session?> CurrentSessionAsync() => admission.CurrentSessionAsync();

    /// <summary>Ends the calls that go on, books them, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        // Calls that are cut off are booked as far as they came.
        if (http is not null)
        {
            await http.DisposeAsync();
        }
        forwarding.Dispose();
        bookkeeper.Dispose();
        await EndOwnSessionAsync();
        admission.Dispose();
        record?.Dispose();
        stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            callers.CheckHost(context.Request);
            callers.CheckIsProgram(context.Request);
            if (!await pages.AnswerAsync(context))
            {
                await forwarding.HandleAsync(context);
            }
        }
        catch (RefusedException refused) when (!context.Response.HasStarted)
        {
            await Refusals.WriteAsync(context, refused, null);
        }
    }

    private async Task EndOwnSessionAsync()
    {
        if (sessions.Own is not { } own)
        {
            return;
        }
        try
        {
            using var ledger = Ledger.Open(options.Ledger);
            await ledger.Sessions.EndAsync(own, null);
        }
        catch (CodesessionException)
        {
            // Somebody else has ended it, or it stays for cs recover.
        }
    }

    private static KestrelServerOptions Limits()
    {
        var kestrel = new KestrelServerOptions
        {
            // Header values pass as the bytes that they are.
            RequestHeaderEncodingSelector = _ => Encoding.Latin1,
            ResponseHeaderEncodingSelector = _ => Encoding.Latin1,
        };
        // The providers have limits of their own, and slow is not wrong.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 1000;
        return kestrel;
    }
}
