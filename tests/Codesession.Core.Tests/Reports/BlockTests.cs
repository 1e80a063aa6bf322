namespace Codesession.Core.Tests.Reports;

/// <summary>Calls by five-hour windows.</summary>
public sealed class BlockTests : ReportTest
{
    private readonly long _session;

    public BlockTests() => _session = Test.Start().Id;

    [Fact]
    public void A_window_begins_with_the_hour_of_its_first_call_and_lasts_five_hours()
    {
        Calls("2026-11-20T01:20:00.000Z", "2026-11-20T05:59:59.999Z", "2026-11-20T06:00:00.001Z");

        var blocks = Blocks();

        Assert.Equal([("2026-11-20 01:00", 2L), ("2026-11-20 06:00", 1L)], blocks.Select(block => (block.Key, block.Calls)));
        var first = blocks[0];
        Assert.Equal(
            (At("2026-11-20T01:00Z"), At("2026-11-20T06:00Z"), At("2026-11-20T01:20Z"), At("2026-11-20T05:59:59.999Z")),
            (first.Start, first.End, first.FirstCall, first.LastCall));
        Assert.Equal((1L, 2L, 0.2m, false), (first.Sessions, first.Tokens, first.Cost, first.IsOpen));
    }

    [Fact]
    public void A_call_five_hours_after_the_start_to_the_millisecond_is_still_in_the_window()
    {
        Calls("2026-11-20T01:20:00.000Z", "2026-11-20T06:00:00.000Z", "2026-11-20T06:00:00.001Z", "2026-11-20T11:00:00.000Z");

        Assert.Equal([("2026-11-20 01:00", 2L), ("2026-11-20 06:00", 2L)], Blocks().Select(block => (block.Key, block.Calls)));
    }

    [Fact]
    public void A_window_without_calls_is_none()
    {
        Calls("2026-11-20T01:20:00.000Z", "2026-11-20T14:45:00.000Z", "2026-11-20T18:30:00.000Z", "2026-11-22T00:00:00.000Z");

        Assert.Equal(["2026-11-20 01:00", "2026-11-20 14:00", "2026-11-22 00:00"], Blocks().Select(block => block.Key));
        Assert.Empty(Blocks(new() { SessionIds = [] }));
    }

    [Fact]
    public void The_order_of_recording_does_not_matter()
    {
        Calls("2026-11-20T14:45:00.000Z", "2026-11-20T06:30:00.000Z", "2026-11-20T01:20:00.000Z", "2026-11-20T09:30:00.000Z");

        Assert.Equal(["2026-11-20 01:00", "2026-11-20 06:00", "2026-11-20 14:00"], Blocks().Select(block => block.Key));
    }

    [Fact]
    public void Windows_begin_with_hours_of_UTC_and_are_told_by_the_clock_of_the_zone()
    {
        Calls("2026-11-20T01:20:00.000Z");

        var block = Assert.Single(Blocks(new() { Zone = Zones.Kathmandu }));

        Assert.Equal("2026-11-20 06:45", block.Key);
        Assert.Equal((TimeSpan.FromMinutes(345), TimeSpan.FromMinutes(345)), (block.Start!.Value.Offset, block.End.Offset));
        Assert.Equal(At("2026-11-20T01:00Z"), block.Start);
    }

    [Fact]
    public void Bounds_leave_calls_out_and_move_no_window()
    {
        Calls("2026-11-20T01:20:00.000Z", "2026-11-20T05:30:00.000Z", "2026-11-20T07:00:00.000Z");

        var blocks = Blocks(new() { After = At("2026-11-20T05:00Z"), Before = At("2026-11-20T06:30Z") });

        var block = Assert.Single(blocks);
        Assert.Equal(("2026-11-20 01:00", 1L, At("2026-11-20T05:30Z")), (block.Key, block.Calls, block.FirstCall));
    }

