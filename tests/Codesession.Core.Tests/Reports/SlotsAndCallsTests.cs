using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Reports;

/// <summary>Whatever was recorded: what is kept of the calls for each quarter of an hour tells the same as the calls themselves.</summary>
public sealed class SlotsAndCallsTests : ReportTest
{
    private static readonly DateTimeOffset _from = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly UsageGrouping?[] _series = [null, UsageGrouping.Model, UsageGrouping.Provider, UsageGrouping.Agent, UsageGrouping.Project];

    public static TheoryData<int, string> Ledgers
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (seed, zone) in Zones.All.Keys.Append("odd").Append("minute").Index()) data.Add(seed, zone);
            return data;
        }
    }

    // A zone of 20 minutes, and one whose clocks were set a minute past midnight: no quarters of an hour of ours.
    private static TimeZoneInfo Zone(string name) => name switch
    {
        "odd" => TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.FromMinutes(20), name, name),
        "minute" => TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.FromMinutes(-210), name, name, name,
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue, DateTime.MaxValue.Date, TimeSpan.FromHours(1), Sunday(3, 2), Sunday(11, 1)),
        ]),
        _ => Zones.All[name],
    };

    [Theory]
    [MemberData(nameof(Ledgers))]
    public void Every_statistic_is_the_same_both_ways(int seed, string zone)
    {
        var random = new Random(seed);
        Fill(random, foreignTimes: false);
        AssertSame(Zone(zone), random);

        Fill(random, foreignTimes: true);
        AssertSame(Zone(zone), random);
    }

    [Fact]
    public void Sums_come_from_what_is_kept_wherever_that_tells_them()
    {
        var session = Test.Start().Id;
        Add(session, "2026-11-20T11:15:00.000Z");
        // What is kept is told by figures that no call has.
        Test.Sql.Execute("UPDATE usage_slots SET calls = 1000, unpriced = 7");
        Test.Sql.Execute("UPDATE sessions SET status = 'completed'");

        foreach (var zone in Zones.All.Values)
        {
            foreach (var query in (UsageQuery[])[new() { Zone = zone }, new() { Zone = zone, After = At("10:45"), Before = At("11:30"), SessionIds = [session] }])
            {
                Assert.All(Enum.GetValues<UsageGrouping>().Except([UsageGrouping.File, UsageGrouping.Block]), grouping => Assert.Equal(1000, By(grouping, query)[0].Calls));
                Assert.Equal(1000, Test.Ledger.Reports.Models(query).Single().Calls);
                Assert.Equal(1000, Test.Ledger.Reports.Daily(null, query).Single().Calls);
                Assert.Equal(1000, Test.Ledger.Reports.HoursOfWeek(query).Sum(hour => hour.Calls));
            }
        }
        Assert.Equal([new UnpricedModel("p", "m", 7)], Test.Ledger.Reports.UnpricedModels());
        Assert.Equal(0, Total().InputTokens);
        Test.Sql.Execute("UPDATE usage_slots SET input = 9");
        Assert.Equal(9, Total().InputTokens);
    }

    [Fact]
    public void Sums_come_from_the_calls_where_a_bound_a_zone_or_a_time_is_no_quarter()
    {
        var session = Test.Start().Id;
        Add(session, "2026-11-20T11:15:00.000Z");
        Test.Sql.Execute("UPDATE usage_slots SET calls = 1000");

        foreach (var query in (UsageQuery[])
        [
            new() { After = At("11:14:59") }, new() { Before = At("11:15").AddTicks(1) }, new() { Zone = Zone("odd") },
        ])
        {
            Assert.Equal(1, By(UsageGrouping.Day, query).Single().Calls);
            Assert.Equal(1, Test.Ledger.Reports.HoursOfWeek(query).Sum(hour => hour.Calls));
        }
        Assert.Equal(1000, By(UsageGrouping.Day, new() { Zone = Zone("minute") }).Single().Calls);
        Add(session, "2026-11-01T02:31:00.000Z");
        Assert.Equal(1, By(UsageGrouping.Day, new() { Zone = Zone("minute") })[1].Calls);
        Assert.Equal(1000, By(UsageGrouping.Day)[1].Calls);
        Test.Sql.Execute("UPDATE ai_usage SET timestamp = '11/20/2026' WHERE id = 2");
        Assert.Equal(2, By(UsageGrouping.Day).Single().Calls);
        Assert.Equal(1001, By(UsageGrouping.Model).Single().Calls);
    }

    private void Fill(Random random, bool foreignTimes)
    {
        long[] sessions = [.. Enumerable.Range(0, 6).Select(i => Test.Start(Test.NewFolder($"{i % 3}"), SessionOrigin.Run).Id)];
        foreach (var session in sessions) Change(session, $"src/{random.Next(3)}.txt");
        var original = new OriginalTool(Test.DatabasePath);
        Test.Ledger.Snapshot(() =>
        {
            for (var i = 0; i < 250; i++) Test.Ledger.Usage.Add(Call(random, sessions));
            return 0;
        });
        original.LogCall(sessions[0], 70, 0.125, "Model a", "2026-06-01T00:00:00.000Z");
        Test.Sql.Execute("UPDATE ai_usage SET agent_name = '' WHERE id % 17 = 0");
        Test.Sql.Execute("UPDATE ai_usage SET cost_e10 = NULL, cost = 0 WHERE id % 19 = 0");
        Test.Sql.Execute("DELETE FROM ai_usage WHERE id % 13 = 0");
        Test.Sql.Execute("UPDATE sessions SET status = 'completed', end_time = start_time, duration = 7 * id, commits = id % 3 WHERE id % 4 <> 0");
        if (!foreignTimes) return;
        foreach (var (i, time) in ((string[])["2026-06-01 23:30:00", "2026-06-01T23:30:00+02:00", "11/20/2026 23:30", "long ago", "0001-01-01T00:00:00.000Z", "2026-02-29T00:00:00.000Z"]).Index())
        {
            Test.Sql.Execute("UPDATE ai_usage SET timestamp = $1 WHERE id = (SELECT id FROM ai_usage ORDER BY id LIMIT 1 OFFSET $2)", time, 5 * i);
        }
    }

    private static NewUsage Call(Random random, long[] sessions)
    {
        var prompt = random.Next(5_000);
        var known = random.Next(4) > 0;
        return new()
        {
            SessionId = sessions[random.Next(sessions.Length)],
            Provider = $"provider {random.Next(2)}",
            Model = $"Model {(char)('a' + random.Next(3))}",
            AgentName = random.Next(3) == 0 ? null : $"agent {random.Next(2)}",
            Source = UsageSource.Manual,
            Tokens = known ? null : 1 + random.Next(9_000),
            PromptTokens = known ? prompt : null,
            CompletionTokens = known ? 100 + random.Next(900) : null,
            CacheReadTokens = known ? prompt / 2 : null,
            CacheWriteTokens = known ? prompt / 5 : null,
            CacheWrite1hTokens = known ? prompt / 7 : null,
            ReasoningTokens = known ? random.Next(100) : null,
            Cost = random.Next(5) == 0 ? null : random.NextInt64(100_000_000_000) / 10_000_000_000m,
            // Half of them about midnight, where clocks are set.
            Timestamp = _from.AddDays(random.Next(260)).AddMilliseconds(random.Next(2) == 0 ? random.Next(86_400_000) : random.Next(-7_200_000, 14_400_000)),
        };
    }

    private void AssertSame(TimeZoneInfo zone, Random random)
    {
        var (after, before) = (_from.AddMinutes(15 * random.Next(96 * 100)), _from.AddDays(120).AddMinutes(15 * random.Next(96 * 100)));
        foreach (var query in (UsageQuery[])
        [
            new(), new() { After = after }, new() { Before = before.AddTicks(3) }, new() { After = after, Before = before }, new() { AgentName = "agent 1", Before = before },
            new() { AgentName = "" }, new() { SessionIds = [2, 3, 99] }, new() { SessionIds = [2, 3, 99], After = after }, new() { Project = Path.Combine(Test.Folder, "1"), After = after },
            new() { After = DateTimeOffset.MinValue, Before = DateTimeOffset.MaxValue }, new() { After = before, Before = after },
        ])
        {
            var (kept, calls) = (Statistics(query with { Zone = zone }, fromCallsAlone: false), Statistics(query with { Zone = zone }, fromCallsAlone: true));
            Assert.Equal(calls, kept);
            Assert.Equal(calls.Select(group => group.Start?.Offset), kept.Select(group => group.Start?.Offset));
            Assert.Equal(Hours(query with { Zone = zone }, fromCallsAlone: true), Hours(query with { Zone = zone }, fromCallsAlone: false));
        }
    }

    private List<UsageStatistic> Statistics(UsageQuery query, bool fromCallsAlone)
    {
        var reports = Test.Ledger.Reports;
        reports.FromCallsAlone = fromCallsAlone;
        return
        [
            reports.Total(query), .. Enum.GetValues<UsageGrouping>().SelectMany(grouping => reports.By(grouping, query)), .. reports.Models(query),
            .. _series.SelectMany(series => reports.Daily(series, query)),
        ];
    }

    private IReadOnlyList<HourOfWeek> Hours(UsageQuery query, bool fromCallsAlone)
    {
        Test.Ledger.Reports.FromCallsAlone = fromCallsAlone;
        return Test.Ledger.Reports.HoursOfWeek(query);
    }

    private static DateTimeOffset At(string clock) => Timestamp.Parse($"2026-11-20T{clock}Z");

    private static TimeZoneInfo.TransitionTime Sunday(int month, int week) =>
        TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 0, 1, 0), month, week, DayOfWeek.Sunday);
}
