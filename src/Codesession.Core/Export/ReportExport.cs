using System.Text;
using System.Text.Json;

namespace Codesession;

/// <summary>Reports for other programs. Groups are written as they are read, whatever their number.</summary>
public static class ReportExport
{
    private const string CsvHeader =
        "key,calls,unpriced,inputTokens,cacheWriteTokens,cacheReadTokens,outputTokens,reasoningTokens,tokens,cost,sessions,start,end,name";

    /// <summary>Writes <c>rows</c>, an object a group, and <c>totals</c>, their sums, into the object that is open.</summary>
    public static void WriteReport(this Utf8JsonWriter json, IEnumerable<UsageStatistic> groups)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(groups);
        var totals = UsageStatistic.None;
        json.WriteList("rows", groups, (writer, group) =>
        {
            totals = totals.With(group);
            WriteRow(writer, group);
        });
        json.WriteStartObject("totals");
        json.WriteSums(totals);
        json.WriteEndObject();
    }

    /// <summary>Writes some of the groups as <c>rows</c>, then <c>totals</c>, the sums of all, and <c>omitted</c>, how many are not written, where there are any.</summary>
    public static void WriteReport(this Utf8JsonWriter json, IReadOnlyList<UsageStatistic> groups, Range written)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(groups);
        var rows = groups.Take(written).ToList();
        json.WriteList("rows", rows, WriteRow);
        json.WriteStartObject("totals");
        json.WriteSums(groups.Aggregate(UsageStatistic.None, (sums, group) => sums.With(group)));
        json.WriteEndObject();
        if (rows.Count < groups.Count)
        {
            json.WriteNumber("omitted", groups.Count - rows.Count);
        }
    }

    /// <summary>Writes groups as CSV (RFC 4180): a header, then one line a group; no totals.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="groups">The groups, read while they are written.</param>
    public static void WriteCsv(Stream output, IEnumerable<UsageStatistic> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        using var text = new StreamWriter(output, new UTF8Encoding(false), 32 * 1024, leaveOpen: true) { NewLine = "\r\n" };
        text.WriteLine(CsvHeader);
        foreach (var group in groups)
        {
            text.WriteLine(string.Join(',',
                CsvText.Of(group.Key ?? ""),
                group.Calls,
                group.UnpricedCalls,
                group.InputTokens,
                group.CacheWriteTokens,
                group.CacheReadTokens,
                group.OutputTokens,
                group.ReasoningTokens,
                group.Tokens,
                CsvText.Of(group.Cost),
                group.Sessions,
                group.Start is { } start ? Timestamp.Text(start) : "",
                group is UsageBlock block ? Timestamp.Text(block.End) : "",
                group.Name is { } name ? CsvText.Of(name) : ""));
        }
    }

    private static void WriteRow(Utf8JsonWriter json, UsageStatistic group)
    {
        json.WriteStartObject();
        json.WriteString("key", group.Key);
        json.WriteSums(group);
        json.WriteNumber("sessions", group.Sessions);
        json.WriteWhereKnown("provider", (group as ModelUsage)?.Provider);
        json.WriteWhereKnown("name", group.Name);
        if (group.Start is { } start)
        {
            json.WriteTime("start", start);
        }
        if (group is UsageBlock block)
        {
            WriteBlock(json, block);
        }
        json.WriteEndObject();
    }

    /// <summary>Writes sums of tokens by class.</summary>
    internal static void WriteTokens(this Utf8JsonWriter json, long input, long cacheWrite, long cacheRead, long output, long reasoning, long all)
    {
        json.WriteNumber("inputTokens", input);
        json.WriteNumber("cacheWriteTokens", cacheWrite);
        json.WriteNumber("cacheReadTokens", cacheRead);
        json.WriteNumber("outputTokens", output);
        json.WriteNumber("reasoningTokens", reasoning);
        json.WriteNumber("tokens", all);
    }

    /// <summary>Writes what calls come to into the object that is open.</summary>
    public static void WriteSums(this Utf8JsonWriter json, UsageStatistic group)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(group);
        json.WriteNumber("calls", group.Calls);
        json.WriteNumber("unpriced", group.UnpricedCalls);
        json.WriteTokens(group.InputTokens, group.CacheWriteTokens, group.CacheReadTokens, group.OutputTokens, group.ReasoningTokens, group.Tokens);
        json.WriteNumber("cost", group.Cost);
    }

    private static void WriteBlock(Utf8JsonWriter json, UsageBlock block)
    {
        json.WriteTime("end", block.End);
        json.WriteTime("firstCall", block.FirstCall);
        json.WriteTime("lastCall", block.LastCall);
        json.WriteBoolean("open", block.IsOpen);
        if (block is { TokensPerMinute: { } tokens, CostPerHour: { } cost, ProjectedTokens: { } projectedTokens, ProjectedCost: { } projectedCost })
        {
            json.WriteStartObject("burnRate");
            json.WriteNumber("tokensPerMinute", tokens);
            json.WriteNumber("costPerHour", cost);
            json.WriteEndObject();
            json.WriteStartObject("projection");
            json.WriteNumber("tokens", projectedTokens);
            json.WriteNumber("cost", projectedCost);
            json.WriteEndObject();
        }
    }
}
