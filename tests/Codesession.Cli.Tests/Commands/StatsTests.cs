namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs stats</c>.</summary>
public sealed class StatsTests : CsTest
{
    private static readonly string[] keys =
    [
        "totalSessions", "totalTime", "totalTimeFormatted", "totalFiles", "totalCommits", "totalAICost", "avgSessionTime",
        "avgSessionFormatted",
    ];

    [Fact]
    public async Task An_empty_ledger_sums_up_to_nothing()
    {
        var stats = await Cs.Json("stats");

        stats.IsAnswerOf(keys);
        Assert.All((string[])["totalSessions", "totalTime", "totalFiles", "totalCommits", "totalAICost", "avgSessionTime"],
            key => Assert.Equal(0, stats.Dollars(key)));
        Assert.Equal("0s", stats.Text("totalTimeFormatted"));
        Assert.Equal("0s", stats.Text("avgSessionFormatted"));
    }

    [Fact]
    public async Task Only_completed_sessions_count()
    {
        using (var original = Cs.OpenAsOriginal())
        {
            var first = original.Start("first", "/a");
            original.LogAi(first, "anthropic", "claude-sonnet-4", 10, 0.1);
            original.AddFile(first, "a", "created");
            original.AddFile(first, "b", "created");
            original.AddCommit(first, "1234567", "One");
            original.End(first, 3600);
            var second = original.Start("second", "/a");
            original.LogAi(second, "anthropic", "claude-sonnet-4", 10, 0.2);
            original.End(second, 1200);
            original.LogAi(original.Start("third", "/a"), "anthropic", "claude-sonnet-4", 10, 5);
        }

        var stats = await Cs.Json("stats");

        stats.IsAnswerOf(keys);
        Assert.Equal(2, stats.Whole("totalSessions"));
        Assert.Equal(4800, stats.Whole("totalTime"));
        Assert.Equal("1h 20m", stats.Text("totalTimeFormatted"));
        Assert.Equal(2, stats.Whole("totalFiles"));
        Assert.Equal(1, stats.Whole("totalCommits"));
        Assert.Equal("0.3", stats.GetProperty("totalAICost").GetRawText());
        Assert.Equal(2400, stats.Whole("avgSessionTime"));
        Assert.Equal("40m", stats.Text("avgSessionFormatted"));
    }
}
