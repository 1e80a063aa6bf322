using System.Globalization;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Reports;

/// <summary>Whatever was recorded: every statistic is what a plain sum over the calls gives.</summary>
public sealed class StatisticsPropertiesTests : ReportTest
{
    // The first day of a year and a half with every change of the clocks in it.
    private static readonly DateTimeOffset _from = new(2025, 12, 28, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<long, Session> _sessions;
    private readonly List<AiUsage> _calls;

    public StatisticsPropertiesTests()
    {
        var random = new Random(20261122);
        long[] sessions = [.. Enumerable.Range(0, 12).Select(i => Test.Start(Test.NewFolder($"{i % 5}"), SessionOrigin.Run).Id)];
        foreach (var session in sessions) Change(session, [.. Enumerable.Range(0, random.Next(4)).Select(_ => $"src/{random.Next(6)}.txt")]);
        Test.Sql.Execute("UPDATE sessions SET status = 'completed', end_time = start_time, duration = 7 * id, commits = id % 3 WHERE id % 4 <> 0");
        // One transaction, or the disk would be waited for a thousand times.
        Test.Ledger.Snapshot(() =>
        {
            for (var i = 0; i < 1_000; i++) Test.Ledger.Usage.Add(RandomCall(random, sessions));
            return 0;
        });
        _sessions = Test.Ledger.Sessions.List().ToDictionary(session => session.Id);
        _calls = [.. sessions.SelectMany(Test.Ledger.Usage.Of)];
        Assert.Equal(1_000, _calls.Count);
    }

    [Theory]
    [MemberData(nameof(Zones.Names), MemberType = typeof(Zones))]
    public void Groups_of_time_are_plain_sums(string zone)
    {
        foreach (var query in Queries().Select(query => query with { Zone = Zones.All[zone] }))
        {
            foreach (var grouping in (UsageGrouping[])[UsageGrouping.Day, UsageGrouping.Week, UsageGrouping.Month, UsageGrouping.Hour])
            {
                var expected = Picked(query).GroupBy(call => Key(call.Timestamp, grouping, query.Zone))
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => Sum(group) with { Key = group.Key, Start = Start(group.Min(call => call.Timestamp), grouping, query.Zone) });
                AssertEqual(expected, By(grouping, query));
            }
        }
    }

    [Fact]
    public void Groups_of_names_are_plain_sums()
    {
        foreach (var query in Queries())
        {
            foreach (var (grouping, name) in new (UsageGrouping, Func<AiUsage, string?>)[]
            {
                (UsageGrouping.Model, call => call.Model), (UsageGrouping.Provider, call => call.Provider), (UsageGrouping.Agent, call => call.AgentName),
            })
            {
                AssertEqual(Ordered(Picked(query).GroupBy(name).Select(group => Sum(group) with { Key = group.Key })), By(grouping, query));
            }
        }
    }

    [Fact]
    public void Groups_of_sessions_are_plain_sums()
    {
        foreach (var query in Queries())
        {
            var projects = Picked(query).GroupBy(call => _sessions[call.SessionId].WorkingDirectory)
                .Select(group => WithWork(group) with { Key = group.Key });
            AssertEqual(Ordered(projects), By(UsageGrouping.Project, query));
            var files = Picked(query)
                .SelectMany(
                    call => Test.Ledger.Sessions.Files(call.SessionId).Select(file => file.FilePath).Distinct(),
                    (call, file) => (Call: call, Path: $"{_sessions[call.SessionId].WorkingDirectory}/{file}"))
                .GroupBy(pair => pair.Path, pair => pair.Call)
                .Select(group => WithWork(group) with { Key = group.Key, FilesChanged = null, Commits = null });
            AssertEqual(Ordered(files), By(UsageGrouping.File, query));
        }
    }

    [Fact]
    public void The_total_is_the_plain_sum_over_sessions()
    {
        var ids = _sessions.Values.Where(session => session.Status == SessionPhase.Completed).Select(session => session.Id).ToHashSet();
        Assert.Equal(WithWork(_calls.Where(call => ids.Contains(call.SessionId))), Total());
        Assert.Equal(WithWork(_calls), Total(new() { SessionIds = [.. _sessions.Keys] }));
        Assert.Equal(WithWork(_calls.Where(call => call.SessionId is 3 or 4)), Total(new() { SessionIds = [3, 4] }));
    }

