namespace Codesession.Core.Tests.Sessions;

/// <summary>The files that the most sessions changed.</summary>
public sealed class HotspotTests : SessionTest
{
    [Fact]
    public void Equal_names_of_two_projects_are_two_files_and_a_session_counts_once()
    {
        var (one, two) = (Test.NewFolder("one"), Test.NewFolder("two"));
        Changed(one, 0.1m, "a.cs", "b.cs");
        Changed(one, 0.2m, "a.cs");
        var last = Changed(two, null, "a.cs");
        // The original has a row for each event.
        Test.Sql.Execute("""
            INSERT INTO file_changes (session_id, file_path, change_type, timestamp) SELECT session_id, file_path, 'modified', '2026-11-21T00:00:00.000Z'
            FROM file_changes WHERE session_id = $1
            """, last);

        var files = Test.Ledger.Sessions.Hotspots(new(), 10).ToList();

        Assert.Equal([(one, "a.cs", 2, 2, 0.3m, 0), (two, "a.cs", 1, 2, 0m, 1), (one, "b.cs", 1, 1, 0.1m, 0)],
            files.Select(file => (file.Project, file.Path, (int)file.Sessions, (int)file.Changes, file.SessionsCost, (int)file.UnpricedCalls)));
        Assert.Equal([Storage.TestLedger.Noon.AddMinutes(1), new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), Storage.TestLedger.Noon], files.Select(file => file.LastChange));
    }

    [Fact]
    public void Only_the_sessions_that_are_asked_for_count()
    {
        var (one, two) = (Test.NewFolder("one"), Test.NewFolder("two"));
        Changed(one, 0.1m, "a.cs");
        Changed(one, 0.2m, "a.cs");
        Changed(two, 0.4m, "b.cs", "c.cs");

        Assert.Equal(["b.cs", "c.cs"], Paths(new() { Scope = two }));
        Assert.Equal(["a.cs"], Paths(new() { Scope = one, Order = SessionOrder.Cost, Skip = 5, Limit = 1 }));
        Assert.Equal(0.2m, Assert.Single(Test.Ledger.Sessions.Hotspots(new() { Scope = one, After = Storage.TestLedger.Noon.AddMinutes(1) }, 10)).SessionsCost);
        Assert.Equal(["a.cs"], Paths(new(), 1));
        Assert.Empty(Paths(new() { Search = "nothing" }));
        Assert.Equal(3, Paths(new() { AgentName = "Codex", Model = "m", Search = "work" }).Count());
    }

    private long Changed(string folder, decimal? cost, params string[] files)
    {
        var id = Test.Start(folder, SessionOrigin.Run).Id;
        AddCall(id, cost: cost, agent: "Codex");
        Test.Ledger.Sessions.RecordFiles(id, [.. files.Select(file => new GitFileChange(file, FileChangeType.Modified))], complete: true);
        Test.Clock.Advance(TimeSpan.FromMinutes(1));
        return id;
    }

    private IEnumerable<string> Paths(SessionQuery query, int limit = 10) => Test.Ledger.Sessions.Hotspots(query, limit).Select(file => file.Path);
}
