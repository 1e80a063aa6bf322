using System.Text.Json;
using Codesession.Cli.Serving;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Proxy;

/// <summary>What the proxy answers for itself: <c>GET /health</c>, and the request to stop.</summary>
internal sealed class OwnPages(ProxyServer server, Action stop)
{
    /// <summary>What entitles to stop it.</summary>
    public ServerToken Token { get; } = new();

    /// <summary>Answers a request that is ours.</summary>
    /// <returns>Whether it is.</returns>
    public async Task<bool> AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path == "/health" && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            await WriteHealthAsync(context);
            return true;
        }
        if (request.Path == "/codesession/stop" && HttpMethods.IsPost(request.Method))
        {
            context.Response.StatusCode = Token.IsIn(request) ? StatusCodes.Status202Accepted : StatusCodes.Status401Unauthorized;
            if (context.Response.StatusCode == StatusCodes.Status202Accepted)
            {
                context.Response.OnCompleted(() => { stop(); return Task.CompletedTask; });
            }
            return true;
        }
        return false;
    }

    private async Task WriteHealthAsync(HttpContext context)
    {
        // Who asks after a call finds it in the answer; not who asks while the ledger is locked.
        await Task.WhenAny(server.Bookings.FlushAsync(), Task.Delay(TimeSpan.FromSeconds(1)));
        var session = await server.CurrentSessionAsync();
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, LedgerJson.Options))
        {
            json.WriteStartObject();
            json.WriteVersion();
            json.WriteString("status", "running");
            json.WriteList("intercepting", server.Providers, (writer, name) => writer.WriteStringValue(name));
            if (session is null)
            {
                json.WriteNull("activeSession");
            }
            else
            {
                json.WriteStartObject("activeSession");
                json.WriteNumber("id", session.Id);
                json.WriteString("name", session.Name);
                json.WriteNumber("cost", session.AiCost);
                json.WriteNumber("tokens", session.AiTokens);
                json.WriteUnpriced(session.UnpricedCalls);
                json.WriteEndObject();
            }
            WriteBookings(json);
            json.WriteNumber("pid", Environment.ProcessId);
            json.WriteEndObject();
        }
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length));
        }
    }

    // recorded: in the ledger. waiting: not in it yet. untold: made, but the provider did not say what was used. refused: with figures that cannot be.
    private void WriteBookings(Utf8JsonWriter json)
    {
        json.WriteStartObject("bookings");
        json.WriteNumber("recorded", server.Bookings.Booked);
        json.WriteNumber("waiting", server.Bookings.Waiting);
        json.WriteNumber("untold", server.Untold);
        json.WriteNumber("refused", server.Bookings.Refused);
        json.WriteString("error", server.Bookings.LastError);
        json.WriteEndObject();
    }
}
