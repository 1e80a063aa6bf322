using Codesession.Core.Tests.Sessions;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Reports;

/// <summary>Sums over completed sessions.</summary>
public sealed class StatsTests : SessionTest
{
    [Fact]
    public void An_empty_ledger_has_sums_of_nothing()
    {
        var nothing = new Stats
        {
            TotalSessions = 0,
            TotalTime = TimeSpan.Zero,
            TotalFiles = 0,
            TotalCommits = 0,
            TotalAiCost = 0,
            UnpricedCalls = 0,
            AverageSessionTime = TimeSpan.Zero,
        };

        Assert.Equal(nothing, Test.Ledger.Reports.Stats());
        AddCall(Test.Start().Id);
        Assert.Equal(nothing, Test.Ledger.Reports.Stats());
    }

    [Fact]
    public async Task Completed_sessions_count_and_active_ones_do_not()
    {
        var repository = GitRepository.Create(Test);
        var one = (await Test.StartAsync(repository.Root)).Session;
        AddCall(one.Id, cost: 0.1m);
        AddCall(one.Id, cost: 0.0000000001m);
        AddCall(one.Id, model: "unheard-of", cost: null);
        Test.Clock.Advance(TimeSpan.FromSeconds(10));
        repository.Commit("Second", "a.txt");
        await Test.EndAsync(one.Id);
        var two = Test.Start();
        AddCall(two.Id, cost: 0.2m);
        Test.Ledger.Sessions.RecordFiles(two.Id, [new("a.txt", FileChangeType.Created), new("b.txt", FileChangeType.Created)], complete: false);
        Test.Clock.Advance(TimeSpan.FromSeconds(21));
        await Test.EndAsync(two.Id);
        var active = Test.Start();
        AddCall(active.Id, cost: 99);
        AddCall(active.Id, cost: null);

        var stats = Test.Ledger.Reports.Stats();

        Assert.Equal((2, 3, 1, 0.3000000001m, 1),
            (stats.TotalSessions, stats.TotalFiles, stats.TotalCommits, stats.TotalAiCost, stats.UnpricedCalls));
        Assert.Equal(TimeSpan.FromSeconds(31), stats.TotalTime);
        Assert.Equal(0, stats.AverageSessionTime.TotalMilliseconds % 1000);
        Assert.InRange(stats.AverageSessionTime.TotalSeconds, 15, 16);
    }

    [Fact]
    public async Task A_session_without_a_duration_does_not_disturb_the_mean()
    {
        await Test.EndAsync(Test.Start().Id);
        Test.Sql.Execute("UPDATE sessions SET duration = NULL");
        var other = Test.Start();
        Test.Clock.Advance(TimeSpan.FromSeconds(10));
        await Test.EndAsync(other.Id);

        var stats = Test.Ledger.Reports.Stats();
        Assert.Equal((2, TimeSpan.FromSeconds(10)), (stats.TotalSessions, stats.AverageSessionTime));
    }

    [Fact]
    public async Task The_sums_follow_whatever_happens_to_a_completed_session()
    {
        var one = Test.Start();
        var call = AddCall(one.Id, cost: 0.5m);
        await Test.EndAsync(one.Id);
        var two = Test.Start();
        await Test.EndAsync(two.Id);
        AssertSums();

        Test.Ledger.Usage.Add(new NewUsage { SessionId = one.Id, Provider = "p", Model = "late", Source = UsageSource.Proxy, Tokens = 5, Cost = 2 });
        AssertSums();
        Test.Ledger.Usage.Remove(call.Usage.Id);
        AssertSums();
        Test.Ledger.Sessions.Remove(two.Id);
        AssertSums();

        var original = new OriginalTool(Test.Sql.Path);
        original.LogCall(original.Start("theirs", "/elsewhere"), 10, 0.25);
        original.Sql.Execute("UPDATE sessions SET end_time = '2026-10-01T09:00:00.000Z', duration = 90, status = 'completed', notes = NULL WHERE name = 'theirs'");
        AssertSums();
        Assert.Equal(2.25m, Test.Ledger.Reports.Stats().TotalAiCost);
        original.StartFresh();
        AssertSums();
        Assert.Equal(0, Test.Ledger.Reports.Stats().TotalSessions);
    }

    private void AssertSums() => Assert.Equal(
        Test.Sql.Rows("""
            SELECT count(*), count(duration), coalesce(sum(duration), 0), coalesce(sum(files_changed), 0), coalesce(sum(commits), 0),
              coalesce(sum(cost_e10), 0), coalesce(sum(unpriced_calls), 0)
            FROM sessions WHERE status = 'completed'
            """),
        Test.Sql.Rows("SELECT sessions, timed, duration, files_changed, commits, cost_e10, unpriced_calls FROM completed_totals"));
}
