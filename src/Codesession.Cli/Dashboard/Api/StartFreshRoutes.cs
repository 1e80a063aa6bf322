using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>The end of all sessions, which <c>cs restore</c> can take back.</summary>
internal static class StartFreshRoutes
{
    private const string Confirmation = "start fresh";

    public static IReadOnlyList<ApiRoute> All { get; } = [new("POST", "/start-fresh", [], StartFreshAsync)];

    private static async Task StartFreshAsync(ApiRequest request)
    {
        using (var body = await JsonBody.ReadAsync(request.Context.Request, "confirm"))
        {
            if (body.Text("confirm") != Confirmation)
            {
                throw new CodesessionException(ErrorCode.ConfirmationRequired, $"All sessions would be removed. To do it, send {{\"confirm\": \"{Confirmation}\"}}.");
            }
        }
        var start = await request.Dashboard.Ledgers.AskAsync(ledger => ledger.StartFresh());
        await request.WriteAsync(StatusCodes.Status200OK, JsonBytes.Of(json =>
        {
            json.WriteString("backup", start.Backup);
            json.WriteNumber("sessions", start.Sessions);
            json.WriteNumber("calls", start.Calls);
        }));
    }
}
