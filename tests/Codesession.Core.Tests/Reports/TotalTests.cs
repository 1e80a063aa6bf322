using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Reports;

/// <summary>The sums over sessions.</summary>
public sealed class TotalTests : ReportTest
{
    [Fact]
    public void An_empty_ledger_comes_to_nothing()
    {
        AssertIsStats();
        Assert.Equal(0, Total().Tokens);
        Assert.Equal(0, Total().InputTokens);
    }

    [Fact]
    public async Task With_an_empty_query_it_has_the_figures_of_stats()
    {
        await CompletedAsync("a", 10, id => { Add(id); Add(id, cost: null); Add(id, cost: 0.0000000001m); Change(id, "x.txt", "y.txt"); });
        await CompletedAsync("a", 21, id => { Add(id); Change(id, "x.txt"); });
        await CompletedAsync("b", 5);
        Add(Test.Start().Id, cost: 99);
        Test.Sql.Execute("UPDATE sessions SET commits = 3 WHERE id = 1");
        AssertIsStats();
        Assert.Equal((3, 4), (Total().Sessions, Total().Calls));

        Test.Sql.Execute("UPDATE sessions SET duration = NULL WHERE id = 3");
        AssertIsStats();
    }

    [Fact]
    public void The_totals_of_a_session_without_calls_count()
    {
        // The original's demo data.
        Test.Start();
        Test.Sql.Execute("UPDATE sessions SET status = 'completed', duration = 60, cost_e10 = 25000000000, ai_tokens = 500");

        AssertIsStats();
        Assert.Equal((2.5m, 500, 0), (Total().Cost, Total().Tokens, Total().Calls));
    }

    [Fact]
    public async Task The_classes_of_tokens_are_those_of_the_calls()
    {
        await CompletedAsync("a", 10, id =>
        {
            Add(id, change: call => call with { PromptTokens = 100, CacheReadTokens = 50, CacheWriteTokens = 3, CacheWrite1hTokens = 2 });
            Add(id, change: call => call with { CompletionTokens = 10, ReasoningTokens = 4 });
            Add(id, change: call => call with { Tokens = 1_000 });
        });
        Add(Test.Start().Id, change: call => call with { PromptTokens = 7 });

        var total = Total();

        Assert.Equal((45, 5, 50, 10, 4, 1_110),
            (total.InputTokens, total.CacheWriteTokens, total.CacheReadTokens, total.OutputTokens, total.ReasoningTokens, total.Tokens));
        Assert.Equal((null, null), (total.Key, total.Start));
    }

    [Fact]
    public async Task The_bounds_are_for_the_start_of_a_session()
    {
        var start = TestLedger.Noon;
        await CompletedAsync("a", 60, id => Add(id, "2026-01-01T00:00:00.000Z", cost: 1));
        await CompletedAsync("b", 60, id => Add(id, "2026-01-01T00:00:00.000Z", cost: 2));
        await CompletedAsync("c", 60, id => Add(id, "2026-01-01T00:00:00.000Z", cost: 4));

        Assert.Equal(7, Total(new() { After = start }).Cost);
        Assert.Equal(2, Total(new() { After = start.AddMinutes(1), Before = start.AddMinutes(2) }).Cost);
        Assert.Equal(1, Total(new() { Before = start.AddTicks(1) }).Cost);
        var nothing = Total(new() { Before = start });
        Assert.Equal((0, 0, TimeSpan.Zero), (nothing.Sessions, nothing.Calls, nothing.Duration));
    }

    [Fact]
    public async Task Of_the_sessions_that_are_named_active_ones_count_too()
    {
        var completed = await CompletedAsync("a", 60, id => Add(id, cost: 1));
        await CompletedAsync("b", 60, id => Add(id, cost: 2));
        var active = Test.Start().Id;
        Add(active, cost: 4, change: call => call with { PromptTokens = 5 });

        var total = Total(new() { SessionIds = [completed, active, 99] });

        Assert.Equal((2, 5m, 2, 5), (total.Sessions, total.Cost, total.Calls, total.InputTokens));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)), (total.Duration, total.AverageDuration));
        Assert.Equal(4, Total(new() { SessionIds = [completed, active], After = TestLedger.Noon.AddMinutes(1) }).Cost);
        Assert.Equal(0, Total(new() { SessionIds = [] }).Sessions);
    }

    private void AssertIsStats()
    {
        var (total, stats) = (Total(), Test.Ledger.Reports.Stats());
        Assert.Equal(stats, new Stats
        {
            TotalSessions = total.Sessions,
            TotalTime = total.Duration!.Value,
            TotalFiles = total.FilesChanged!.Value,
            TotalCommits = total.Commits!.Value,
            TotalAiCost = total.Cost,
            UnpricedCalls = total.UnpricedCalls,
            AverageSessionTime = total.AverageDuration!.Value,
        });
    }
}
