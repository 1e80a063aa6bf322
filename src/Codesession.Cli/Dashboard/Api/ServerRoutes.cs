using System.Globalization;
using System.Text;
using Codesession.Cli.Serving;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>The server itself: who it is, who may ask it, what has changed, and its end.</summary>
internal static class ServerRoutes
{
    /// <summary>The only operation that asks for nothing to be shown before.</summary>
    public const string Login = "/login";

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    private static readonly Lazy<byte[]> Description = new(() =>
    {
        using var resource = typeof(ServerRoutes).Assembly.GetManifestResourceStream("openapi.json")!;
        var document = new byte[resource.Length];
        resource.ReadExactly(document);
        return document;
    });

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("POST", Login, [], LogInAsync),
        new("POST", "/codes", [], request => request.WriteAsync(StatusCodes.Status201Created, JsonBytes.Of(json =>
        {
            json.WriteString("code", request.Dashboard.Access.NewCode());
            json.WriteNumber("seconds", (int)Access.CodeLife.TotalSeconds);
        }))),
        new("POST", "/stop", [], request =>
        {
            request.Context.Response.StatusCode = StatusCodes.Status202Accepted;
            request.Context.Response.OnCompleted(() => { request.Dashboard.Stop(); return Task.CompletedTask; });
            return Task.CompletedTask;
        }),
        new("GET", "/server", [], request => request.WriteAsync(StatusCodes.Status200OK, JsonBytes.Of(request.Dashboard.WriteServer))),
        new("GET", "/events", [], TellChangesAsync),
        new("GET", "/openapi.json", [], request => request.WriteAsync(Description.Value)),
    ];

    private static async Task LogInAsync(ApiRequest request)
    {
        var (context, access) = (request.Context, request.Dashboard.Access);
        if (context.Request.Headers.ContainsKey("Authorization") ? !access.Token.IsIn(context.Request) : !await BringsCodeAsync(context.Request, access))
        {
            throw Access.Unauthorized();
        }
        access.LogIn(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<bool> BringsCodeAsync(HttpRequest request, Access access)
    {
        if (!JsonBody.IsIn(request))
        {
            return false;
        }
        using var body = await JsonBody.ReadAsync(request, "code");
        return access.Redeem(body.Text("code") ?? throw JsonBody.Missing("code"));
    }

    private static async Task TellChangesAsync(ApiRequest request)
    {
        var (response, changes) = (request.Context.Response, request.Dashboard.Changes);
        response.ContentType = "text/event-stream";
        if (request.IsHead)
        {
            return;
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Context.RequestAborted, request.Dashboard.Stopping);
        try
        {
            var version = changes.Look();
            await SendAsync($"event: change\ndata: {{\"version\":{version.ToString(CultureInfo.InvariantCulture)}}}\n\n");
            while (true)
            {
                using var silence = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
                silence.CancelAfter(LongestSilence);
                try
                {
                    version = await changes.AfterAsync(version, silence.Token);
                    await SendAsync($"event: change\ndata: {{\"version\":{version.ToString(CultureInfo.InvariantCulture)}}}\n\n");
                }
                catch (OperationCanceledException) when (!end.IsCancellationRequested)
                {
                    // A comment: where nobody reads any more, it shows.
                    await SendAsync(":\n\n");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The browser or the dashboard has gone.
        }

        async Task SendAsync(string text)
        {
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), end.Token);
            await response.Body.FlushAsync(end.Token);
        }
    }
}
