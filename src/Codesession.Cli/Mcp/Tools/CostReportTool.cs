using System.Text.Json;

namespace Codesession.Cli.Mcp.Tools;

internal sealed class CostReportTool() : McpTool("cost_report", "Cost report")
{
    private static readonly (string Word, UsageGrouping Grouping, bool IsOfTime)[] Groupings =
    [
        ("daily", UsageGrouping.Day, true),
        ("weekly", UsageGrouping.Week, true),
        ("monthly", UsageGrouping.Month, true),
        ("session", UsageGrouping.Session, false),
        ("project", UsageGrouping.Project, false),
        ("model", UsageGrouping.Model, false),
        ("agent", UsageGrouping.Agent, false),
    ];

    protected override string Description => "Sums up the calls of all sessions by day, week, month, session, project, model or agent. Groups of time come in their order, the newest of them where they are too many; others the dearest first. totals are those of all groups.";

    public override IReadOnlyList<McpParameter> Parameters { get; } =
    [
        new("by", ArgumentKind.Text, "What to sum up by") { IsRequired = true, Words = [.. Groupings.Select(grouping => grouping.Word)] },
        new("since", ArgumentKind.Text, "Nothing earlier than this day (2026-11-22) or time (2026-11-22T14:00:00Z)"),
        new("until", ArgumentKind.Text, "Nothing later than this day, or from this time on"),
        new("agentName", ArgumentKind.Text, "Only the calls of this agent"),
        new("limit", ArgumentKind.WholeNumber, "How many groups at most; 50 unless told") { Least = 1, Most = 1000 },
    ];

    protected override string OutputSchema => $$"""
        {"type":"object","properties":{"by":{{Schemas.Text}},"rows":{"type":"array","items":{"type":"object","properties":{"key":{{Schemas.TextOrNull}},{{Schemas.Sums}},"sessions":{{Schemas.Count}},"name":{{Schemas.Text}},"start":{{Schemas.Text}}},
        "required":["key",{{Schemas.SumNames}},"sessions"],"additionalProperties":false} },
        "totals":{"type":"object","properties":{{{Schemas.Sums}}},"required":[{{Schemas.SumNames}}],"additionalProperties":false},"omitted":{{Schemas.Count}},"timezone":{{Schemas.Text}}},
        "required":["by","rows","totals","timezone"],"additionalProperties":false}
        """;

    protected override Task<Action<Utf8JsonWriter>> RunAsync(ToolCall call, CancellationToken cancel)
    {
        var given = call.Arguments;
        var (word, grouping, isOfTime) = Groupings.First(known => known.Word == given.Text("by"));
        var zone = TimeInput.Zone(null, call.Time);
        var query = new UsageQuery
        {
            After = given.Text("since") is { } from ? TimeInput.Since(from, zone, "\"since\"") : null,
            Before = given.Text("until") is { } to ? TimeInput.Until(to, zone, "\"until\"") : null,
            AgentName = given.Text("agentName"),
            Zone = zone,
        };
        if (query.After >= query.Before)
        {
            throw ToolArguments.Wrong("since", "\"since\" is not before \"until\". Exchange them.");
        }
        var groups = call.Ledger.Reports.By(grouping, query).ToList();
        var most = (int)(given.Whole("limit") ?? 50);
        return Task.FromResult<Action<Utf8JsonWriter>>(json =>
        {
            json.WriteString("by", word);
            json.WriteReport(groups, isOfTime ? Math.Max(0, groups.Count - most).. : ..Math.Min(most, groups.Count));
            json.WriteString("timezone", zone.Id);
        });
    }
}
