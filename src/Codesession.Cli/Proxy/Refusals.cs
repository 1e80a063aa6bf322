using System.Text.Json;
using Codesession.Cli.Serving;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Codesession.Cli.Proxy;

/// <summary>What the proxy answers itself, in the shape in which the provider's own clients read an error.</summary>
internal static class Refusals
{
    public static RefusedException NoSession(string id) => new(StatusCodes.Status404NotFound, "session_not_found",
        $"There is no session {id}. Take its number from cs start --json or cs list: http://127.0.0.1:<port>/s/<number>");

    public static RefusedException UnknownPath(Upstreams upstreams) => new(StatusCodes.Status404NotFound, "unknown_path",
        $"It cannot be told whose path this is. Put the provider before it: {string.Join(", ", upstreams.Names.Select(name => $"/{name}/…"))}. Others: --upstream <name>=<url>");

    public static RefusedException NotReached(Upstream upstream, ForwarderError error) => error == ForwarderError.RequestTimedOut
        ? new(StatusCodes.Status504GatewayTimeout, "upstream_timeout", $"{upstream.Name} at {upstream.Address} has not answered.")
        : new(StatusCodes.Status502BadGateway, "upstream_unreachable",
            $"{upstream.Name} at {upstream.Address} cannot be reached. Check the network, HTTPS_PROXY and the address (cs proxy --upstream {upstream.Name}=<url>).");

    public static RefusedException OverBudget(CodesessionException refusal) => new(StatusCodes.Status402PaymentRequired, BudgetExceeded, refusal.Message);

    public static async Task WriteAsync(HttpContext context, RefusedException refused, Route? route)
    {
        var response = context.Response;
        response.StatusCode = refused.Status;
        response.ContentType = "application/json";
        // The official clients try 5xx again by themselves, and nothing else of ours.
        response.Headers["x-codesession-error"] = refused.Code;
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, LedgerJson.Options))
        {
            Write(json, refused, ApiOf(context.Request.Method, route));
        }
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length));
        }
    }

    // A gateway of any name is asked in some provider's way.
    private static string? ApiOf(string method, Route? route) => route is null ? null : ApiCall.ShapeOf(method, route.Path) switch
    {
        ApiShape.AnthropicMessages or ApiShape.AnthropicBatchResults => "anthropic",
        ApiShape.Gemini => "google",
        null => route.Upstream.Provider,
        _ => "openai",
    };

    // https://platform.claude.com/docs/en/api/errors, https://platform.openai.com/docs/guides/error-codes,
    // https://ai.google.dev/gemini-api/docs/troubleshooting
    private static void Write(Utf8JsonWriter json, RefusedException refused, string? api)
    {
        var isBudget = refused.Code == BudgetExceeded;
        json.WriteStartObject();
        if (api == "anthropic")
        {
            json.WriteString("type", "error");
        }
        json.WriteStartObject("error");
        switch (api)
        {
            case "anthropic":
                json.WriteString("type", isBudget ? "billing_error" : refused.Status >= 500 ? "api_error" : "invalid_request_error");
                json.WriteString("message", refused.Message);
                json.WriteString("code", refused.Code);
                break;
            case "google":
                json.WriteNumber("code", refused.Status);
                json.WriteString("message", refused.Message);
                json.WriteString("status", isBudget ? "RESOURCE_EXHAUSTED" : refused.Status >= 500 ? "UNAVAILABLE" : "INVALID_ARGUMENT");
                break;
            default:
                json.WriteString("message", refused.Message);
                json.WriteString("type", isBudget ? "insufficient_quota" : refused.Status >= 500 ? "server_error" : "invalid_request_error");
                json.WriteNull("param");
                json.WriteString("code", refused.Code);
                break;
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public const string BudgetExceeded = "budget_exceeded";
}
