namespace Codesession.Core.Tests.Storage;

/// <summary>The original goes on to read and write a ledger that is ours.</summary>
public sealed class OriginalBesideUsTests : IDisposable
{
    private readonly TestLedger _test = new();
    private readonly OriginalTool _original;
    private readonly Session _session;

    public OriginalBesideUsTests()
    {
        _session = _test.Start();
        _original = new OriginalTool(_test.DatabasePath);
    }

    public void Dispose() => _test.Dispose();

    [Fact]
    public void Its_calls_count_as_ours_do()
    {
        AddOurs(0.1m);
        _original.LogCall(_session.Id, 50, 0.2);
        AddOurs(0.3m);

        var session = _test.Session(_session.Id);

        Assert.Equal((0.6m, 250, 3, 0), (session.AiCost, session.AiTokens, session.AiCalls, session.UnpricedCalls));
        var its = Assert.Single(_test.Ledger.Usage.Of(_session.Id), call => call.Source == UsageSource.Original);
        Assert.Equal((0.2m, 50, null, null), (its.Cost, its.Tokens, its.PriceSource, its.TokenClasses));
    }

    [Fact]
    public void A_sum_that_drifts_in_its_hands_stays_exact_in_ours()
    {
        for (var i = 0; i < 10; i++) _original.LogCall(_session.Id, 1, 0.1);
        // What a plain sum of ten times 0.1 is; newer versions of SQLite sum better than those that came with the original.
        _original.Sql.Execute("UPDATE sessions SET ai_cost = 0.9999999999999999");

        Assert.Equal(1m, _test.Session(_session.Id).AiCost);
        AddOurs(0.1m);
        Assert.Equal(1.1, _original.Sql.One("SELECT ai_cost FROM sessions"));
    }

    [Fact]
    public void It_sees_our_calls_and_totals()
    {
        AddOurs(0.1m);
        AddOurs(null);

        Assert.Equal(["100|0.1", "100|0"], _original.Sql.Rows("SELECT tokens, cost FROM ai_usage ORDER BY id"));
        Assert.Equal(["0.1|200"], _original.Sql.Rows("SELECT ai_cost, ai_tokens FROM sessions"));
    }

    [Fact]
    public void A_session_that_it_started_and_ended_is_read()
    {
        var id = _original.Start("theirs", "/theirs");
        _original.LogCall(id, 10, 0.5);
        _original.Sql.Execute("""
            UPDATE sessions SET status = 'completed', end_time = '2026-10-01T09:00:00.000Z', duration = 3600, notes = '' WHERE id = $1
            """, id);

        var session = _test.Session(id);

        Assert.Equal(("theirs", SessionPhase.Completed, 0.5m, 1, null),
            (session.Name, session.Status, session.AiCost, session.AiCalls, session.Notes));
        Assert.Equal((TimeSpan.FromHours(1), SessionOrigin.Start), (session.Duration, session.Origin));
    }

    [Fact]
    public void Its_Start_Fresh_still_works()
    {
        AddOurs(0.1m);
        _test.Ledger.Notes.Add(_session.Id, "a note");
        _test.Ledger.Sessions.RecordFiles(_session.Id, [new("a.txt", FileChangeType.Created)], complete: false);
        _test.Sql.Execute("INSERT INTO session_baseline (session_id, file_path, content_hash) VALUES ($1, 'b.txt', 'hash')", _session.Id);

        _original.StartFresh();

        Assert.Empty(_test.Ledger.Sessions.List());
        Assert.Equal(0, _test.Sql.Number("SELECT count(*) FROM session_baseline"));
        Assert.Equal("ok", _test.Sql.One("PRAGMA integrity_check"));
        Assert.Equal(0, _test.Start().AiCalls);
    }

    [Fact]
    public void A_call_that_it_removes_leaves_the_totals()
    {
        _original.LogCall(_session.Id, 50, 0.2);
        AddOurs(0.1m);

        _original.Sql.Execute("DELETE FROM ai_usage WHERE source = 'original'");

        var session = _test.Session(_session.Id);
        Assert.Equal((0.1m, 100, 1), (session.AiCost, session.AiTokens, session.AiCalls));
    }

    private void AddOurs(decimal? cost) => _test.Ledger.Usage.Add(new()
    {
        SessionId = _session.Id, Provider = "somebody", Model = "unheard-of", Source = UsageSource.Log, Tokens = 100, Cost = cost,
    });
}
