using System.Globalization;
using System.Text;

namespace Codesession.AgentLogs;

/// <summary>
/// Cursor. It leaves no counts on the disk; the export of its usage page does, so a user names that file.
/// <para>Columns, found by name, for they came one by one: <c>Date</c>, <c>User</c>, <c>Cloud Agent ID</c>, <c>Automation ID</c>, <c>Kind</c>, <c>Model</c>, <c>Max Mode</c>,
/// <c>Input (w/ Cache Write)</c>, <c>Input (w/o Cache Write)</c>, <c>Cache Read</c>, <c>Output Tokens</c>, <c>Total Tokens</c>, <c>Cost</c>, <c>Cost to you</c>. Older exports with
/// one number of tokens a call do not tell what was billed.</para>
/// <para>The two inputs are disjoint, that with cache writes is what was written; where it was the whole input, the total tells.
/// <c>Cost</c> is dollars, or <c>Included</c>, <c>Free</c>, <c>-</c>. Of kind <c>Errored, No Charge</c> nothing is booked.</para>
/// <para>Identity: there is none but the row itself; a day, or a cloud agent, is a conversation. <c>User</c> is not read.</para>
/// </summary>
internal sealed class CursorLog : AgentLog
{
    private const string Written = "Input (w/ Cache Write)";
    private const string Uncached = "Input (w/o Cache Write)";
    private const string FromCache = "Cache Read";
    private const string Output = "Output Tokens";

    public override string Id => "cursor";

    public override string Name => "Cursor";

    public override string ReadIn =>
        "exports as others describe them: junhoyeo/tokscale pull request 1154, pingdotgg/t3code pull request 6046, steipete/CodexBar pull request 3113";

    public override bool IsExperimental => true;

    public override IEnumerable<string> Places(LogSurroundings surroundings) => [];

    public override bool IsLog(ReadOnlySpan<char> path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    public override bool Recognizes(ReadOnlySpan<byte> beginning)
    {
        var end = beginning.IndexOf((byte)'\n');
        var header = end < 0 ? beginning : beginning[..end];
        return header.IndexOf("Date"u8) >= 0 && header.IndexOf("Model"u8) >= 0 && header.IndexOf("Cache Read"u8) >= 0;
    }

    public override void Read(LogFile file, LogSink sink, CancellationToken cancel)
    {
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var text = new StreamReader(stream, Encoding.UTF8);
        var records = new CsvRecords(text);
        try
        {
            Read(records, sink, cancel);
        }
        catch (FormatException)
        {
            sink.Offset = records.Offset;
            sink.Problem(LogProblemKind.Broken);
        }
        sink.End(new LogPosition(file.Size, null));
    }

    private static void Read(CsvRecords records, LogSink sink, CancellationToken cancel)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (at, name) in (records.Next() ?? []).Index()) columns.TryAdd(name.Trim(), at);
        if (!new[] { "Date", "Model", Written, Uncached, FromCache, Output }.All(columns.ContainsKey))
        {
            sink.Problem(LogProblemKind.UnknownShape);
            return;
        }
        var rows = new Dictionary<string, int>();
        while (records.Next() is { } record)
        {
            cancel.ThrowIfCancellationRequested();
            sink.Offset = records.Offset;
            if (record is [""]) continue;
            if (Field(record, "Kind").Contains("No Charge", StringComparison.OrdinalIgnoreCase) || Field(record, "Kind").Contains("Not Charged", StringComparison.OrdinalIgnoreCase)) continue;
            var time = LogTime.Of(Field(record, "Date"));
            if (time is null || Counts(record) is not { } counts)
            {
                sink.Problem(LogProblemKind.UnknownShape);
                continue;
            }
            if (new ObservedUsage { Model = Field(record, "Model") is { Length: > 0 } model ? model : null, Tokens = counts }.IfAny is not { } observed) continue;
            var id = string.Create(CultureInfo.InvariantCulture,
                $"{time:yyyyMMddHHmmssfff} {observed.Model} {counts.Input} {counts.CacheWrite} {counts.CacheRead} {counts.Output}");
            // Exports with days instead of times have equal rows.
            var count = rows[id] = rows.GetValueOrDefault(id) + 1;
            var agent = Field(record, "Cloud Agent ID");
            sink.Add(new LoggedCall
            {
                Conversation = sink.Conversation(agent.Length > 0 ? agent : string.Create(CultureInfo.InvariantCulture, $"cursor {time:yyyy-MM-dd}")),
                Observed = observed,
                Time = time.Value,
                EventId = count == 1 ? id : $"{id} {count}",
                StatedCost = StatedDollars.Of(Field(record, "Cost")),
            });
            sink.Mark(default);
        }

        string Field(IReadOnlyList<string> record, string name) => columns.TryGetValue(name, out var at) && at < record.Count ? record[at].Trim() : "";

        TokenCounts? Counts(IReadOnlyList<string> record)
        {
            if (Number(Field(record, Written)) is not { } written || Number(Field(record, Uncached)) is not { } uncached) return null;
            if (Number(Field(record, FromCache)) is not { } read || Number(Field(record, Output)) is not { } output) return null;
            if (Field(record, "Total Tokens") is { Length: > 0 } told)
            {
                var total = Number(told);
                var held = written >= uncached && total == written + read + output;
                if (held) written -= uncached;
                else if (total != written + uncached + read + output) return null;
            }
            return new TokenCounts { Input = uncached, CacheWrite = written, CacheRead = read, Output = output };
        }
    }

    private static long? Number(string text) => text.Length == 0 ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Limits.LargestCount ? number : null;
}
