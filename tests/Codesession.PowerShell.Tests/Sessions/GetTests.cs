namespace Codesession.PowerShell.Tests.Sessions;

/// <summary>Finding sessions and their records.</summary>
public sealed class GetTests : ModuleTest
{
    private readonly List<long> ids = [];

    public GetTests()
    {
        using var ledger = OpenLedger();
        foreach (var (name, day) in ((string, int)[])[("fix login", 1), ("fix logout", 2), ("Docs", 3), ("tidy", 4)])
        {
            var folder = Directory.CreateDirectory(Path.Combine(Home, name == "Docs" ? "docs" : "app")).FullName;
            var session = ledger.Sessions.StartAsync(new NewSession { Name = name, Folder = folder }).GetAwaiter().GetResult().Session;
            ledger.Usage.Add(Call(session.Id) with { AgentName = name == "Docs" ? "writer" : "coder" });
            ledger.Usage.Add(Call(session.Id, "gpt-5") with { Provider = "openai" });
            if (name != "tidy")
            {
                ledger.Sessions.EndAsync(session.Id, null).GetAwaiter().GetResult();
            }
            Sql.Execute(DatabasePath, "UPDATE sessions SET start_time = $2 WHERE id = $1", session.Id, $"2026-11-0{day}T12:00:00.000Z");
            ids.Add(session.Id);
        }
    }

    [Theory]
    [InlineData("", "tidy,Docs,fix logout,fix login")]
    [InlineData("-First 2", "tidy,Docs")]
    [InlineData("-First 1 -Skip 2", "fix logout")]
    [InlineData("-Skip 3", "fix login")]
    [InlineData("-First 0", "")]
    [InlineData("'fix *'", "fix logout,fix login")]
    [InlineData("DOCS, tid?", "tidy,Docs")]
    [InlineData("3", "Docs")]
    [InlineData("'fix *' -First 1 -Skip 1", "fix login")]
    [InlineData("-Active", "tidy")]
    [InlineData("-Status Completed -First 1", "Docs")]
    [InlineData("-After '2026-11-02T12:00:00Z' -Before '2026-11-04T12:00:00Z'", "Docs,fix logout")]
    [InlineData("-Path *doc*", "Docs")]
    [InlineData("-Path $home_/app", "tidy,fix logout,fix login")]
    [InlineData("'fix [a-z]*n' -Path $home_/app", "fix login")]
    [InlineData("-Path $home_/nowhere", "")]
    public void Sessions_are_found_newest_first_by_what_is_asked_for(string options, string names) => Assert.Equal(names,
        string.Join(',', Shell.Run($"Get-CsSession {options}", ("home_", Home)).All<Session>().Select(session => session.Name)));

