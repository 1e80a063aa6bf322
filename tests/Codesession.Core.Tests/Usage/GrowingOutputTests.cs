using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Usage;

/// <summary>A response that was observed while it was still growing: its largest form counts.</summary>
public sealed class GrowingOutputTests : UsageTest
{
    private const UsageSource Log = UsageSource.Log;

    [Fact]
    public void The_largest_output_counts_and_the_totals_move()
    {
        var first = Add(Growing(1) with { CompletionTokens = 1 });

        var grown = Add(Growing(1) with { CompletionTokens = 1_000, ReasoningTokens = 400 });

        Assert.True(grown.Duplicate);
        Assert.Equal((first.Usage.Id, 1_000, 2_000, 0.018m),
            (grown.Usage.Id, grown.Usage.CompletionTokens, grown.Usage.Tokens, grown.Usage.Cost));
        Assert.Equal(400, grown.Usage.ReasoningTokens);
        Assert.Equal((2_000, 0.018m, 1), (grown.Session.AiTokens, grown.Session.AiCost, grown.Session.AiCalls));
        AssertTotalsFollow();
    }

    [Fact]
    public void A_smaller_or_equal_form_that_comes_later_changes_nothing()
    {
        var largest = Add(Growing(1) with { CompletionTokens = 1_000 });

        Assert.Equal(largest.Usage, Add(Growing(1) with { CompletionTokens = 1_000, PromptTokens = 5 }).Usage);
        Assert.Equal(largest.Usage, Add(Growing(1) with { CompletionTokens = 999 }).Usage);
        Assert.Equal(largest.Usage, Add(Growing(1) with { CompletionTokens = null }).Usage);
        AssertTotalsFollow();
    }

    [Fact]
    public void It_grows_across_sources_that_know_the_same_id()
    {
        Add(Growing(1) with { CompletionTokens = 1 });

        Assert.Equal(500, Add(Growing(1) with { Source = UsageSource.Proxy, CompletionTokens = 500 }).Usage.CompletionTokens);
    }

    [Fact]
    public void It_grows_by_its_place_in_the_conversation()
    {
        var event1 = Call(Log) with { ConversationId = "a", EventId = "1" };
        Add(event1);

        Assert.Equal(500, Add(event1 with { CompletionTokens = 500 }).Usage.CompletionTokens);
    }

    [Fact]
    public void What_somebody_states_does_not_overrule_what_was_observed()
    {
        Add(Growing(1));

        Assert.Equal(100, Add(Growing(1) with { Source = UsageSource.Manual, CompletionTokens = 5_000 }).Usage.CompletionTokens);
    }

    [Fact]
    public void What_somebody_stated_first_stays()
    {
        Add(Growing(1) with { Source = UsageSource.Manual, Cost = 0.5m });

        var seen = Add(Growing(1) with { CompletionTokens = 5_000 });

        Assert.Equal((100, 0.5m), (seen.Usage.CompletionTokens, seen.Usage.Cost));
    }

    [Fact]
    public void A_cost_that_its_agent_told_stays()
    {
        Add(Growing(1) with { Source = UsageSource.Telemetry, Cost = 0.5m });

        Assert.Equal(0.5m, Add(Growing(1) with { CompletionTokens = 5_000 }).Usage.Cost);
        AssertTotalsFollow();
    }

    [Fact]
    public void It_is_priced_by_the_day_of_its_first_form()
    {
        var early = Growing(1) with
        {
            Provider = "openai",
            Model = "gpt-5.6-sol",
            PromptTokens = 100_000,
            CompletionTokens = 1,
            Timestamp = new DateTimeOffset(2026, 8, 10, 12, 0, 0, TimeSpan.Zero),
        };
        Add(early);

        Assert.Equal(0.53m, Add(early with { CompletionTokens = 1_000, Timestamp = TestLedger.Noon }).Usage.Cost);
    }

    [Fact]
    public void An_unpriced_call_that_grows_is_priced_once_a_price_is_known()
    {
        Add(Growing(1) with { Model = "new" });
        Test.Ledger.Prices.Set("new", 3, 15, provider: null);

        var grown = Add(Growing(1) with { Model = "new", CompletionTokens = 1_000 });

        Assert.Equal((0.018m, 0, PriceSource.Custom), (grown.Usage.Cost, grown.Session.UnpricedCalls, grown.Usage.PriceSource));
        AssertTotalsFollow();
    }

    [Fact]
    public void Growing_beyond_what_a_call_can_cost_is_refused_like_a_new_one()
    {
        Test.Ledger.Prices.Set("dear", 1_000_000, 1_000_000, provider: null);
        Add(Growing(1) with { Model = "dear" });

        Refused(ErrorCode.InvalidInput, Growing(1) with { Model = "dear", CompletionTokens = 900_000_000_000 });
    }

    [Fact]
    public void A_cost_beyond_the_limit_is_refused_when_a_call_grows_too()
    {
        Add(Growing(1) with { PromptTokens = 1, CompletionTokens = 1 });

        Refused(ErrorCode.InvalidInput, Growing(1) with { PromptTokens = 1, CompletionTokens = 900_000_000_000 });
    }

    private NewUsage Growing(int number) => Call(Log) with { ResponseId = $"msg_{number}" };
}