    private static NewUsage RandomCall(Random random, long[] sessions)
    {
        var prompt = random.Next(5_000);
        var known = random.Next(4) > 0;
        return new()
        {
            SessionId = sessions[random.Next(sessions.Length)],
            Provider = $"provider {random.Next(3)}",
            Model = $"Model {(char)('a' + random.Next(6))}",
            AgentName = random.Next(3) == 0 ? null : $"agent {random.Next(3)}",
            Source = UsageSource.Log,
            Tokens = known ? null : 1 + random.Next(9_000),
            PromptTokens = known ? prompt : null,
            CompletionTokens = known ? 100 + random.Next(900) : null,
            CacheReadTokens = known && random.Next(2) == 0 ? prompt / 2 : null,
            CacheWriteTokens = known && random.Next(2) == 0 ? prompt / 5 : null,
            CacheWrite1hTokens = known && random.Next(2) == 0 ? prompt / 7 : null,
            ReasoningTokens = known && random.Next(2) == 0 ? random.Next(100) : null,
            Cost = random.Next(5) == 0 ? null : random.NextInt64(100_000_000_000) / 10_000_000_000m,
            Timestamp = random.Next(2) == 0
                ? _from.AddMilliseconds(random.NextInt64((long)TimeSpan.FromDays(550).TotalMilliseconds))
                : Change(random).AddMinutes(random.Next(-180, 180)),
        };

        // Near a moment at which the clocks of one of the zones change.
        static DateTimeOffset Change(Random random) => ((string[])
        [
            "2026-03-29T01:00Z", "2026-10-25T01:00Z", "2026-03-08T07:00Z", "2026-11-01T06:00Z", "2026-04-04T15:00Z",
            "2026-10-03T15:30Z", "2026-09-26T14:00Z", "2026-03-28T22:00Z", "2026-10-24T21:00Z", "2026-03-08T05:00Z", "2026-11-01T05:00Z",
        ]).Select(Timestamp.Parse).ElementAt(random.Next(11));
    }

    private static IEnumerable<UsageQuery> Queries() =>
    [
        All,
        new() { After = _from.AddDays(90).AddTicks(5) },
        new() { After = _from.AddDays(91), Before = _from.AddDays(305) },
        new() { Before = _from.AddDays(305), SessionIds = [2, 3, 5, 8, 99] },
    ];

    private IEnumerable<AiUsage> Picked(UsageQuery query) => _calls.Where(call =>
        !(call.Timestamp < query.After) && !(call.Timestamp >= query.Before) && query.SessionIds?.Contains(call.SessionId) != false);

    private static string Key(DateTimeOffset time, UsageGrouping grouping, TimeZoneInfo zone)
    {
        var clock = TimeZoneInfo.ConvertTime(time, zone).DateTime;
        return grouping switch
        {
            UsageGrouping.Hour => $"{clock:yyyy-MM-dd HH}:00",
            UsageGrouping.Day => $"{clock:yyyy-MM-dd}",
            UsageGrouping.Month => $"{clock:yyyy-MM}",
            _ => $"{ISOWeek.GetYear(clock):0000}-W{ISOWeek.GetWeekOfYear(clock):00}",
        };
    }

    // By walking back until the clock shows another period.
    private static DateTimeOffset Start(DateTimeOffset time, UsageGrouping grouping, TimeZoneInfo zone)
    {
        var step = TimeSpan.FromMinutes(15);
        var key = Key(time, grouping, zone);
        var start = time.AddTicks(-(time.Ticks % step.Ticks));
        while (Key(start - step, grouping, zone) == key) start -= step;
        return TimeZoneInfo.ConvertTime(start, zone);
    }

    private static UsageStatistic Sum(IEnumerable<AiUsage> calls)
    {
        var list = calls.ToList();
        var classes = list.Where(call => call.TokenClasses is not null).Select(call => call.TokenClasses!.Value).ToList();
        return new()
        {
            Sessions = list.Select(call => call.SessionId).Distinct().Count(),
            Calls = list.Count,
            UnpricedCalls = list.Count(call => call.Cost is null),
            InputTokens = classes.Sum(tokens => tokens.Input),
            CacheWriteTokens = classes.Sum(tokens => tokens.CacheWrite + tokens.CacheWrite1h),
            CacheReadTokens = classes.Sum(tokens => tokens.CacheRead),
            OutputTokens = classes.Sum(tokens => tokens.Output),
            ReasoningTokens = classes.Sum(tokens => tokens.Reasoning),
            Tokens = list.Sum(call => call.Tokens),
            Cost = list.Sum(call => call.Cost ?? 0),
        };
    }

    private UsageStatistic WithWork(IEnumerable<AiUsage> calls)
    {
        var list = calls.ToList();
        var sessions = list.Select(call => call.SessionId).Distinct().Select(id => _sessions[id]).ToList();
        var durations = sessions.Where(session => session.Duration is not null).Select(session => session.Duration!.Value.TotalSeconds).ToList();
        return Sum(list) with
        {
            Duration = TimeSpan.FromSeconds(durations.Sum()),
            AverageDuration = TimeSpan.FromSeconds(Math.Round(durations.DefaultIfEmpty(0).Average())),
            FilesChanged = sessions.Sum(session => session.FilesChanged),
            Commits = sessions.Sum(session => session.Commits),
        };
    }

    private static IEnumerable<UsageStatistic> Ordered(IEnumerable<UsageStatistic> groups) =>
        groups.OrderByDescending(group => group.Cost).ThenBy(group => group.Key, StringComparer.Ordinal);

    // Two times are equal whatever their offsets; here the offset counts.
    private static void AssertEqual(IEnumerable<UsageStatistic> expected, List<UsageStatistic> actual)
    {
        var list = expected.ToList();
        Assert.NotEmpty(list);
        Assert.Equal(list, actual);
        Assert.Equal(list.Select(group => group.Start?.Offset), actual.Select(group => group.Start?.Offset));
    }
}
