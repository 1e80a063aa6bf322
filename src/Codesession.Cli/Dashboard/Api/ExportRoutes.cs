using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>The ledger as a file, as <c>cs export</c> writes it.</summary>
internal static class ExportRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } = [new("GET", "/export", ["format", "status"], ExportAsync)];

    private static async Task ExportAsync(ApiRequest request)
    {
        var csv = request.Choice("format", false, ("json", false), ("csv", true));
        var query = new SessionQuery
        {
            State = request.Choice<SessionPhase?>("status", null, ("active", SessionPhase.Active), ("completed", SessionPhase.Completed)),
        };
        if (request.IsHead)
        {
            Head(request.Context.Response, csv);
            return;
        }
        // To the disk first: as long as the ledger is read, what others write piles up beside it, and a browser may be slow for hours.
        await using var file = PassingFile.Create(request.Dashboard.Host.LedgerOptions.DatabasePath);
        await request.Dashboard.Ledgers.AskAsync(ledger =>
        {
            var sessions = ledger.Sessions.List(query);
            if (csv)
            {
                LedgerExport.WriteCsv(ledger, file, sessions);
            }
            else
            {
                LedgerExport.WriteJson(ledger, file, sessions);
            }
            return 0;
        });
        Head(request.Context.Response, csv);
        request.Context.Response.ContentLength = file.Length;
        file.Position = 0;
        await file.CopyToAsync(request.Context.Response.Body, request.Context.RequestAborted);
    }

    private static void Head(HttpResponse response, bool csv)
    {
        response.ContentType = csv ? "text/csv; charset=utf-8" : "application/json";
        response.Headers.ContentDisposition = $"attachment; filename=\"codesession.{(csv ? "csv" : "json")}\"";
    }
}
