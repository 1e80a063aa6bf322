using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Proxy;

/// <summary>
/// Keeps web pages out. A page may make its own host name point to 127.0.0.1 (DNS rebinding), which shows in Host, and may send requests
/// to us from another origin, which shows in Origin and Sec-Fetch-Site. Programs send neither.
/// </summary>
internal static class LocalOnly
{
    /// <exception cref="RefusedException">The request comes from a page, or for another host.</exception>
    public static void Check(HttpRequest request)
    {
        var host = request.Host;
        if (host.Port != request.HttpContext.Connection.LocalPort && !(host.Port is null && request.HttpContext.Connection.LocalPort == 80)
            || host.Host is not ("127.0.0.1" or "[::1]") && !host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(StatusCodes.Status421MisdirectedRequest, "wrong_host", "This proxy answers only for 127.0.0.1 and localhost at its own port.");
        }
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (request.Headers.ContainsKey("Origin") || site is not ("" or "none" or "same-origin"))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "cross_origin", "This proxy serves programs on this machine, not web pages.");
        }
    }
}
