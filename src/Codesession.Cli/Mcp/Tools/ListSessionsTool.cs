using System.Text.Json;

namespace Codesession.Cli.Mcp.Tools;

internal sealed class ListSessionsTool() : McpTool("list_sessions", "List sessions")
{
    protected override string Description => "Lists sessions, the newest first, with what they cost.";

    public override IReadOnlyList<McpParameter> Parameters { get; } = [new("limit", ArgumentKind.WholeNumber, "How many at most; 10 unless told") { Least = 1, Most = 1000 }];

    protected override string OutputSchema => $$"""
        {"type":"object","properties":{"sessions":{"type":"array","items":{"type":"object","properties":{"id":{{Schemas.Count}},"name":{{Schemas.Text}},"status":{"enum":["active","completed"]},"directory":{{Schemas.Text}},
        "aiCost":{{Schemas.Dollars}},"aiTokens":{{Schemas.Count}},"duration":{{Schemas.Count}},"startTime":{{Schemas.Text}},"unpricedCalls":{{Schemas.Count}}},
        "required":["id","name","status","directory","aiCost","aiTokens","duration","startTime"],"additionalProperties":false} } },"required":["sessions"],"additionalProperties":false}
        """;

    // The original's is an array; structured content must be an object.
    protected override JsonElement TextOf(JsonElement answer) => answer.GetProperty("sessions");

    protected override Task<Action<Utf8JsonWriter>> RunAsync(ToolCall call, CancellationToken cancel)
    {
        var now = call.Time.GetUtcNow();
        var sessions = call.Ledger.Sessions.List(call.Arguments.Whole("limit") ?? 10);
        return Task.FromResult<Action<Utf8JsonWriter>>(json => json.WriteList("sessions", sessions, (writer, session) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", session.Id);
            writer.WriteString("name", session.Name);
            writer.WriteString("status", session.Status.Name());
            writer.WriteString("directory", session.WorkingDirectory);
            writer.WriteNumber("aiCost", session.AiCost);
            writer.WriteNumber("aiTokens", session.AiTokens);
            writer.WriteNumber("duration", SessionFigures.Seconds(session, now));
            writer.WriteTime("startTime", session.StartTime);
            writer.WriteUnpriced(session.UnpricedCalls);
            writer.WriteEndObject();
        }));
    }
}
