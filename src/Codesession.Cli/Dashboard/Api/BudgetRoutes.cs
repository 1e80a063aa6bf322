using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Codesession.Cli.Dashboard.Api;

/// <summary>Budgets: how much may be spent, and is.</summary>
internal static class BudgetRoutes
{
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        ApiRoute.Reading("/budgets", [], _ => (json, ledger) => json.WriteList("budgets", ledger.Budgets.States(), LedgerJson.WriteBudgetState)),
        new("POST", "/budgets", [], SetAsync),
        new("DELETE", "/budgets/{id}", [], async request =>
        {
            await request.Dashboard.Ledgers.AskAsync(ledger => ledger.Budgets.Remove(request.Id));
            request.Context.Response.StatusCode = StatusCodes.Status204NoContent;
        }),
    ];

    private static async Task SetAsync(ApiRequest request)
    {
        using var body = await JsonBody.ReadAsync(request.Context.Request, "per", "limit", "warnAt", "project", "agentName", "sessionId");
        var budget = new NewBudget
        {
            Limit = body.Number("limit") ?? throw JsonBody.Missing("limit"),
            Period = BudgetPeriods.Parse(body.Text("per") ?? throw JsonBody.Missing("per"))
                ?? throw new CodesessionException(ErrorCode.InvalidInput, "per must be session, day, week, month or total."),
            SessionId = body.Whole("sessionId"),
            Project = FullPath(body.Text("project")),
            AgentName = body.Text("agentName"),
        };
        if (body.Number("warnAt") is { } share)
        {
            budget = budget with { WarnAt = share };
        }
        var set = await request.Dashboard.Ledgers.AskAsync(ledger =>
        {
            var id = ledger.Budgets.Set(budget).Id;
            return ledger.Budgets.States().FirstOrDefault(state => state.Id == id) ?? throw Budgets.NotFound(id);
        });
        await request.WriteAsync(StatusCodes.Status201Created, JsonBytes.Of((Utf8JsonWriter json) => json.WriteBudget(set)));
    }

    // Relative to what, a page does not know.
    private static string? FullPath(string? project) => project is null || Path.IsPathFullyQualified(project) ? project
        : throw new CodesessionException(ErrorCode.InvalidInput, "project must be the full path of a folder.");
}
