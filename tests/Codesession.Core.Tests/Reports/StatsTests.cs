using Codesession.Core.Tests.Sessions;

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
}
