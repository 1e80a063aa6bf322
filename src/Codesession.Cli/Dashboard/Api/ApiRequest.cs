using System.Globalization;
using System.IO.Hashing;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>A request to the API, with what its path and its query say.</summary>
internal sealed class ApiRequest(DashboardServer dashboard, HttpContext context, IReadOnlyDictionary<string, string> path)
{
    /// <summary>The parameters that say which calls are meant.</summary>
    public static readonly string[] UsageParameters = ["after", "before", "zone", "project", "agent"];

    public DashboardServer Dashboard => dashboard;

    public HttpContext Context => context;

    /// <summary>Path and query.</summary>
    public string Address => $"{context.Request.Path}{context.Request.QueryString}";

    /// <summary>The version of the ledger when it came: what it is answered with is no older.</summary>
    public long Version { get; } = dashboard.Changes.Look();

    public bool IsHead => HttpMethods.IsHead(context.Request.Method);

    /// <summary>The id in the path.</summary>
    public long Id => long.Parse(path["id"], NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>A text of the path.</summary>
    public string Path(string name) => path[name];

    /// <summary>A parameter; null: not given, or empty.</summary>
    public string? Query(string name) => context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>A whole number within bounds, or what it is where it is not given.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>.</exception>
    public long Number(string name, long usual, long least, long most) => Query(name) is not { } text ? usual
        : Numbers.Whole(text, name) is var number && number >= least && number <= most ? number
        : throw Wrong($"{name} must be from {least} to {most}.");

    /// <summary>One of some words.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>: another word.</exception>
    public T Choice<T>(string name, T usual, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (Query(name) is not { } given)
        {
            return usual;
        }
        foreach (var (word, value) in choices)
        {
            if (word == given)
            {
                return value;
            }
        }
        throw Wrong($"{name} must be one of: {string.Join(", ", choices.ToArray().Select(choice => choice.Word))}.");
    }

    /// <summary>The zone; the machine's where none is given.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>.</exception>
    public TimeZoneInfo Zone() => TimeInput.Zone(Query("zone"), dashboard.Time);

    /// <summary>Which calls are meant: the <see cref="UsageParameters"/>.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>.</exception>
    public UsageQuery Usage()
    {
        var zone = Zone();
        var query = new UsageQuery
        {
            After = Query("after") is { } from ? TimeInput.Since(from, zone, "after") : null,
            Before = Query("before") is { } to ? TimeInput.Until(to, zone, "before") : null,
            Project = Query("project"),
            AgentName = Query("agent"),
            Zone = zone,
        };
        return query.After >= query.Before ? throw Wrong("after is not before before. Exchange them.") : query;
    }

    /// <summary>Refuses parameters that the operation does not know, and those that are there twice.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.InvalidInput"/>.</exception>
    public void CheckParameters(string[] known)
    {
        foreach (var (name, values) in context.Request.Query)
        {
            if (!known.Contains(name))
            {
                throw Wrong($"There is no parameter {PlainText.Of(name, 40)} here. {(known.Length == 0 ? "None is known." : $"Known are: {string.Join(", ", known)}.")}");
            }
            if (values.Count > 1)
            {
                throw Wrong($"{name} is given more than once.");
            }
        }
    }

    /// <summary>Answers with a JSON document, or says that the browser has it already.</summary>
    public async Task WriteAsync(byte[] document)
    {
        var response = context.Response;
        var tag = $"\"{XxHash128.HashToUInt128(document):x32}\"";
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        await WriteAsync(StatusCodes.Status200OK, document);
    }

    /// <summary>Answers with a JSON document.</summary>
    public async Task WriteAsync(int status, byte[] document)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = document.Length;
        await response.Body.WriteAsync(document, context.RequestAborted);
    }

    private static CodesessionException Wrong(string message) => new(ErrorCode.InvalidInput, message);
}
