using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Usage;

/// <summary>A call is recorded, and the totals of its session move with it.</summary>
public sealed class RecordingTests : UsageTest
{
    [Fact]
    public void The_receipt_has_the_record_its_price_and_the_totals()
    {
        Add(Call());

        var receipt = Add(Call() with { AgentName = "Claude Code" });

        Assert.False(receipt.Duplicate);
        Assert.Equal((0.009m, 2_200, 2), (receipt.Session.AiCost, receipt.Session.AiTokens, receipt.Session.AiCalls));
        Assert.Equal((PriceSource.Custom, true, 3m, 15m),
            (receipt.Price.Source, receipt.Price.ModelKnown, receipt.Price.InputPer1M, receipt.Price.OutputPer1M));
        Assert.Equal(("Claude Code", TestLedger.Noon, UsageSource.Manual),
            (receipt.Usage.AgentName, receipt.Usage.Timestamp, receipt.Usage.Source));
        Assert.Equal(receipt.Usage, Test.Ledger.Usage.Of(Session.Id).Last());
    }

    [Fact]
    public void Calls_are_listed_by_the_time_at_which_they_were_made()
    {
        Add(Call() with { Model = "late", Cost = 1, Timestamp = TestLedger.Noon.AddHours(1) });
        Add(Call() with { Model = "early", Cost = 1, Timestamp = TestLedger.Noon.AddHours(-1) });

        Assert.Equal(["early", "late"], Test.Ledger.Usage.Of(Session.Id).Select(call => call.Model));
    }

    [Fact]
    public void A_model_without_a_price_is_refused_where_a_price_is_required()
    {
        var error = Refused(ErrorCode.UnknownModel, Call() with { Model = "unheard-of", RequirePrice = true });

        Assert.Equal("unheard-of", error.Subject);
        Assert.Equal([new("model", "unheard-of"), new("provider", "somebody")], error.Details);
    }

    [Fact]
    public void A_model_without_a_price_is_recorded_as_unpriced_otherwise()
    {
        var receipt = Add(Call(UsageSource.Proxy) with { Model = "unheard-of" });

        Assert.Equal((null, null, 1_100), (receipt.Usage.Cost, receipt.Usage.PriceSource, receipt.Usage.Tokens));
        Assert.Equal((0, 1_100, 1, 1),
            (receipt.Session.AiCost, receipt.Session.AiTokens, receipt.Session.AiCalls, receipt.Session.UnpricedCalls));
        Assert.Equal((null, false), (receipt.Price.Cost, receipt.Price.ModelKnown));
        Assert.Equal(["NULL|0"], Test.Sql.Rows("SELECT cost_e10, cost FROM ai_usage"));
    }

    [Fact]
    public void A_stated_cost_needs_no_price()
    {
        var receipt = Add(Call() with { Model = "unheard-of", RequirePrice = true, Cost = 0.25m });

        Assert.Equal((0.25m, PriceSource.Manual), (receipt.Usage.Cost, receipt.Usage.PriceSource));
        Assert.Equal((PriceSource.Manual, false, null), (receipt.Price.Source, receipt.Price.ModelKnown, receipt.Price.InputPer1M));
        Assert.Equal(0, receipt.Session.UnpricedCalls);
    }

    [Fact]
    public void A_stated_cost_goes_before_the_table()
    {
        var receipt = Add(Call() with { Cost = 0 });

        Assert.Equal((0, PriceSource.Manual, 3m), (receipt.Usage.Cost, receipt.Price.Source, receipt.Price.InputPer1M));
    }

    [Fact]
    public void A_model_that_costs_nothing_has_a_price()
    {
        Test.Ledger.Prices.Set("free", 0, 0, provider: null);

        var receipt = Add(Call() with { Model = "free", RequirePrice = true });

        Assert.Equal((0, PriceSource.Custom, 0), (receipt.Usage.Cost, receipt.Usage.PriceSource, receipt.Session.UnpricedCalls));
    }

