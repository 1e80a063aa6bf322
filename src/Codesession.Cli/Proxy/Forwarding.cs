using System.Net;
using System.Text;
using Codesession.Cli.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace Codesession.Cli.Proxy;

/// <summary>Sends a request on to its provider and the reply back, as the bytes come, and has the call booked.</summary>
internal sealed class Forwarding : IDisposable
{
    // No limit of the whole time: a reply may take as long as it takes. But where nothing has moved for so long, nobody is there any more.
    private static readonly ForwarderRequestConfig Config = new()
    {
        ActivityTimeout = TimeSpan.FromHours(1),
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
    };

    private readonly ServiceProvider services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
    private readonly IHttpForwarder forwarder;
    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        // HTTPS_PROXY, NO_PROXY and the system's own settings.
        UseProxy = true,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        // A name may come to stand for other machines while a proxy runs for days.
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        KeepAlivePingDelay = TimeSpan.FromMinutes(1),
        // It would add headers of its own.
        ActivityHeadersPropagator = null,
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
    });

    private readonly Upstreams upstreams;
    private readonly Admission admission;
    private readonly Bookkeeper bookkeeper;
    private readonly string? agentName;
    private readonly TimeProvider time;
    private long untold;
    private long seen;

    public Forwarding(Upstreams upstreams, Admission admission, Bookkeeper bookkeeper, string? agentName, TimeProvider time)
    {
        (this.upstreams, this.admission, this.bookkeeper, this.agentName, this.time) = (upstreams, admission, bookkeeper, agentName, time);
        forwarder = services.GetRequiredService<IHttpForwarder>();
    }

    /// <summary>How many calls succeeded whose usage the provider did not tell, or not so that it could be read.</summary>
    public long Untold => Interlocked.Read(ref untold);

    /// <summary>How many requests came that belong to a provider, whatever became of them.</summary>
    public long Seen => Interlocked.Read(ref seen);

    public async Task HandleAsync(HttpContext context)
    {
        var route = Route.Of(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, context.Request.Headers, upstreams);
        Interlocked.Increment(ref seen);
        var call = new Call(route, context.Request.Method, time.GetUtcNow())
        {
            AgentName = agentName ?? Agents.OfUserAgent(context.Request.Headers.UserAgent.ToString()),
        };
        try
        {
            await admission.AdmitAsync(call, () => LookAheadAsync(context, call));
            if (call.Shape == ApiShape.ChatCompletions && route.Upstream.TakesIncludeUsage)
            {
                await AskForUsageAsync(context, call);
            }
        }
        catch (RefusedException refused)
        {
            Release(call);
            await Refusals.WriteAsync(context, refused, route);
            return;
        }
        catch
        {
            Release(call);
            throw;
        }
        // A prompt is not kept longer than it takes to send it.
        call.Body = null;
        await ForwardAsync(context, call);
    }

    public void Dispose()
    {
        client.Dispose();
        services.Dispose();
    }

    private async Task ForwardAsync(HttpContext context, Call call)
    {
        var body = context.Response.Body;
        try
        {
            var error = await forwarder.SendAsync(context, call.Route.Upstream.Address, client, Config, call);
            if (call.IsComplete)
            {
                // The client has all; what follows is ours.
                await context.Response.CompleteAsync();
            }
            else if (error != ForwarderError.None && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            {
                // Nothing stays of a reply that has broken before its first byte.
                context.Response.Clear();
                context.Response.Body = body;
                await Refusals.WriteAsync(context, Refusals.NotReached(call.Route.Upstream, error), call.Route);
            }
        }
        finally
        {
            await BookAsync(call);
        }
    }

    private async Task BookAsync(Call call)
    {
        var seen = await call.SeenAsync();
        foreach (var usage in seen)
        {
            bookkeeper.Book(usage);
        }
        if (seen.Count == 0)
        {
            if (call.IsBillable)
            {
                Interlocked.Increment(ref untold);
            }
            Release(call);
        }
        else if (call.ReservationId is { } id)
        {
            admission.Forget(id);
        }
    }

    private void Release(Call call)
    {
        if (call.ReservationId is { } id)
        {
            admission.Release(id);
        }
    }

    private static async Task AskForUsageAsync(HttpContext context, Call call)
    {
        if (await ReadAsync(context, call) is { } body && call.Facts is { Streams: true, AsksForUsage: false } facts && facts.WithUsage(body.Span) is { } asking)
        {
            RequestAhead.Replace(context.Request, asking);
            call.UsageAdded = true;
        }
    }

    // The length of a request that a budget weighs; null: not known.
    private static async Task<long?> LookAheadAsync(HttpContext context, Call call) =>
        (await ReadAsync(context, call))?.Length ?? context.Request.ContentLength;

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context, Call call)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || request.Headers.ContentEncoding.Count > 0 || request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }
        var body = await (call.Body ??= RequestAhead.ReadAsync(request, context.RequestAborted));
        call.Facts ??= body is { } json ? RequestFacts.Read(json.Span) : null;
        return body;
    }
}
