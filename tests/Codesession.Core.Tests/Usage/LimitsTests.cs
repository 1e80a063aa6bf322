namespace Codesession.Core.Tests.Usage;

/// <summary>The limits of each value: the border is allowed, one beyond is not.</summary>
public sealed class LimitsTests : UsageTest
{
    private const long Most = 1_000_000_000_000;

    [Fact]
    public void Names_at_their_limits_are_kept_whole()
    {
        var usage = Call(UsageSource.Log) with
        {
            Provider = new string('p', 100),
            Model = new string('m', 200),
            AgentName = new string('a', 200),
            ResponseId = new string('r', 200),
            RequestId = new string('q', 200),
            ConversationId = new string('c', 200),
            EventId = new string('e', 200),
            ServiceTier = new string('t', 200),
            Speed = new string('s', 200),
            Geography = new string('g', 200),
        };

        var call = Add(usage).Usage;

        Assert.Equal((usage.Provider, usage.Model, usage.AgentName), (call.Provider, call.Model, call.AgentName));
        Assert.Equal((usage.ResponseId, usage.RequestId), (call.ResponseId, call.RequestId));
        Assert.Equal([$"{usage.ConversationId}|{usage.EventId}|{usage.ServiceTier}|{usage.Speed}|{usage.Geography}"],
            Test.Sql.Rows("SELECT conversation_id, event_id, service_tier, speed, geography FROM ai_usage"));
    }

    [Fact]
    public void Names_beyond_their_limits_are_refused()
    {
        NewUsage[] wrong =
        [
            Call() with { Provider = new string('p', 101) },
            Call() with { Model = new string('m', 201) },
            Call() with { AgentName = new string('a', 201) },
            Call() with { ResponseId = new string('r', 201) },
            Call() with { RequestId = new string('q', 201) },
            Call() with { ConversationId = new string('c', 201) },
            Call() with { EventId = new string('e', 201) },
            Call() with { ServiceTier = new string('t', 201) },
            Call() with { Speed = new string('s', 201) },
            Call() with { Geography = new string('g', 201) },
        ];

        Assert.All(wrong, usage => Assert.Contains("at most", Refused(ErrorCode.InvalidInput, usage).Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void Empty_names_are_refused(string empty)
    {
        Refused(ErrorCode.InvalidInput, Call() with { Provider = empty });
        Refused(ErrorCode.InvalidInput, Call() with { Model = empty });
        Refused(ErrorCode.InvalidInput, Call() with { AgentName = empty });
        Refused(ErrorCode.InvalidInput, Call() with { RequestId = empty });
        Refused(ErrorCode.InvalidInput, Call() with { ResponseId = empty });
    }

    [Fact]
    public void Any_text_is_kept_as_it_is()
    {
        var call = Add(Call() with { Provider = "Größe 📦", Model = "a'b\"c;--", AgentName = "\tline\nbreak", Cost = 1 }).Usage;

        Assert.Equal(("Größe 📦", "a'b\"c;--", "\tline\nbreak"), (call.Provider, call.Model, call.AgentName));
    }

    [Fact]
    public void Counts_at_their_limit_are_kept()
    {
        Assert.Equal(Most, Add(Bare() with { Tokens = Most, Cost = 0 }).Usage.Tokens);
        Assert.Equal(Most, Add(Bare() with { PromptTokens = Most, Cost = 0 }).Usage.PromptTokens);
        Assert.Equal(Most, Add(Bare() with { CompletionTokens = Most, ReasoningTokens = Most, Cost = 0 }).Usage.ReasoningTokens);
        Assert.Equal(Most, Add(Bare() with { PromptTokens = Most, CacheReadTokens = Most, Cost = 0 }).Usage.CacheReadTokens);
        Assert.Equal(Most, Add(Bare() with { PromptTokens = Most, CacheWriteTokens = Most, Cost = 0 }).Usage.CacheWriteTokens);
        Assert.Equal(Most, Add(Bare() with { PromptTokens = Most, CacheWrite1hTokens = Most, Cost = 0 }).Usage.CacheWrite1hTokens);
        Assert.Equal(6 * Most, Test.Session(Session.Id).AiTokens);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Most + 1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Counts_beyond_their_limits_are_refused(long count)
    {
        NewUsage[] wrong =
        [
            Bare() with { Tokens = count },
            Bare() with { PromptTokens = count },
            Bare() with { CompletionTokens = count },
            Call() with { CacheReadTokens = count },
            Call() with { CacheWriteTokens = count },
            Call() with { CacheWrite1hTokens = count },
            Call() with { ReasoningTokens = count },
            Call() with { WebSearches = count },
        ];

        Assert.All(wrong, usage => Refused(ErrorCode.InvalidInput, usage));
    }

    [Fact]
    public void Parts_that_are_together_beyond_the_limit_are_refused() =>
        Refused(ErrorCode.InvalidInput, Bare() with { PromptTokens = Most, CompletionTokens = 1, Cost = 0 });

    [Fact]
    public void A_stated_cost_is_from_nothing_to_a_million_dollars()
    {
        Assert.Equal(0, Add(Call() with { Cost = 0 }).Usage.Cost);
        Assert.Equal(1_000_000, Add(Call() with { Cost = 1_000_000 }).Usage.Cost);
        Refused(ErrorCode.InvalidInput, Call() with { Cost = -0.0000000001m });
        Refused(ErrorCode.InvalidInput, Call() with { Cost = 1_000_000.0000000001m });
        Refused(ErrorCode.InvalidInput, Call() with { Cost = decimal.MaxValue });
    }

    [Fact]
    public void A_computed_cost_beyond_a_million_dollars_is_refused()
    {
        Refused(ErrorCode.InvalidInput, Bare() with { PromptTokens = Most });
        Refused(ErrorCode.InvalidInput, Call() with { WebSearches = Most, Provider = "anthropic", Model = "claude-opus-4-8" });
        Test.Ledger.Prices.Set("dear", 1_000_000, 1_000_000, provider: null);
        Refused(ErrorCode.InvalidInput, Bare() with { Model = "dear", Tokens = Most });
    }

    [Fact]
    public void Any_time_can_be_that_of_a_call()
    {
        Assert.Equal(DateTimeOffset.MinValue, Add(Call(UsageSource.Proxy) with { Timestamp = DateTimeOffset.MinValue }).Usage.Timestamp);
        var last = Add(Call(UsageSource.Proxy) with { Timestamp = DateTimeOffset.MaxValue }).Usage.Timestamp;
        Assert.Equal(9999, last.Year);
    }

    [Fact]
    public void A_time_of_another_zone_is_kept_in_UTC()
    {
        var call = Add(Call() with { Timestamp = new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.FromHours(2)) }).Usage;

        Assert.Equal(new DateTimeOffset(2026, 11, 19, 23, 0, 0, TimeSpan.Zero), call.Timestamp);
        Assert.Equal("2026-11-19T23:00:00.000Z", Test.Sql.One("SELECT timestamp FROM ai_usage"));
    }
}