    [Theory]
    [InlineData(UsageSource.Manual)]
    [InlineData(UsageSource.Log)]
    public void A_session_that_does_not_exist_is_not_found(UsageSource source)
    {
        var error = Refused(ErrorCode.SessionNotFound, Call(source) with { SessionId = 99 });

        Assert.Equal([new("id", 99L)], error.Details);
    }

    [Theory]
    [InlineData(UsageSource.Manual)]
    [InlineData(UsageSource.Mcp)]
    public async Task What_somebody_states_cannot_be_booked_on_a_session_that_has_ended(UsageSource source)
    {
        await Test.EndAsync(Session.Id);

        Refused(ErrorCode.SessionNotFound, Call(source));
    }

    [Theory]
    [InlineData(UsageSource.Proxy)]
    [InlineData(UsageSource.Log)]
    [InlineData(UsageSource.Hook)]
    [InlineData(UsageSource.Telemetry)]
    public async Task What_was_observed_may_come_after_the_end(UsageSource source)
    {
        await Test.EndAsync(Session.Id);

        var receipt = Add(Call(source));

        Assert.Equal((SessionPhase.Completed, 0.0045m, source), (receipt.Session.Status, receipt.Session.AiCost, receipt.Usage.Source));
    }

    [Fact]
    public void A_call_that_cannot_be_recorded_leaves_no_trace()
    {
        Add(Call());
        Test.Sql.Execute("CREATE TRIGGER broken BEFORE UPDATE ON sessions BEGIN SELECT RAISE(ABORT, 'broken'); END");

        Refused(ErrorCode.Internal, Call());

        Test.Sql.Execute("DROP TRIGGER broken");
        Add(Call());
        AssertTotalsFollow();
    }

    [Fact]
    public void A_prices_file_that_cannot_be_understood_records_nothing()
    {
        File.WriteAllText(Test.Options.PricingPath, "{");

        Refused(ErrorCode.PricingInvalid, Call());
    }

    [Fact]
    public void The_totals_follow_a_call_that_is_removed()
    {
        var first = Add(Call()).Usage;
        var unpriced = Add(Call(UsageSource.Log) with { Model = "unheard-of" }).Usage;
        Add(Call() with { Cost = 0.1m });

        Assert.Equal(first, Test.Ledger.Usage.Remove(first.Id));
        Assert.Equal((0.1m, 2_200, 2, 1), Totals());
        Test.Ledger.Usage.Remove(unpriced.Id);
        Assert.Equal((0.1m, 1_100, 1, 0), Totals());
        AssertTotalsFollow();
    }

    [Fact]
    public void A_call_that_was_removed_can_be_recorded_again()
    {
        var call = Add(Call(UsageSource.Log) with { ResponseId = "msg_1" }).Usage;
        Test.Ledger.Usage.Remove(call.Id);

        Assert.False(Add(Call(UsageSource.Log) with { ResponseId = "msg_1" }).Duplicate);
    }

    [Fact]
    public void A_call_that_does_not_exist_cannot_be_removed()
    {
        var call = Add(Call()).Usage;
        Test.Ledger.Usage.Remove(call.Id);

        var error = Assert.Throws<CodesessionException>(() => Test.Ledger.Usage.Remove(call.Id));

        Assert.Equal((ErrorCode.CallNotFound, call.Id), (error.Code, error.Subject));
    }

    [Fact]
    public void The_totals_are_added_to_and_not_summed_again()
    {
        // A session with totals and no rows, as the original's demo data has: a sum would forget them.
        Test.Sql.Execute("UPDATE sessions SET cost_e10 = 50000000000, ai_cost = 5, ai_tokens = 1000");

        Assert.Equal((5.0045m, 2_100), (Add(Call()).Session.AiCost, Test.Session(Session.Id).AiTokens));
    }

    private (decimal Cost, long Tokens, long Calls, long Unpriced) Totals()
    {
        var session = Test.Session(Session.Id);
        return (session.AiCost, session.AiTokens, session.AiCalls, session.UnpricedCalls);
    }
}
