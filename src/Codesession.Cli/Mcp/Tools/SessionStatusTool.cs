using System.Text.Json;

namespace Codesession.Cli.Mcp.Tools;

internal sealed class SessionStatusTool() : McpTool("session_status", "Session status")
{
    protected override string Description => "Shows the active session: how long it has taken, files, commits, AI calls, tokens and dollars so far, its notes (the newest 200) and its budget.";

    public override IReadOnlyList<McpParameter> Parameters { get; } = [McpParameter.Directory, McpParameter.SessionId];

    protected override string OutputSchema => $$"""
        {"type":"object","properties":{"id":{{Schemas.Count}},"name":{{Schemas.Text}},"status":{"enum":["active","completed"]},"directory":{{Schemas.Text}},"gitRoot":{{Schemas.TextOrNull}},
        "duration":{{Schemas.Count}},"durationMinutes":{{Schemas.Count}},"filesChanged":{{Schemas.Count}},"commits":{{Schemas.Count}},"aiCost":{{Schemas.Dollars}},"aiTokens":{{Schemas.Count}},"aiCalls":{{Schemas.Count}},
        "notes":{"type":"array","items":{"type":"object","properties":{"message":{{Schemas.Text}},"timestamp":{{Schemas.Text}}},"required":["message","timestamp"],"additionalProperties":false} },
        "unpricedCalls":{{Schemas.Count}},"budget":{{Schemas.Budget}},"warning":{{Schemas.Text}}},
        "required":["id","name","status","directory","gitRoot","duration","durationMinutes","filesChanged","commits","aiCost","aiTokens","aiCalls","notes"],"additionalProperties":false}
        """;

    protected override Task<Action<Utf8JsonWriter>> RunAsync(ToolCall call, CancellationToken cancel) => call.Ledger.Snapshot(() =>
    {
        var session = call.FindSession();
        var notes = call.Ledger.Notes.Of(session.Id).TakeLast(MostItems).ToList();
        var budgets = call.Ledger.Budgets.OutlookFor(session, call.AgentName);
        return Task.FromResult<Action<Utf8JsonWriter>>(json =>
        {
            json.WriteFigures(session, call.Time.GetUtcNow());
            json.WriteList("notes", notes, (writer, note) =>
            {
                writer.WriteStartObject();
                writer.WriteString("message", note.Message);
                writer.WriteTime("timestamp", note.Timestamp);
                writer.WriteEndObject();
            });
            json.WriteUnpriced(session.UnpricedCalls);
            json.WriteOutlook(budgets);
        });
    });
}
