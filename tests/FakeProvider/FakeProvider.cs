using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Codesession.Fakes.Recording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Codesession.Fakes;

/// <summary>
/// A real HTTP server on 127.0.0.1 that plays Anthropic, OpenAI and Google: it answers as a script says, keeps what was asked
/// of it exactly as it came, and knows what each reply stated of its usage.
/// </summary>
public sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly FakeProviderOptions options;
    private readonly Connections plain;
    private readonly Connections others = new(taped: false);
    private readonly X509Certificate2? certificate;
    private readonly List<RecordedRequest> requests = [];
    private readonly List<StatedCall> stated = [];
    private long replies;
    private int inFlight;
    private int mostInFlight;

    private FakeProvider(FakeProviderOptions options)
    {
        this.options = options;
        plain = new Connections(options.Record);
        certificate = options.Tls ? LoopbackCertificate.Make() : null;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        if (options.Tls)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }
        builder.WebHost.ConfigureKestrel(Listen);
        app = builder.Build();
        app.Run(ServeAsync);
    }

    /// <summary>Where it listens with HTTP/1.1; ends without a slash.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Where it listens with HTTP/2 from the first byte, without TLS.</summary>
    public string Http2Url { get; private set; } = "";

    /// <summary>Where it listens with TLS; null: not asked for.</summary>
    public string? TlsUrl { get; private set; }

    /// <summary>The certificate of <see cref="TlsUrl"/>, its own authority, as PEM; null: no TLS.</summary>
    public string? CertificatePem => certificate?.ExportCertificatePem();

    /// <summary>What it answers.</summary>
    public Script Script { get; } = new();

    /// <summary>Every request so far, in the order in which they were read.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>What the replies stated, those that broke included where they had stated something.</summary>
    public IReadOnlyList<StatedCall> Stated
    {
        get
        {
            lock (stated)
            {
                return [.. stated];
            }
        }
    }

    /// <summary>Connections that are open.</summary>
    public int LiveConnections => plain.Live + others.Live;

    /// <summary>Connections that there ever were.</summary>
    public long ConnectionsEver => plain.Ever + others.Ever;

    /// <summary>Requests that are being answered.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>The most there were at once.</summary>
    public int MostInFlight => Volatile.Read(ref mostInFlight);

    /// <summary>Starts one.</summary>
    public static async Task<FakeProvider> StartAsync(FakeProviderOptions? options = null)
    {
        var provider = new FakeProvider(options ?? new FakeProviderOptions());
        await provider.app.StartAsync();
        var addresses = provider.app.Urls.Select(url => url.TrimEnd('/')).ToList();
        provider.Url = addresses[0];
        provider.Http2Url = addresses[1];
        provider.TlsUrl = addresses.ElementAtOrDefault(2);
        return provider;
    }

    /// <summary>Forgets requests and what was stated.</summary>
    public void Forget()
    {
        lock (requests)
        {
            requests.Clear();
        }
        lock (stated)
        {
            stated.Clear();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // What hangs at a gate has nobody left who would open it.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        certificate?.Dispose();
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
        kestrel.Listen(IPAddress.Loopback, options.Port, listen => Serve(listen, HttpProtocols.Http1, plain));
        kestrel.Listen(IPAddress.Loopback, 0, listen => Serve(listen, HttpProtocols.Http2, others));
        if (certificate is not null)
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                Serve(listen, HttpProtocols.Http1AndHttp2, others);
                listen.UseHttps(certificate);
            });
        }
    }

    private static void Serve(ListenOptions listen, HttpProtocols protocols, Connections connections)
    {
        listen.Protocols = protocols;
        listen.Use(next => connection => connections.ServeAsync(connection, next));
    }

    private async Task ServeAsync(HttpContext http)
    {
        // Counted as answered only when the caller has it all, or is gone.
        var now = Interlocked.Increment(ref inFlight);
        for (var most = MostInFlight; now > most; most = MostInFlight)
        {
            Interlocked.CompareExchange(ref mostInFlight, now, most);
        }
        try
        {
            await AnswerAsync(http);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or ConnectionAbortedException or Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            // The client is, or the connection was to break.
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var head = http.Features.Get<RequestTape>()?.Next();
        var reply = Script.For(http.Request);
        var body = await RecordAsync(http, head, reply);
        if (reply.Hold is { } hold && reply.HoldAfter == 0)
        {
            await hold.PassAsync(http.RequestAborted);
        }
        if (reply.BreakAfter == 0)
        {
            Reset(http);
            return;
        }
        var call = new Call(http.Request, body);
        var performance = Repertoire.For(call, reply, Interlocked.Increment(ref replies));
        var performer = new Performer(http, reply, performance);
        var whole = performance.Stated is { } told ? told with { Play = http.Request.Headers[Script.Header] is [{ } name] ? name : null } : null;
        try
        {
            await performer.PlayAsync(() => Reset(http), () => State(whole, instead: null));
        }
        finally
        {
            if (!performer.Completed)
            {
                State(performer.StatedTokens is { } tokens ? whole! with { Tokens = tokens, Complete = false, Passes = [], WebSearches = 0 } : null, instead: whole);
            }
        }
    }

    private void State(StatedCall? call, StatedCall? instead)
    {
        lock (stated)
        {
            if (instead is not null)
            {
                stated.RemoveAll(known => ReferenceEquals(known, instead));
            }
            if (options.Record && call is not null)
            {
                stated.Add(call);
            }
        }
    }

    private async Task<byte[]?> RecordAsync(HttpContext http, RequestHead? head, Reply reply)
    {
        var read = default((long Length, string Sha256, byte[]? Body)?);
        try
        {
            read = reply.ReadBody ? await BodyReader.ReadAsync(http.Request, options.KeptBody) : null;
        }
        finally
        {
            if (options.Record)
            {
                var request = new RecordedRequest
                {
                    Method = http.Request.Method,
                    Target = head?.Target ?? http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                    Protocol = http.Request.Protocol,
                    Headers = head?.Headers
                        ?? [.. http.Request.Headers.SelectMany(header => header.Value, (header, value) => KeyValuePair.Create(header.Key, value ?? ""))],
                    Length = read?.Length,
                    Sha256 = read?.Sha256,
                    Body = read?.Body,
                };
                lock (requests)
                {
                    requests.Add(request);
                }
            }
        }
        return read?.Body;
    }

    // With no lingering the peer gets a reset, not an end.
    private static void Reset(HttpContext http)
    {
        if (http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        http.Abort();
    }
}
