using System.Text.Json;

namespace Codesession.Cli.Mcp.Tools;

internal sealed class CostOfCommitTool() : McpTool("cost_of_commit", "Cost of a commit")
{
    protected override string Description => "Shows what led to a commit: the calls of its session since the commit before, or since its start. The commits of a session are known when it has ended.";

    public override IReadOnlyList<McpParameter> Parameters { get; } =
    [
        new("hash", ArgumentKind.Text, "The commit's hash, or the first seven digits or more of it") { IsRequired = true, Longest = 64 },
        McpParameter.Directory,
    ];

    protected override string OutputSchema => $$"""
        {"type":"object","properties":{"hash":{{Schemas.Text}},"message":{{Schemas.Text}},"timestamp":{{Schemas.Text}},"sessionId":{{Schemas.Count}},"sessionName":{{Schemas.Text}},
        "calls":{"type":["integer","null"]},"unpriced":{"type":["integer","null"]},"tokens":{"type":["integer","null"]},"cost":{{Schemas.Cost}} },
        "required":["hash","message","timestamp","sessionId","sessionName","calls","unpriced","tokens","cost"],"additionalProperties":false}
        """;

    protected override Task<Action<Utf8JsonWriter>> RunAsync(ToolCall call, CancellationToken cancel)
    {
        var sessions = call.Ledger.Sessions;
        var commit = sessions.FindCommit(call.Arguments.Text("hash")!, call.Arguments.Text("directory") is null ? null : call.Folder);
        var session = sessions.Find(commit.SessionId) ?? throw Sessions.NotFound(commit.SessionId);
        var cost = sessions.CommitCosts(session.Id).Commits.First(other => other.Commit.Id == commit.Id);
        return Task.FromResult<Action<Utf8JsonWriter>>(json =>
        {
            json.WriteString("hash", commit.FullHash ?? commit.Hash);
            json.WriteString("message", commit.Message);
            json.WriteTime("timestamp", commit.Timestamp);
            json.WriteNumber("sessionId", session.Id);
            json.WriteString("sessionName", session.Name);
            json.WriteTotals(cost.Calls);
        });
    }
}
