using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Codesession.Cli.Proxy;

/// <summary>
/// The proxy: Kestrel on the loopback, and nothing of a web host around it, which would read settings from the current folder and the
/// environment, take signals for itself, and take longer to start than a short command takes to run.
/// </summary>
internal sealed class ProxyServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ProxyOptions options;
    private readonly KestrelServer kestrel;
    private readonly CallSession sessions;
    private readonly Admission admission;
    private readonly Bookkeeper bookkeeper;
    private readonly Forwarding forwarding;
    private readonly OwnPages pages;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IDisposable? record;
    // One for the server itself: it ends last.
    private int active = 1;

    private ProxyServer(ProxyOptions options)
    {
        this.options = options;
        kestrel = new KestrelServer(
            Options.Create(KestrelOptions(options.Port)),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        sessions = new CallSession(options.Folder, options.SessionId, options.Inherited);
        bookkeeper = new Bookkeeper(options.Ledger, sessions);
        admission = new Admission(options.Ledger, sessions, bookkeeper);
        forwarding = new Forwarding(options.Upstreams, admission, bookkeeper, options.AgentName, options.Ledger.Time);
        // The system's random numbers: those of .NET's cryptography need OpenSSL, which a machine may lack that calls no provider.
        pages = new OwnPages(this, $"{Guid.NewGuid():N}{Guid.NewGuid():N}", stopping.Cancel);
    }

    /// <summary>The port on which it listens.</summary>
    public int Port { get; private set; }

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
            await server.kestrel.StartAsync(server, cancel);
            server.Port = new Uri(server.kestrel.Features.GetRequiredFeature<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>().Addresses.First()).Port;
            options.Upstreams.RefuseLoop(server.Port);
            server.record = new ServerRecords(options.Ledger.DatabasePath).Add(new ServerRecord
            {
                Kind = "proxy",
                Url = server.Url,
                Port = server.Port,
                ProcessId = Environment.ProcessId,
                SessionId = options.SessionId,
                IsOfRun = options.IsOfRun,
                Token = server.pages.Token,
                StartedAt = options.Ledger.Time.GetUtcNow(),
            });
            return server;
        }
        catch (Exception error)
        {
            await server.DisposeAsync();
            throw error is AddressInUseException or IOException { InnerException: AddressInUseException } ? PortInUse(options.Port, error) : error;
        }
    }

    /// <summary>The session of the calls that name none; null: there is none, or the ledger cannot be read.</summary>
    public Task<Session?> CurrentSessionAsync() => admission.CurrentSessionAsync();

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
    }

    async Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context)
    {
        Interlocked.Increment(ref active);
        try
        {
            LocalOnly.Check(context.Request);
            if (!await pages.AnswerAsync(context))
            {
                await forwarding.HandleAsync(context);
            }
        }
        catch (RefusedException refused) when (!context.Response.HasStarted)
        {
            await Refusals.WriteAsync(context, refused, null);
        }
        finally
        {
            Left();
        }
    }

    /// <summary>Ends the calls that go on, books them, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        // Calls that go on when nobody is there for them any more are cut off, and booked as far as they came.
        using (var patience = new CancellationTokenSource(Patience))
        {
            await kestrel.StopAsync(patience.Token);
        }
        Left();
        await Task.WhenAny(idle.Task, Task.Delay(Patience));
        kestrel.Dispose();
        forwarding.Dispose();
        bookkeeper.Dispose();
        await EndOwnSessionAsync();
        admission.Dispose();
        record?.Dispose();
        stopping.Dispose();
    }

    private void Left()
    {
        if (Interlocked.Decrement(ref active) == 0)
        {
            idle.TrySetResult();
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

    private static KestrelServerOptions KestrelOptions(int port)
    {
        var kestrel = new KestrelServerOptions
        {
            AddServerHeader = false,
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
        kestrel.Listen(IPAddress.Loopback, port);
        return kestrel;
    }

    private static CodesessionException PortInUse(int port, Exception error) => new(ErrorCode.PortInUse,
        $"The port {port} is in use by another program.", error)
    {
        CsAdvice = "Take another one with --port, or a free one with --port 0.",
        Subject = port,
        Details = [new("port", (long)port)],
    };
}
