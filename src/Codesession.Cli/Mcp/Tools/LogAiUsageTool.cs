using System.Text.Json;

namespace Codesession.Cli.Mcp.Tools;

internal sealed class LogAiUsageTool() : McpTool("log_ai_usage", "Log an AI call")
{
    protected override string Description => "Records an AI call with its tokens and dollars in the active session. With a requestId the same call is never counted twice.";

    public override IReadOnlyList<McpParameter> Parameters { get; } =
    [
        new("provider", ArgumentKind.Text, "Who served the model: anthropic, openai, google, …") { IsRequired = true, Longest = NewUsage.LongestProvider },
        new("model", ArgumentKind.Text, "The model's name") { IsRequired = true },
        Tokens("promptTokens", "The whole input, cache reads and writes included") with { IsRequired = true },
        Tokens("completionTokens", "The output, reasoning included") with { IsRequired = true },
        new("cost", ArgumentKind.Number, "US dollars; from the price table unless told") { Most = NewUsage.LargestCost },
        new("agentName", ArgumentKind.Text, "The agent that made the call"),
        McpParameter.Directory,
        Tokens("cacheReadTokens", "How much of the input was read from a cache"),
        Tokens("cacheWriteTokens", "How much of the input was written to a cache"),
        Tokens("cacheWrite1hTokens", "How much of the input was written to a cache for an hour"),
        Tokens("reasoningTokens", "How much of the output was reasoning"),
        new("requestId", ArgumentKind.Text, "An id of the call: the same one twice is recorded once"),
        McpParameter.SessionId,
    ];

    protected override bool IsReadOnly => false;

    protected override string OutputSchema => $$"""
        {"type":"object","properties":{"logged":{"type":"object","properties":{"provider":{{Schemas.Text}},"model":{{Schemas.Text}},"tokens":{{Schemas.Count}},"promptTokens":{{Schemas.Count}},"completionTokens":{{Schemas.Count}},
        "cacheReadTokens":{{Schemas.Count}},"cacheWriteTokens":{{Schemas.Count}},"cacheWrite1hTokens":{{Schemas.Count}},"reasoningTokens":{{Schemas.Count}},{{Schemas.CallCost}},"agentName":{{Schemas.Text}}},
        "required":["provider","model","tokens","cost"],"additionalProperties":false},
        "session":{"type":"object","properties":{"id":{{Schemas.Count}},"totalCost":{{Schemas.Dollars}},"totalTokens":{{Schemas.Count}},"unpricedCalls":{{Schemas.Count}}},"required":["id","totalCost","totalTokens"],"additionalProperties":false},
        "duplicate":{"const":true},"budget":{{Schemas.Budget}},"warning":{{Schemas.Text}}},"required":["logged","session"],"additionalProperties":false}
        """;

    protected override Task<Action<Utf8JsonWriter>> RunAsync(ToolCall call, CancellationToken cancel)
    {
        var given = call.Arguments;
        var ledger = call.Ledger;
        var receipt = ledger.Usage.Add(new NewUsage
        {
            SessionId = call.ActiveSession().Id,
            Source = UsageSource.Mcp,
            RequirePrice = true,
            Provider = given.Text("provider")!,
            Model = given.Text("model")!,
            PromptTokens = given.Whole("promptTokens"),
            CompletionTokens = given.Whole("completionTokens"),
            CacheReadTokens = given.Whole("cacheReadTokens"),
            CacheWriteTokens = given.Whole("cacheWriteTokens"),
            CacheWrite1hTokens = given.Whole("cacheWrite1hTokens"),
            ReasoningTokens = given.Whole("reasoningTokens"),
            Cost = given.Number("cost"),
            AgentName = call.AgentName,
            RequestId = given.Text("requestId"),
        });
        var budgets = ledger.Budgets.OutlookFor(receipt.Session, receipt.Usage.AgentName);
        return Task.FromResult<Action<Utf8JsonWriter>>(json =>
        {
            json.WriteStartObject("logged");
            json.WriteCall(receipt.Usage);
            json.WriteEndObject();
            json.WriteStartObject("session");
            json.WriteNumber("id", receipt.Session.Id);
            json.WriteNumber("totalCost", receipt.Session.AiCost);
            json.WriteNumber("totalTokens", receipt.Session.AiTokens);
            json.WriteUnpriced(receipt.Session.UnpricedCalls);
            json.WriteEndObject();
            if (receipt.Duplicate)
            {
                json.WriteBoolean("duplicate", true);
            }
            json.WriteOutlook(budgets);
        });
    }

    private static McpParameter Tokens(string name, string description) => new(name, ArgumentKind.WholeNumber, description) { Most = NewUsage.LargestCount };
}
