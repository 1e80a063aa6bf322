using System.Text.Json;

namespace Codesession.Cli.Mcp.Tools;

internal sealed class EndSessionTool() : McpTool("end_session", "End a session")
{
    protected override string Description =>
        "Ends the active session, records the files and commits that git says were changed, and answers what it came to. Of files, commits and calls it lists at most 200, the newest; filesChanged, commits and aiCalls say how many there are, byModel has the sums of all calls.";

    public override IReadOnlyList<McpParameter> Parameters { get; } =
    [
        new("notes", ArgumentKind.Text, "A note for its end: what was done") { Longest = Notes.LongestMessage },
        McpParameter.Directory,
        McpParameter.SessionId,
    ];

    protected override bool IsReadOnly => false;

    protected override string OutputSchema => $$"""
        {"type":"object","properties":{"id":{{Schemas.Count}},"name":{{Schemas.Text}},"status":{"const":"completed"},"directory":{{Schemas.Text}},"gitRoot":{{Schemas.TextOrNull}},"duration":{{Schemas.Count}},"durationMinutes":{{Schemas.Count}},
        "filesChanged":{{Schemas.Count}},"commits":{{Schemas.Count}},"aiCost":{{Schemas.Dollars}},"aiTokens":{{Schemas.Count}},"aiCalls":{{Schemas.Count}},
        "files":{"type":"array","items":{"type":"object","properties":{"path":{{Schemas.Text}},"type":{"enum":["created","modified","deleted"]} },"required":["path","type"],"additionalProperties":false} },
        "commitList":{"type":"array","items":{"type":"object","properties":{"hash":{{Schemas.Text}},"message":{{Schemas.Text}}},"required":["hash","message"],"additionalProperties":false} },
        "aiBreakdown":{"type":"array","items":{"type":"object","properties":{"provider":{{Schemas.Text}},"model":{{Schemas.Text}},"tokens":{{Schemas.Count}},{{Schemas.CallCost}}},"required":["provider","model","tokens","cost"],"additionalProperties":false} },
        "byModel":{{Schemas.ByModel}},"unpricedCalls":{{Schemas.Count}},"budget":{{Schemas.Budget}},"warning":{{Schemas.Text}}},
        "required":["id","name","status","directory","gitRoot","duration","durationMinutes","filesChanged","commits","aiCost","aiTokens","aiCalls","files","commitList","aiBreakdown","byModel"],"additionalProperties":false}
        """;

    protected override async Task<Action<Utf8JsonWriter>> RunAsync(ToolCall call, CancellationToken cancel)
    {
        var ledger = call.Ledger;
        var ended = await ledger.Sessions.EndAsync(call.ActiveSession().Id, call.Arguments.Text("notes"), cancel);
        var session = ended.Session;
        var budgets = ledger.Budgets.OutlookFor(session, call.AgentName);
        return json =>
        {
            json.WriteFigures(session, session.StartTime);
            json.WriteList("files", ledger.Sessions.Files(session.Id).TakeLast(MostItems), WriteFile);
            json.WriteList("commitList", ledger.Sessions.Commits(session.Id).TakeLast(MostItems), WriteCommit);
            json.WriteList("aiBreakdown", ledger.Usage.Of(session.Id).TakeLast(MostItems), WriteCall);
            json.WriteByModel(ledger, session.Id);
            json.WriteUnpriced(session.UnpricedCalls);
            json.WriteOutlook(budgets, ended.Warning);
        };
    }

    private static void WriteFile(Utf8JsonWriter json, FileChange file)
    {
        json.WriteStartObject();
        json.WriteString("path", file.FilePath);
        json.WriteString("type", file.ChangeType.Name());
        json.WriteEndObject();
    }

    private static void WriteCommit(Utf8JsonWriter json, Commit commit)
    {
        json.WriteStartObject();
        json.WriteString("hash", commit.Hash);
        json.WriteString("message", commit.Message);
        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, AiUsage usage)
    {
        json.WriteStartObject();
        json.WriteString("provider", usage.Provider);
        json.WriteString("model", usage.Model);
        json.WriteNumber("tokens", usage.Tokens);
        json.WriteCost(usage.Cost);
        json.WriteEndObject();
    }
}
