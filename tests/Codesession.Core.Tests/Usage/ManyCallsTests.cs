namespace Codesession.Core.Tests.Usage;

/// <summary>Many calls in one transaction.</summary>
public sealed class ManyCallsTests : UsageTest
{
    [Fact]
    public void Each_is_recorded_and_a_bad_one_only_fails_itself()
    {
        var outcomes = Test.Ledger.Usage.AddAll(
        [
            Call(),
            Bare(),
            Call() with { Model = "nobody-knows", RequirePrice = true },
            Call() with { SessionId = 99 },
            Call() with { RequestId = "r" },
            Call() with { RequestId = "r" },
        ]);

        Assert.Equal([null, ErrorCode.MissingTokens, ErrorCode.UnknownModel, ErrorCode.SessionNotFound, null, null],
            outcomes.Select(outcome => outcome.Error?.Code));
        Assert.Equal([false, false, true], outcomes.Where(outcome => outcome.Receipt is not null).Select(outcome => outcome.Receipt!.Duplicate));
        Assert.Equal(2, Recorded);
        AssertTotalsFollow();
    }

    [Fact]
    public void What_a_refused_call_had_begun_is_taken_back()
    {
        var known = Add(Call(UsageSource.Log) with { ResponseId = "msg_1" });
        var before = Test.Sql.Rows("SELECT * FROM ai_usage");
        // The same response, grown beyond all belief: marked as seen first, refused when it is priced.
        var outcome = Assert.Single(Test.Ledger.Usage.AddAll(
            [Call(UsageSource.Proxy) with { ResponseId = "msg_1", RequestId = "req_1", PromptTokens = 1_000_000_000_000, CompletionTokens = 101 }]));

        Assert.Equal(ErrorCode.InvalidInput, outcome.Error?.Code);
        Assert.Equal(before, Test.Sql.Rows("SELECT * FROM ai_usage"));
        Assert.Equal(1_100, known.Usage.Tokens);
    }

    [Fact]
    public void Nothing_is_recorded_where_the_ledger_fails()
    {
        _ = Test.Ledger.Usage.AddAll([Call()]);
        Test.Sql.Execute("CREATE TRIGGER full BEFORE INSERT ON ai_usage WHEN NEW.model = 'last' BEGIN SELECT RAISE(ABORT, 'disk'); END");

        Assert.Throws<CodesessionException>(() => Test.Ledger.Usage.AddAll([Call(), Call(), Call() with { Model = "last", Cost = 1 }]));
        Assert.Equal(1, Recorded);
    }
}
