namespace Codesession.Core.Tests.Usage;

/// <summary>Calls that the ledger cannot take now are kept beside it.</summary>
public sealed class SpoolTests : UsageTest
{
    private string Folder => Path.GetDirectoryName(Test.Options.DatabasePath)!;

    private string[] Files => Directory.GetFiles(Folder, "*.spool-*.jsonl");

    [Fact]
    public void What_was_put_by_is_handed_over_as_it_was()
    {
        var call = Call(UsageSource.Proxy) with
        {
            CacheReadTokens = 300, CacheWriteTokens = 20, CacheWrite1hTokens = 10, ReasoningTokens = 5, AgentName = "an agent\n\"quoted\" 😀", ServiceTier = "batch",
            Speed = "fast", Geography = "us", WebSearches = 2, Timestamp = new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero), ResponseId = "msg_1", RequestId = "req_1",
            Passes = [new UsagePass("other", new TokenCounts { Input = 5, Output = 7 }), new UsagePass(null, new TokenCounts { CacheRead = 1 })], Partial = true, Cost = 0.1234567891m,
        };
        PutBy(call, Call(UsageSource.Proxy));

        var taken = TakeUp();

        Assert.Equal(2, taken.Count);
        Assert.Equal(call with { Passes = [] }, taken[0] with { Passes = [] });
        Assert.Equal(call.Passes, taken[0].Passes);
        Assert.Empty(Files);
    }

    [Fact]
    public void Only_its_owner_can_read_it()
    {
        PutBy(Call());

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Files)));
        }
    }

    [Fact]
    public void What_cannot_be_recorded_yet_stays()
    {
        PutBy(Call());

        using var spool = new UsageSpool(Test.Options.DatabasePath);
        Assert.Throws<CodesessionException>(() => spool.TakeUp(_ => throw new CodesessionException(ErrorCode.StoreBusy, "busy")));

        Assert.Single(TakeUp());
    }

    [Fact]
    public void That_of_a_living_process_is_left_to_it()
    {
        using var living = new UsageSpool(Test.Options.DatabasePath);
        living.Add([Call()]);

        Assert.Empty(TakeUp());

        var taken = new List<NewUsage>();
        living.TakeUp(taken.AddRange);
        Assert.Single(taken);
        Assert.Equal(0, living.Count);
    }

    [Fact]
    public void A_line_that_was_cut_off_loses_no_other()
    {
        PutBy(Call(), Call());
        var file = Assert.Single(Files);
        File.WriteAllText(file, File.ReadAllText(file)[..^20]);

        Assert.Single(TakeUp());
    }

    [Fact]
    public void Taken_up_twice_after_a_crash_it_counts_once()
    {
        var call = Call(UsageSource.Proxy) with { RequestId = "cs-1" };
        PutBy(call);
        Test.Ledger.Usage.AddAll([call]);

        Test.Ledger.Usage.AddAll(TakeUp());

        Assert.Equal(1, Recorded);
    }

    private void PutBy(params NewUsage[] calls)
    {
        using var spool = new UsageSpool(Test.Options.DatabasePath);
        spool.Add(calls);
    }

    private List<NewUsage> TakeUp()
    {
        var taken = new List<NewUsage>();
        using var spool = new UsageSpool(Test.Options.DatabasePath);
        spool.TakeUp(taken.AddRange);
        return taken;
    }
}
