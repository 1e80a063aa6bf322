using System.Net;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Serving;

/// <summary>
/// Keeps the web pages of others out. A page may make its own host name point to us (DNS rebinding), which shows in Host, and may send
/// requests to us from another origin, which shows in Origin and Sec-Fetch-Site. Programs send neither.
/// </summary>
/// <param name="server">What is asked, for messages: <c>proxy</c>.</param>
/// <param name="name">A host name by which it may be asked besides addresses; null: none.</param>
internal sealed class Callers(string server, string? name = null)
{
    /// <summary>Lets pass who asks for the address and port at which it is connected.</summary>
    /// <exception cref="RefusedException">The request is meant for another host.</exception>
    public void CheckHost(HttpRequest request)
    {
        var connection = request.HttpContext.Connection;
        if ((request.Host.Port ?? 80) != connection.LocalPort || !IsOurs(request.Host.Host, connection.LocalIpAddress))
        {
            throw new RefusedException(StatusCodes.Status421MisdirectedRequest, "wrong_host",
                $"This {server} answers only for {name ?? "127.0.0.1 and localhost"} at its own port.");
        }
    }

    /// <summary>Lets programs pass, and no page of any origin.</summary>
    /// <exception cref="RefusedException">The request comes from a page.</exception>
    public void CheckIsProgram(HttpRequest request)
    {
        if (request.Headers.ContainsKey("Origin") || !IsOfNoOtherSite(request))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "cross_origin", $"This {server} serves programs on this machine, not web pages.");
        }
    }

    /// <summary>Lets programs pass, and pages of ours.</summary>
    /// <exception cref="RefusedException">The request comes from a page of another origin.</exception>
    public void CheckOrigin(HttpRequest request)
    {
        if (request.Headers.ContainsKey("Origin") && !HasOurOrigin(request) || !IsOfNoOtherSite(request))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "cross_origin", $"This {server} answers programs and its own pages, not those of others.");
        }
    }

    /// <summary>Lets moreover pass who follows a link of another page to what holds no secret.</summary>
    /// <inheritdoc cref="CheckOrigin"/>
    public void CheckVisit(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Mode"] != "navigate" || request.Headers.ContainsKey("Origin"))
        {
            CheckOrigin(request);
        }
    }

    /// <summary>Whether a browser says that one of our pages has sent it.</summary>
    public static bool IsOfOurPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "same-origin" || HasOurOrigin(request);

    // Host has been looked at before.
    private static bool HasOurOrigin(HttpRequest request) =>
        string.Equals(request.Headers.Origin.ToString(), $"http://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfNoOtherSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "" or "none" or "same-origin";

    private bool IsOurs(string host, IPAddress? local)
    {
        if (host.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }
        local = local is { IsIPv4MappedToIPv6: true } ? local.MapToIPv4() : local;
        return local is not null && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            ? IPAddress.IsLoopback(local)
            : host.Equals(local.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{local}]" : $"{local}", StringComparison.OrdinalIgnoreCase));
    }
}
