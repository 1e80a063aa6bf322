using System.Text.Json;

namespace Codesession.Cli.Mcp.Tools;

internal sealed class CheckBudgetTool() : McpTool("check_budget", "Check the budget")
{
    protected override string Description => "Shows what the active session has cost, by model, and the budgets that the next call counts towards, the tightest first; without a session those for one started now. Look before expensive calls.";

    public override IReadOnlyList<McpParameter> Parameters { get; } =
    [
        McpParameter.Directory,
        McpParameter.SessionId,
        new("agentName", ArgumentKind.Text, "The agent whose budgets count, too"),
    ];

    protected override string OutputSchema => $$"""
        {"type":"object","properties":{"sessionId":{"type":["integer","null"]},"sessionName":{{Schemas.TextOrNull}},"totalCost":{{Schemas.Dollars}},"totalTokens":{{Schemas.Count}},"totalCalls":{{Schemas.Count}},"byModel":{{Schemas.ByModel}},
        "unpricedCalls":{{Schemas.Count}},"exceeded":{{Schemas.Flag}},"budgets":{"type":"array","items":{{Schemas.Budget}}},"budget":{{Schemas.Budget}},"warning":{{Schemas.Text}}},
        "required":["sessionId","sessionName","totalCost","totalTokens","totalCalls","byModel","exceeded","budgets"],"additionalProperties":false}
        """;

    protected override Task<Action<Utf8JsonWriter>> RunAsync(ToolCall call, CancellationToken cancel)
    {
        var session = Find(call);
        var budgets = session is null ? new BudgetOutlook(call.Ledger.Budgets.StatesIn(call.Folder, call.AgentName), null) : call.Ledger.Budgets.OutlookFor(session, call.AgentName);
        return Task.FromResult<Action<Utf8JsonWriter>>(json =>
        {
            if (session is null)
            {
                json.WriteNull("sessionId");
            }
            else
            {
                json.WriteNumber("sessionId", session.Id);
            }
            json.WriteString("sessionName", session?.Name);
            json.WriteNumber("totalCost", session?.AiCost ?? 0);
            json.WriteNumber("totalTokens", session?.AiTokens ?? 0);
            json.WriteNumber("totalCalls", session?.AiCalls ?? 0);
            if (session is null)
            {
                json.WriteStartObject("byModel");
                json.WriteEndObject();
            }
            else
            {
                json.WriteByModel(call.Ledger, session.Id);
            }
            json.WriteUnpriced(session?.UnpricedCalls ?? 0);
            json.WriteBoolean("exceeded", budgets.States.Any(state => state.Exceeded));
            json.WriteList("budgets", budgets.States, LedgerJson.WriteBudgetState);
            json.WriteOutlook(budgets);
        });
    }

    // An exceeded budget stands in the way of a session that has yet to be started, too.
    private static Session? Find(ToolCall call)
    {
        try
        {
            return call.FindSession();
        }
        catch (CodesessionException none) when (none.Code == ErrorCode.NoActiveSession)
        {
            return null;
        }
    }
}