    [Fact]
    public void Brackets_may_be_in_the_name_of_a_folder_and_a_path_is_one_of_files()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Home, "a [1]", "below")).Parent!.FullName;
        Shell.Run("Start-CsSession bracket -Path $folder", ("folder", folder)).AssertNoErrors();

        Assert.Equal("bracket", Shell.Run("Get-CsSession -Path $folder", ("folder", folder)).One<Session>().Name);
        Assert.Equal("bracket", NewShell(Home).Run("Get-CsSession -Path './a [1]'").One<Session>().Name);
        Shell.Run("Get-CsSession -Path Env:x").Error("invalid_input");
        Shell.Run("Start-CsSession x -Path Variable:x").Error("invalid_input");
    }

    [Fact]
    public void Records_stream_and_are_not_collected_first()
    {
        Sql.Execute(DatabasePath, """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
            INSERT INTO ai_usage (session_id, provider, model, tokens, cost, cost_e10, timestamp, source)
            SELECT $1, 'p', 'm', 1, 0, 0, '2026-11-01T00:00:00.000Z', 'manual' FROM n
            """, ids[0]);

        // 50,000 calls would take some 25 MB.
        var allocated = Shell.Run("""
            $before = [GC]::GetAllocatedBytesForCurrentThread(); $first = $null
            Get-CsAiUsage | ForEach-Object { $first ??= [GC]::GetAllocatedBytesForCurrentThread() }
            $first - $before
            """).One<long>();

        Assert.InRange(allocated, 1, 5_000_000);
    }

    [Fact]
    public void An_unknown_id_is_an_error_and_an_unknown_name_is_not()
    {
        var result = Shell.Run("Get-CsSession -Id 99, $id", ("id", ids[0]));
        result.Error("session_not_found");
        Assert.Equal(ids[0], ((Session)Assert.Single(result.Output).BaseObject).Id);
        Shell.Run("Get-CsSession nobody").AssertNoErrors();
        Shell.Run("Get-CsSession -Active -Status Completed").Error("invalid_input");
    }

    [Theory]
    [InlineData("Get-CsAiUsage", 8)]
    [InlineData("Get-CsAiUsage -First 3", 3)]
    [InlineData("Get-CsAiUsage -Provider openai", 4)]
    [InlineData("Get-CsAiUsage -Model claude*, gpt-4*", 4)]
    [InlineData("Get-CsAiUsage -AgentName WRITER", 1)]
    [InlineData("Get-CsAiUsage -AgentName * -Skip 1 -First 2", 2)]
    [InlineData("Get-CsAiUsage -Unpriced", 0)]
    [InlineData("Get-CsAiUsage -After '2027-01-01'", 0)]
    [InlineData("Get-CsSession 'fix *' | Get-CsAiUsage", 4)]
    [InlineData("Get-CsSession 'fix *' | Get-CsAiUsage -First 1", 2)]
    [InlineData("Get-CsSession -Active | Get-CsStatus | Get-CsAiUsage", 2)]
    public void Calls_are_found(string script, int count) => Assert.Equal(count, Shell.Run(script).All<AiUsage>().Count);

    [Fact]
    public void Records_of_an_unknown_session_are_an_error() => Shell.Run("Get-CsAiUsage -SessionId 99").Error("session_not_found");

    [Fact]
    public void A_pipeline_reads_while_it_writes()
    {
        Assert.Equal(8, Shell.Run("Get-CsAiUsage | Remove-CsAiUsage -PassThru").Output.Count);
        Assert.Empty(Shell.Run("Get-CsAiUsage").Output);
        Shell.Run("Get-CsSession | Remove-CsSession -Confirm:$false").AssertNoErrors();
        Assert.Empty(Shell.Run("Get-CsSession").Output);
    }

    [Fact]
    public void A_pipeline_that_copies_calls_into_their_own_session_ends()
    {
        Shell.Run("Get-CsAiUsage -SessionId $id | Add-CsAiUsage", ("id", ids[3])).AssertNoErrors();

        Assert.Equal(4, Shell.Run("Get-CsAiUsage -SessionId $id", ("id", ids[3])).Output.Count);
    }

    [Fact]
    public void Status_is_of_the_folder_or_of_the_session_that_is_given()
    {
        Assert.Equal(ids[3], Shell.Run("Get-CsStatus -Path $home_/app", ("home_", Home)).One<SessionStatus>().Id);
        Assert.Equal(ids[..2], Shell.Run("Get-CsSession 'fix *' | Get-CsStatus").All<SessionStatus>().Select(status => status.Id).Order());
        Shell.Run("Get-CsStatus 99").Error("session_not_found");
        Shell.Run("Get-CsStatus -Path $home_/docs", ("home_", Home)).Error("no_active_session");
        Assert.Equal(ids[3], Shell.Run("Get-CsStatus").One<SessionStatus>().Id);
    }

    [Fact]
    public void Usage_is_measured_in_all_by_group_and_for_the_sessions_that_are_piped()
    {
        var all = Shell.Run("Measure-CsUsage").One<UsageStatistic>();
        Assert.Equal((3, 6), (all.Sessions, all.Calls));
        Assert.Equal(["claude-sonnet-4-5", "gpt-5"], Shell.Run("Measure-CsUsage -By Model").All<UsageStatistic>().Select(row => row.Key).Order());
        Assert.Equal(8, Shell.Run("Measure-CsUsage -By Day").One<UsageStatistic>().Calls);
        Assert.Equal((1, 2), Shell.Run("Get-CsSession tidy | Measure-CsUsage").One<UsageStatistic>() is var one ? (one.Sessions, one.Calls) : default);
        Assert.Equal(0, Shell.Run("Get-CsSession nobody | Measure-CsUsage").One<UsageStatistic>().Sessions);
        Assert.Empty(Shell.Run("Get-CsSession nobody | Measure-CsUsage -By Model").Output);
        Assert.Equal(1, Shell.Run("Measure-CsUsage -After '2026-11-03' -Before '2026-11-04'").One<UsageStatistic>().Sessions);
    }
}
