namespace Codesession.PowerShell.Tests.Reports;

/// <summary>Sums by session and five-hour window, of one agent or project.</summary>
public sealed class MeasureTests : ModuleTest
{
    [Fact]
    public void Sessions_are_told_by_id_and_name()
    {
        var (id, _) = TwoSessions();

        var rows = Shell.Run("Measure-CsUsage -By Session").All<UsageStatistic>();

        Assert.Equal([$"{id}", "2"], rows.Select(row => row.Key).Order());
        var row = rows.Single(row => row.Key == $"{id}");
        Assert.Equal(("fix the login", 2L, 1.5m), (row.Name, row.Calls, row.Cost));
        Assert.Contains($"{id} fix the login", Shell.Show("Measure-CsUsage Session"));
    }

    [Fact]
    public void Windows_are_typed_and_the_open_one_has_a_rate()
    {
        TwoSessions();

        var block = Shell.Run("Measure-CsUsage -By Block").All<UsageBlock>().Single(block => block.IsOpen);

        Assert.Equal(TimeSpan.FromHours(5), block.End - block.Start);
        Assert.True(block.CostPerHour > 0 && block.ProjectedTokens >= block.Tokens);
        Assert.Single(Shell.Run("Measure-CsUsage Block | Where-Object IsOpen").Output);
        Assert.Matches(@"● \$[\d,.]+/h", Shell.Show("Measure-CsUsage Block"));
    }

    [Fact]
    public void A_window_that_has_ended_has_none()
    {
        var id = Start().Id;
        Add(id, "codex", 1, new DateTimeOffset(2026, 11, 1, 1, 20, 0, TimeSpan.Zero));

        Assert.DoesNotContain('●', Shell.Show("Measure-CsUsage Block"));
    }

    [Fact]
    public void An_agent_and_a_project_are_picked()
    {
        var (_, other) = TwoSessions();

        Assert.Equal(1.25m, Cost("-By Day -AgentName codex"));
        Assert.Equal(1.25m, Cost("-By Day -Agent codex"));
        Assert.Equal(0.5m, Cost("-By Day -AgentName claude-code"));
        Assert.Equal(1.5m, Cost("-By Day -Project ."));
        Assert.Equal(0.25m, Cost($"-By Day -Project '{other}'"));
        Assert.Equal(0.25m, Cost($"-By Day -Project '{Path.GetFileName(other)}'"));
        Assert.Empty(Shell.Run("Measure-CsUsage -By Day -Project /nowhere").Output);
        Assert.Equal(0m, Cost("-AgentName codex"));
        Shell.Run("Stop-CsSession 1").AssertNoErrors();
        Assert.Equal(1m, Cost("-AgentName codex"));

        decimal Cost(string parameters) => Shell.Run($"Measure-CsUsage {parameters}").All<UsageStatistic>().Sum(row => row.Cost);
    }

    private (long Id, string OtherFolder) TwoSessions()
    {
        var id = Start("fix the login").Id;
        Add(id, "codex", 1);
        Add(id, "claude-code", 0.5m);
        var folder = Directory.CreateDirectory(Path.Combine(Home, "web-shop")).FullName;
        var other = NewShell(folder).Run("Start-CsSession other").One<Session>();
        Add(other.Id, "codex", 0.25m);
        return (id, other.WorkingDirectory);
    }

    private void Add(long session, string agent, decimal cost, DateTimeOffset? time = null)
    {
        using var ledger = OpenLedger();
        ledger.Usage.Add(Call(session, cost: cost) with { AgentName = agent, Timestamp = time });
    }
}
