using System.Text.Json;

namespace Codesession.Cli.Mcp.Tools;

internal sealed class AddNoteTool() : McpTool("add_note", "Add a note")
{
    protected override string Description => "Adds a timestamped note to the active session: a decision, a milestone.";

    public override IReadOnlyList<McpParameter> Parameters { get; } =
    [
        new("message", ArgumentKind.Text, "The note") { IsRequired = true, Longest = Notes.LongestMessage },
        McpParameter.Directory,
        McpParameter.SessionId,
    ];

    protected override bool IsReadOnly => false;

    protected override string OutputSchema => $$"""
        {"type":"object","properties":{"added":{"const":true},"sessionId":{{Schemas.Count}},
        "note":{"type":"object","properties":{"id":{{Schemas.Count}},"sessionId":{{Schemas.Count}},"message":{{Schemas.Text}},"timestamp":{{Schemas.Text}}},"required":["id","sessionId","message","timestamp"],"additionalProperties":false} },
        "required":["added","sessionId","note"],"additionalProperties":false}
        """;

    protected override Task<Action<Utf8JsonWriter>> RunAsync(ToolCall call, CancellationToken cancel)
    {
        var note = call.Ledger.Notes.Add(call.ActiveSession().Id, call.Arguments.Text("message")!);
        return Task.FromResult<Action<Utf8JsonWriter>>(json =>
        {
            json.WriteBoolean("added", true);
            json.WriteNumber("sessionId", note.SessionId);
            json.WritePropertyName("note");
            LedgerJson.WriteNote(json, note);
        });
    }
}
