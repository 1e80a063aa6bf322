namespace Codesession.Core.Tests.Reports;

/// <summary>The names that were in use lately.</summary>
public sealed class RecentNamesTests : ReportTest
{
    private Codesession.Reports Reports => Test.Ledger.Reports;

    [Fact]
    public void Each_name_is_there_once_the_latest_first()
    {
        var session = Test.Start().Id;
        foreach (var name in (string[])["a", "b", "a", "c", "b"])
            Add(session, change: call => call with { Provider = $"p-{name}", Model = $"m-{name}", AgentName = name == "c" ? null : name });

        Assert.Equal(["p-b", "p-c", "p-a"], Reports.RecentProviders());
        Assert.Equal(["m-b", "m-c", "m-a"], Reports.RecentModels());
        Assert.Equal(["b", "a"], Reports.RecentAgents());
    }

    [Fact]
    public void Only_the_newest_10_000_calls_are_looked_at()
    {
        var session = Test.Start().Id;
        Test.Sql.Execute("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001)
            INSERT INTO ai_usage (session_id, provider, model, tokens, cost, timestamp)
            SELECT $1, 'p', CASE i WHEN 1 THEN 'too old' WHEN 2 THEN 'old' ELSE 'new' END, 1, 0, '2026-10-01T08:00:00.000Z' FROM n
            """, session);

        Assert.Equal(["new", "old"], Reports.RecentModels());
    }

    [Fact]
    public void Projects_come_by_their_newest_session()
    {
        foreach (var folder in (string[])["a", "b", "a", "c"])
        {
            Test.Start(Test.NewFolder(folder), SessionOrigin.Run);
            Test.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["c", "a", "b"], Reports.RecentProjects().Select(Path.GetFileName));
    }

    [Fact]
    public void An_empty_ledger_knows_no_names()
    {
        Assert.Empty(Reports.RecentProviders());
        Assert.Empty(Reports.RecentModels());
        Assert.Empty(Reports.RecentAgents());
        Assert.Empty(Reports.RecentProjects());
    }
}
