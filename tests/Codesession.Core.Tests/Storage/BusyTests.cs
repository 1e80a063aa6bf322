namespace Codesession.Core.Tests.Storage;

/// <summary>Several programs write to one ledger.</summary>
public sealed class BusyTests : IDisposable
{
    private readonly TestLedger _test = new();
    private readonly Session _session;

    public BusyTests()
    {
        _test.Options = _test.Options with { BusyTimeout = TimeSpan.FromMilliseconds(50) };
        _session = _test.Start();
    }

    public void Dispose() => _test.Dispose();

    [Fact]
    public void While_another_program_holds_the_ledger_nothing_is_recorded()
    {
        using var other = _test.Sql.Connect();
        using var held = other.BeginTransaction();

        Action[] writes =
        [
            () => Add(_test.Ledger),
            () => _test.Ledger.Notes.Add(_session.Id, "note"),
            () => _test.Ledger.Sessions.Remove(_session.Id),
        ];

        Assert.All(writes, write => Assert.Equal(ErrorCode.StoreBusy, Assert.Throws<CodesessionException>(write).Code));
        held.Rollback();
        Assert.Equal(0, _test.Session(_session.Id).AiCalls);
        Assert.Empty(_test.Ledger.Notes.Of(_session.Id));
    }

    [Fact]
    public void Reading_goes_on_meanwhile()
    {
        using var other = _test.Sql.Connect();
        using var held = other.BeginTransaction();

        Assert.Single(_test.Ledger.Sessions.List());
        Assert.Single(_test.Open().Sessions.List());
    }

    [Fact]
    public void The_same_ledger_works_once_the_other_has_let_go()
    {
        using (var other = _test.Sql.Connect())
        using (other.BeginTransaction())
            Assert.Throws<CodesessionException>(() => Add(_test.Ledger));

        Assert.Equal(1, Add(_test.Ledger).Session.AiCalls);
    }

    [Theory]
    [InlineData("WAL")]
    [InlineData("DELETE")]
    public void A_database_of_the_original_that_is_being_written_is_upgraded_later(string journal)
    {
        var path = Path.Combine(_test.Folder, "original.db");
        var original = OriginalTool.Create(path, Age.Latest, journal);
        original.Start("one", _test.Work);
        var schema = original.Sql.Schema();
        using (var other = original.Sql.Connect())
        using (other.BeginTransaction())
            Assert.Equal(ErrorCode.StoreBusy, Assert.Throws<CodesessionException>(Upgrade).Code);

        Assert.Equal(schema, original.Sql.Schema());
        Upgrade();
        Assert.Equal(5, original.Sql.Number("PRAGMA user_version"));

        void Upgrade() => _test.Open(options => options with { DatabasePath = path });
    }

    [Fact]
    public void Who_waits_long_enough_gets_through()
    {
        var patient = _test.Open(options => options with { BusyTimeout = TimeSpan.FromSeconds(30) });
        using var other = _test.Sql.Connect();
        var held = other.BeginTransaction();
        var letGo = new Thread(() =>
        {
            Thread.Sleep(200);
            held.Rollback();
        });
        letGo.Start();

        Assert.Equal(1, Add(patient).Session.AiCalls);
        letGo.Join();
    }

    [Fact]
    public void Many_that_record_at_the_same_time_lose_nothing()
    {
        _test.Options = _test.Options with { BusyTimeout = TimeSpan.FromSeconds(30) };
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using var ledger = Ledger.Open(_test.Options);
            for (var i = 0; i < 20; i++) Add(ledger);
        });

        var session = _test.Session(_session.Id);
        Assert.Equal((160, 16m, 16_000), (session.AiCalls, session.AiCost, session.AiTokens));
    }

    private UsageReceipt Add(Ledger ledger) => ledger.Usage.Add(new()
    {
        SessionId = _session.Id, Provider = "p", Model = "m", Source = UsageSource.Manual, Tokens = 100, Cost = 0.1m,
    });
}