    [Fact]
    public void The_calls_of_other_agents_open_no_window()
    {
        Add(_session, "2026-11-20T01:20:00.000Z", change: call => call with { AgentName = "codex" });
        Add(_session, "2026-11-20T04:20:00.000Z", change: call => call with { AgentName = "claude-code" });
        Add(_session, "2026-11-20T08:20:00.000Z", change: call => call with { AgentName = "claude-code" });

        Assert.Equal([("2026-11-20 04:00", 2L)], Blocks(new() { AgentName = "claude-code" }).Select(block => (block.Key, block.Calls)));
    }

    [Fact]
    public void The_open_window_has_a_rate_and_a_projection()
    {
        // It is noon: two hours after the first call, and three before the end.
        Add(_session, "2026-11-20T10:00:00.000Z", cost: 1m, change: call => call with { Tokens = 100_000 });
        Add(_session, "2026-11-20T11:59:00.000Z", cost: 2m, change: call => call with { Tokens = 20_000 });

        var block = Assert.Single(Blocks());

        Assert.True(block.IsOpen);
        Assert.Equal((1_000m, 1.5m), (block.TokensPerMinute, block.CostPerHour));
        Assert.Equal((300_000L, 7.5m), (block.ProjectedTokens, block.ProjectedCost));
        Assert.Equal(3m, block.Cost);
    }

    [Fact]
    public void A_window_that_has_ended_or_is_cut_off_has_neither()
    {
        Calls("2026-11-20T06:00:00.000Z", "2026-11-20T11:30:00.000Z");

        Assert.Equal([false, true], Blocks().Select(block => block.IsOpen));
        Assert.Equal([(null, null), (null, null)],
            Blocks(new() { Before = At("2026-11-20T11:45Z") }).Select(block => (block.TokensPerMinute, block.ProjectedCost)));
    }

    [Fact]
    public void The_first_moments_promise_no_fortunes()
    {
        Add(_session, "2026-11-20T12:00:00.000Z", cost: 1m);

        Assert.Equal(60m, Assert.Single(Blocks()).CostPerHour);
    }

    [Fact]
    public void A_call_at_an_end_of_time_has_a_window_too()
    {
        Calls("0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z");

        Assert.Equal([1L, 1L], Blocks().Select(block => block.Calls));
    }

    [Fact]
    public void By_a_grouping_they_are_the_same()
    {
        Calls("2026-11-20T01:20:00.000Z", "2026-11-20T07:00:00.000Z");

        Assert.Equal(Blocks(), By(UsageGrouping.Block).Cast<UsageBlock>());
    }

    [Fact]
    public void Any_calls_fall_into_the_windows_that_one_would_make_by_hand()
    {
        var random = new Random(20261120);
        var from = At("2026-10-01T00:00Z");
        var times = Enumerable.Range(0, 400).Select(_ => from.AddMilliseconds(random.NextInt64((long)TimeSpan.FromDays(30).TotalMilliseconds))).Order().ToList();
        foreach (var time in times)
        {
            Add(_session, Timestamp.Text(time));
        }

        var expected = new List<(DateTimeOffset Start, int Calls)>();
        var last = DateTimeOffset.MinValue;
        foreach (var time in times)
        {
            if (expected.Count == 0 || time - expected[^1].Start > TimeSpan.FromHours(5) || time - last > TimeSpan.FromHours(5))
            {
                expected.Add((new DateTimeOffset(time.Year, time.Month, time.Day, time.Hour, 0, 0, TimeSpan.Zero), 0));
            }
            expected[^1] = (expected[^1].Start, expected[^1].Calls + 1);
            last = time;
        }
        Assert.Equal(expected.Select(block => (block.Start, (long)block.Calls)), Blocks().Select(block => (block.Start!.Value, block.Calls)));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private void Calls(params string[] times)
    {
        foreach (var time in times)
        {
            Add(_session, time);
        }
    }

    private List<UsageBlock> Blocks(UsageQuery? query = null) => [.. Test.Ledger.Reports.Blocks(query ?? All)];
}
