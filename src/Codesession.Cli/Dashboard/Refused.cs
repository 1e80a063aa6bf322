using System.Text.Json;
using Codesession.Cli.Serving;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Dashboard;

/// <summary>What the dashboard refuses, and failures as its API tells them: the status by the <see cref="ErrorCode"/>, the document as of cs.</summary>
internal static class Refused
{
    public static RefusedException NotFound() => new(StatusCodes.Status404NotFound, "not_found",
        "There is nothing at this path. /api/v1/openapi.json tells what there is.");

    public static RefusedException MediaType() => new(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type",
        "Send JSON in UTF-8, with Content-Type: application/json.");

    public static RefusedException Method(HttpContext context, IEnumerable<string> allowed)
    {
        var methods = allowed.ToList();
        if (methods.Contains(HttpMethods.Get))
        {
            methods.Add(HttpMethods.Head);
        }
        context.Response.Headers.Allow = string.Join(", ", methods);
        return new(StatusCodes.Status405MethodNotAllowed, "method_not_allowed", $"Here one can {string.Join(", ", methods)}.");
    }

    /// <summary>Answers with a failure.</summary>
    public static Task WriteAsync(HttpContext context, Exception error) => error switch
    {
        RefusedException refused => WriteAsync(context, refused.Status, refused.Code, refused.Message, []),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            WriteAsync(context, StatusCodes.Status413PayloadTooLarge, "too_large", "The request is too large. Send less.", []),
        BadHttpRequestException bad => WriteAsync(context, bad.StatusCode, ErrorCode.InvalidInput.Name(), bad.Message, []),
        _ => WriteAsync(context, ErrorReport.Expected(error)),
    };

    private static Task WriteAsync(HttpContext context, CodesessionException failure)
    {
        var status = StatusOf(failure.Code);
        if (failure.Code == ErrorCode.StoreBusy)
        {
            context.Response.Headers.RetryAfter = "1";
        }
        return WriteAsync(context, status, failure.Code.Name(), failure.Message, failure.Details);
    }

    private static async Task WriteAsync(HttpContext context, int status, string code, string message, IEnumerable<KeyValuePair<string, object>> details)
    {
        var response = context.Response;
        response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }
        response.Headers.CacheControl = "no-store";
        response.Headers.Remove("ETag");
        var body = JsonBytes.Of(json => json.WriteError(code, message, details));
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static int StatusOf(ErrorCode code) => code switch
    {
        ErrorCode.InvalidInput or ErrorCode.MissingTokens or ErrorCode.UnknownModel or ErrorCode.Usage or ErrorCode.ConfirmationRequired => StatusCodes.Status400BadRequest,
        ErrorCode.SessionNotFound or ErrorCode.NoActiveSession or ErrorCode.CallNotFound or ErrorCode.NoteNotFound or ErrorCode.BudgetNotFound
            or ErrorCode.CommitNotFound => StatusCodes.Status404NotFound,
        ErrorCode.SessionActive or ErrorCode.FileExists => StatusCodes.Status409Conflict,
        ErrorCode.BudgetExceeded => StatusCodes.Status402PaymentRequired,
        ErrorCode.StoreBusy or ErrorCode.GitUnavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorCode.StoreFull => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status500InternalServerError,
    };
}
