using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Codesession.Cli.Proxy;

/// <summary>One request on its way: what is known of it, what goes to the provider, what is seen of the reply.</summary>
internal sealed class Call(Route route, string method, DateTimeOffset time) : HttpTransformer
{
    private readonly ApiShape? shape = ApiCall.ShapeOf(method, route.Path);
    private ReplyReader? reader;
    private ReplyTap? tap;
    private Func<CancellationToken, Task>? passOnRest;
    private Func<HttpResponseHeaders, CancellationToken, Task>? passOnTrailers;
    private string? requestId;

    public Route Route => route;

    /// <summary>The shape in which its reply tells usage; null: it tells none.</summary>
    public ApiShape? Shape => shape;

    /// <summary>Whether it costs something: what fetches a reply that was made before does not.</summary>
    public bool Spends => ApiCall.Spends(method, route.Path);

    /// <summary>What the body of the request says; null: it was not read.</summary>
    public RequestFacts? Facts { get; set; }

    /// <summary>The usage of a streamed reply was asked for by us, and must not reach the client.</summary>
    public bool UsageAdded { get; set; }

    /// <summary>The session on which it is booked.</summary>
    public long SessionId { get; set; }

    /// <summary>What a budget keeps free for it; null: nothing.</summary>
    public long? ReservationId { get; set; }

    public string? AgentName { get; set; }

    /// <summary>The provider has answered it with success, so that something was used.</summary>
    public bool IsBillable { get; private set; }

    /// <summary>The provider's whole reply has come.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The body of the request, read before it is sent on; null: it was not, or it is too long.</summary>
    public Task<ReadOnlyMemory<byte>?>? Body { get; set; }

    /// <summary>The model as far as the request tells.</summary>
    public string? RequestedModel => Facts?.Model ?? ApiCall.ModelIn(route.Path);

    public override async ValueTask TransformRequestAsync(HttpContext context, HttpRequestMessage request, string destinationPrefix, CancellationToken cancel)
    {
        await base.TransformRequestAsync(context, request, destinationPrefix, cancel);
        request.RequestUri = route.Upstream.At(route.Target);
        request.Headers.Host = null;
        if (UsageAdded)
        {
            request.Headers.Remove(HeaderNames.AcceptEncoding);
            request.Headers.TryAddWithoutValidation(HeaderNames.AcceptEncoding, "identity");
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext context, HttpResponseMessage? response, CancellationToken cancel)
    {
        if (!await base.TransformResponseAsync(context, response, cancel) || response is null)
        {
            return false;
        }
        KeepTrailers(context, response);
        if (response.IsSuccessStatusCode && shape is { } known)
        {
            Watch(context, known);
        }
        // What goes on behind another protocol is not read.
        IsBillable |= response.StatusCode == HttpStatusCode.SwitchingProtocols;
        // The head of a stream may be long before its first event.
        if (context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true)
        {
            await context.Response.StartAsync(cancel);
        }
        return true;
    }

    // Comes behind the last byte of a reply, and only then.
    public override async ValueTask TransformResponseTrailersAsync(HttpContext context, HttpResponseMessage response, CancellationToken cancel)
    {
        await base.TransformResponseTrailersAsync(context, response, cancel);
        if (passOnRest is not null)
        {
            await passOnRest(cancel);
        }
        if (passOnTrailers is not null)
        {
            await passOnTrailers(response.TrailingHeaders, cancel);
        }
        IsComplete = true;
    }

    /// <summary>The calls that the reply has told, to be booked.</summary>
    public async Task<IReadOnlyList<NewUsage>> SeenAsync()
    {
        if (tap is null)
        {
            return [];
        }
        await tap.EndAsync();
        return [.. reader!.End(IsComplete).Select((seen, i) => ToBook(seen, first: i == 0))];
    }

    private void KeepTrailers(HttpContext context, HttpResponseMessage response)
    {
        if (response.Headers.Trailer.Count > 0 && response.Content.Headers.ContentLength is null && context.Request.Protocol == "HTTP/1.1"
            && response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
        {
            var chunked = new ChunkedStream(context.Response.Body);
            context.Response.Headers.TransferEncoding = "chunked";
            context.Response.Body = chunked;
            passOnTrailers = chunked.EndAsync;
        }
    }

    private void Watch(HttpContext context, ApiShape known)
    {
        var headers = context.Response.Headers;
        IsBillable = HttpMethods.IsPost(context.Request.Method);
        requestId = headers["request-id"].FirstOrDefault() ?? headers["x-request-id"].FirstOrDefault();
        if (ApiCall.FormatOf(known, context.Response.ContentType) is not { } format)
        {
            return;
        }
        reader = new ReplyReader(known, format);
        tap = ReplyTap.For(reader, headers.ContentEncoding.ToString());
        if (tap is not null)
        {
            var filter = UsageAdded && format == ReplyFormat.EventStream && headers.ContentEncoding.ToString() is "" or "identity" ? new UsageChunkFilter() : null;
            if (filter is not null)
            {
                context.Response.ContentLength = null;
            }
            var reply = new ReplyStream(context.Response.Body, tap, filter);
            context.Response.Body = reply;
            passOnRest = reply.EndAsync;
        }
    }

    private NewUsage ToBook(ObservedUsage seen, bool first) =>
        seen.ToNewUsage(SessionId, UsageSource.Proxy, route.Upstream.Provider, RequestedModel ?? "") with
        {
            AgentName = AgentName,
            Timestamp = time,
            // By some id it must be known again, should it be taken up twice after a failure.
            RequestId = first ? Short(requestId) ?? (seen.ResponseId is null ? $"cs-{Guid.NewGuid():N}" : null) : null,
            ReservationId = first ? ReservationId : null,
        };

    private static string? Short(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length <= NewUsage.LongestName ? text : text[..NewUsage.LongestName];
}
