using System.Text.Json;

namespace Codesession.Cli.Mcp.Tools;

internal sealed class GetStatsTool() : McpTool("get_stats", "Statistics")
{
    protected override string Description => "Sums over all completed sessions: how many, time, files, commits, dollars; and how many sessions are active.";

    protected override string OutputSchema => $$"""
        {"type":"object","properties":{"totalSessions":{{Schemas.Count}},"activeSessions":{{Schemas.Count}},"totalTimeMinutes":{{Schemas.Count}},"totalFiles":{{Schemas.Count}},"totalCommits":{{Schemas.Count}},
        "totalAICost":{{Schemas.Dollars}},"avgSessionMinutes":{{Schemas.Count}},"unpricedCalls":{{Schemas.Count}}},
        "required":["totalSessions","activeSessions","totalTimeMinutes","totalFiles","totalCommits","totalAICost","avgSessionMinutes"],"additionalProperties":false}
        """;

    protected override Task<Action<Utf8JsonWriter>> RunAsync(ToolCall call, CancellationToken cancel) => call.Ledger.Snapshot(() =>
    {
        var stats = call.Ledger.Reports.Stats();
        var active = call.Ledger.Sessions.Count(new SessionQuery { State = SessionPhase.Active });
        return Task.FromResult<Action<Utf8JsonWriter>>(json =>
        {
            json.WriteNumber("totalSessions", stats.TotalSessions);
            json.WriteNumber("activeSessions", active);
            json.WriteNumber("totalTimeMinutes", SessionFigures.Minutes(stats.TotalTime.TotalSeconds));
            json.WriteNumber("totalFiles", stats.TotalFiles);
            json.WriteNumber("totalCommits", stats.TotalCommits);
            json.WriteNumber("totalAICost", stats.TotalAiCost);
            json.WriteNumber("avgSessionMinutes", SessionFigures.Minutes(stats.AverageSessionTime.TotalSeconds));
            json.WriteUnpriced(stats.UnpricedCalls);
        });
    });
}
