using System.Text.Json;

namespace Codesession.Cli.Mcp.Tools;

internal sealed class StartSessionTool() : McpTool("start_session", "Start a session")
{
    protected override string Description => "Starts a session that tracks what a piece of work costs: AI calls, files and commits. One at a time in a repository; end it with end_session.";

    public override IReadOnlyList<McpParameter> Parameters { get; } =
    [
        new("name", ArgumentKind.Text, "What it is called, e.g. \"fix the login\"") { IsRequired = true, Longest = NewSession.LongestName },
        McpParameter.Directory,
        new("budget", ArgumentKind.Number, "US dollars that it may cost") { Most = NewUsage.LargestCost },
    ];

    protected override bool IsReadOnly => false;

    protected override string OutputSchema => $$"""
        {"type":"object","properties":{"id":{{Schemas.Count}},"name":{{Schemas.Text}},"directory":{{Schemas.Text}},"gitRoot":{{Schemas.TextOrNull}},"started":{"const":true},
        "branch":{{Schemas.TextOrNull}},"budget":{{Schemas.Budget}},"warning":{{Schemas.Text}}},
        "required":["id","name","directory","gitRoot","started","branch"],"additionalProperties":false}
        """;

    protected override async Task<Action<Utf8JsonWriter>> RunAsync(ToolCall call, CancellationToken cancel)
    {
        var request = new NewSession { Name = call.Arguments.Text("name")!, Folder = call.Folder, Budget = call.Arguments.Number("budget") };
        var started = await call.Ledger.Sessions.StartAsync(request, cancel);
        return json =>
        {
            json.WriteNumber("id", started.Session.Id);
            json.WriteString("name", started.Session.Name);
            json.WriteString("directory", started.Session.WorkingDirectory);
            json.WriteString("gitRoot", started.Session.GitRoot);
            json.WriteBoolean("started", true);
            json.WriteString("branch", started.Branch);
            json.WriteBudget(started.Budget);
            json.WriteWhereKnown("warning", started.Warning);
        };
    }
}
