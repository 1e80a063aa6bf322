using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>One operation of the API, as <c>openapi.json</c> describes it.</summary>
/// <param name="Method">GET, POST, PUT or DELETE; what answers GET answers HEAD, too.</param>
/// <param name="Template">The path below <c>/api/v1</c>: <c>/sessions/{id}</c>, with a number in the place of <c>{id}</c>.</param>
/// <param name="Parameters">The names that the query may have.</param>
/// <param name="AnswerAsync">Answers.</param>
internal sealed record ApiRoute(string Method, string Template, string[] Parameters, Func<ApiRequest, Task> AnswerAsync)
{
    private readonly string[] parts = Template.Split('/');

    /// <summary>An operation that only reads the ledger: its answer is shared by all who ask the same while nothing changes.</summary>
    /// <param name="template">As <see cref="Template"/>.</param>
    /// <param name="parameters">As <see cref="Parameters"/>.</param>
    /// <param name="question">Reads the request, and says what to write then from one snapshot of the ledger.</param>
    public static ApiRoute Reading(string template, string[] parameters, Func<ApiRequest, Action<Utf8JsonWriter, Ledger>> question) =>
        new(HttpMethods.Get, template, parameters, async request =>
        {
            var write = question(request);
            await request.WriteAsync(await request.Dashboard.ReadAsync(request, ledger =>
                ledger.Snapshot(() => JsonBytes.Of(json => write(json, ledger)))));
        });

    /// <summary>Whether a path is one of this operation.</summary>
    /// <param name="path">The path below <c>/api/v1</c>.</param>
    /// <param name="values">What stands in the place of the names.</param>
    public bool Fits(string path, [NotNullWhen(true)] out Dictionary<string, string>? values)
    {
        values = null;
        var given = path.Split('/');
        if (given.Length != parts.Length)
        {
            return false;
        }
        var found = new Dictionary<string, string>();
        foreach (var (part, value) in parts.Zip(given))
        {
            if (part is ['{', .., '}'])
            {
                if (value.Length == 0 || part == "{id}" && !long.TryParse(value, System.Globalization.NumberStyles.None, null, out _))
                {
                    return false;
                }
                found[part[1..^1]] = value;
            }
            else if (part != value)
            {
                return false;
            }
        }
        values = found;
        return true;
    }
}
