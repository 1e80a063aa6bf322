using Codesession.Cli.Serving;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Dashboard;

/// <summary>
/// Who may use the API: who has the token of the run, or the cookie that was given for it or for a one-time code. Other users of the
/// machine have neither.
/// </summary>
internal sealed class Access(TimeProvider time)
{
    /// <summary>How long a one-time code is good.</summary>
    public static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(1);

    private const int MostCodes = 100;

    // Never the token itself: what a browser keeps is worth nothing to a program that finds the server's record later.
    private readonly ServerToken cookie = new();
    private readonly List<(ServerToken Code, long MadeAt)> codes = [];

    /// <summary>The token of the run.</summary>
    public ServerToken Token { get; } = new();

    /// <summary>
    /// Makes a code for the command line of a browser, which every user of the machine can read: it is good once, and soon not at all.
    /// </summary>
    public string NewCode()
    {
        lock (codes)
        {
            Forget();
            if (codes.Count == MostCodes)
            {
                codes.RemoveAt(0);
            }
            var code = new ServerToken();
            codes.Add((code, time.GetTimestamp()));
            return code.Value;
        }
    }

    /// <summary>Takes a code, which is good no more then.</summary>
    /// <returns>Whether it was.</returns>
    public bool Redeem(string code)
    {
        lock (codes)
        {
            Forget();
            return codes.RemoveAll(known => known.Code.Is(code)) > 0;
        }
    }

    /// <summary>Lets pass who may use the API.</summary>
    /// <exception cref="RefusedException">Neither the token nor the cookie is there, or a page of somebody else may have used the cookie.</exception>
    public void Check(HttpRequest request)
    {
        if (request.Headers.ContainsKey("Authorization"))
        {
            if (!Token.IsIn(request))
            {
                throw Unauthorized();
            }
            return;
        }
        if (request.Cookies[CookieName(request)] is not { } given || !cookie.Is(given))
        {
            throw Unauthorized();
        }
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !Callers.IsOfOurPage(request))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "cross_origin",
                "With the cookie only the dashboard's own page changes something. A program sends Authorization: Bearer with the token of cs dashboard --json.");
        }
    }

    /// <summary>Gives the browser that asks the cookie, for the API alone and until it ends.</summary>
    public void LogIn(HttpContext context) => context.Response.Cookies.Append(CookieName(context.Request), cookie.Value,
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/api/" });

    /// <summary>The refusal of who has nothing to show.</summary>
    public static RefusedException Unauthorized() => new(StatusCodes.Status401Unauthorized, "unauthorized",
        "Open the link that cs dashboard prints; it is another one each time that it starts. A program sends Authorization: Bearer with the token of cs dashboard --json.");

    // Cookies know no ports: those of two dashboards must not replace each other.
    private static string CookieName(HttpRequest request) => $"codesession-{request.HttpContext.Connection.LocalPort}";

    private void Forget() => codes.RemoveAll(known => time.GetElapsedTime(known.MadeAt) > CodeLife);
}
