using System.Text.Json;

namespace Codesession.Cli.Mcp.Tools;

internal sealed class CheckBudgetTool() : McpTool("check_budget", "Check the budget")
{
    protected override string Description => "Shows what the active session has cost, by model, and the budgets that its next call counts towards, the tightest first. Look before expensive calls.";

    public override IReadOnlyList<McpParameter> Parameters { get; } =
    [
        McpParameter.Directory,
        McpParameter.SessionId,
        new("agentName", ArgumentKind.Text, "The agent whose budgets count, too"),
    ];

    protected override string OutputSchema => $$"""
        {"type":"object","properties":{"sessionId":{{Schemas.Count}},"sessionName":{{Schemas.Text}},"totalCost":{{Schemas.Dollars}},"totalTokens":{{Schemas.Count}},"totalCalls":{{Schemas.Count}},"byModel":{{Schemas.ByModel}},
        "unpricedCalls":{{Schemas.Count}},"exceeded":{{Schemas.Flag}},"budgets":{"type":"array","items":{{Schemas.Budget}}},"budget":{{Schemas.Budget}},"warning":{{Schemas.Text}}},
        "required":["sessionId","sessionName","totalCost","totalTokens","totalCalls","byModel","exceeded","budgets"],"additionalProperties":false}
        """;

    protected override Task<Action<Utf8JsonWriter>> RunAsync(ToolCall call, CancellationToken cancel)
    {
        var session = call.FindSession();
        var budgets = call.Ledger.Budgets.OutlookFor(session, call.AgentName);
        return Task.FromResult<Action<Utf8JsonWriter>>(json =>
        {
            json.WriteNumber("sessionId", session.Id);
            json.WriteString("sessionName", session.Name);
            json.WriteNumber("totalCost", session.AiCost);
            json.WriteNumber("totalTokens", session.AiTokens);
            json.WriteNumber("totalCalls", session.AiCalls);
            json.WriteByModel(call.Ledger, session.Id);
            json.WriteUnpriced(session.UnpricedCalls);
            json.WriteBoolean("exceeded", budgets.States.Any(state => state.Exceeded));
            json.WriteList("budgets", budgets.States, LedgerJson.WriteBudgetState);
            json.WriteOutlook(budgets);
        });
    }
}
