using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Usage;

/// <summary>
/// Two sources that share no kind of id mean the same call where model and tokens are equal, in one scope, within ten minutes.
/// </summary>
public sealed class SameCallByFiguresTests : UsageTest
{
    private const UsageSource Log = UsageSource.Log, Proxy = UsageSource.Proxy, Manual = UsageSource.Manual;

    [Theory]
    [InlineData(Log, Proxy)]
    [InlineData(Proxy, Log)]
    [InlineData(Manual, Proxy)]
    [InlineData(Proxy, Manual)]
    [InlineData(UsageSource.Mcp, Log)]
    [InlineData(UsageSource.Telemetry, UsageSource.Mcp)]
    [InlineData(UsageSource.Hook, UsageSource.Telemetry)]
    [InlineData(UsageSource.Original, Proxy)]
    public void One_that_was_observed_and_one_of_another_source_are_one_call(UsageSource one, UsageSource other)
    {
        var first = Add(Call(one));
        Test.Clock.Advance(TimeSpan.FromSeconds(5));

        var again = Add(Call(other));

        Assert.True(again.Duplicate);
        Assert.Equal((first.Usage.Id, one, first.Usage.Timestamp), (again.Usage.Id, again.Usage.Source, again.Usage.Timestamp));
        Assert.Equal(1, again.Session.AiCalls);
        AssertTotalsFollow();
    }

    [Theory]
    [InlineData(Manual, Manual)]
    [InlineData(Manual, UsageSource.Mcp)]
    [InlineData(UsageSource.Mcp, Manual)]
    [InlineData(UsageSource.Mcp, UsageSource.Mcp)]
    [InlineData(UsageSource.Original, Manual)]
    public void What_somebody_states_twice_happened_twice(UsageSource one, UsageSource other) => AssertTwo(Call(one), Call(other));

    [Theory]
    [InlineData(Log)]
    [InlineData(Proxy)]
    [InlineData(UsageSource.Telemetry)]
    public void One_source_that_reports_two_has_seen_two(UsageSource source) => AssertTwo(Call(source), Call(source));

    [Theory]
    [InlineData(600_000, true)]
    [InlineData(600_001, false)]
    [InlineData(-600_000, true)]
    [InlineData(-600_001, false)]
    public void They_lie_within_ten_minutes(int milliseconds, bool same)
    {
        Add(Call(Proxy) with { Timestamp = TestLedger.Noon });

        Assert.Equal(same, Add(Call(Log) with { Timestamp = TestLedger.Noon.AddMilliseconds(milliseconds) }).Duplicate);
    }

    [Fact]
    public void Another_model_is_another_call() => AssertTwo(Call(Proxy), Call(Log) with { Model = "other" });

    [Fact]
    public void Tokens_of_another_class_make_another_call()
    {
        var call = Call(Proxy) with { CacheReadTokens = 300, CacheWriteTokens = 200, CacheWrite1hTokens = 100 };
        Add(call);
        NewUsage[] others =
        [
            call with { PromptTokens = 1_001 },
            call with { CompletionTokens = 101 },
            call with { CacheReadTokens = 301 },
            call with { CacheReadTokens = 200, CacheWriteTokens = 300 },
            call with { CacheWriteTokens = 100, CacheWrite1hTokens = 200 },
            call with { CacheReadTokens = null, CacheWriteTokens = null, CacheWrite1hTokens = null },
        ];

        Assert.All(others, other => Assert.False(Add(other with { Source = Log }).Duplicate));
    }

    [Fact]
    public void How_much_of_the_output_was_reasoning_does_not_matter()
    {
        Add(Call(Proxy) with { ReasoningTokens = 50 });

        Assert.True(Add(Call(Log)).Duplicate);
    }

    [Fact]
    public void The_provider_may_have_another_name()
    {
        Add(Call(Proxy) with { Provider = "openai" });

        Assert.True(Add(Call(Log) with { Provider = "azure" }).Duplicate);
    }

    [Fact]
    public void A_total_alone_is_never_the_same_as_another() =>
        AssertTwo(Bare(Proxy) with { Tokens = 1_000 }, Bare(Manual) with { Tokens = 1_000, Cost = 1 });

    [Fact]
    public void A_call_in_another_scope_is_another_call() =>
        AssertTwo(Call(Proxy), Call(Log) with { SessionId = Test.Start(Test.NewFolder("other")).Id });

    [Fact]
    public void A_call_in_another_session_of_the_scope_is_the_same_and_stays_where_it_is()
    {
        var hook = Test.Start(origin: SessionOrigin.Hook);
        Add(Call(Proxy));

        var again = Add(Call(Log) with { SessionId = hook.Id });

        Assert.True(again.Duplicate);
        Assert.Equal(Session.Id, again.Session.Id);
        Assert.Equal((1, 0), (Test.Session(Session.Id).AiCalls, Test.Session(hook.Id).AiCalls));
    }

    [Fact]
    public void Two_equal_calls_that_two_sources_saw_are_two()
    {
        Add(Call(Proxy) with { ResponseId = "resp_1" });
        Add(Call(Proxy) with { ResponseId = "resp_2" });

        var one = Add(Call(Log) with { ConversationId = "a", EventId = "1" });
        var two = Add(Call(Log) with { ConversationId = "a", EventId = "2" });

        Assert.True(one.Duplicate && two.Duplicate);
        Assert.NotEqual(one.Usage.Id, two.Usage.Id);
        Assert.Equal(2, Recorded);
        AssertTotalsFollow();
    }

    [Fact]
    public void Two_equal_calls_that_come_by_turns_are_two()
    {
        Add(Call(Log) with { ConversationId = "a", EventId = "1" });
        Assert.True(Add(Call(Proxy) with { ResponseId = "resp_1" }).Duplicate);
        Assert.False(Add(Call(Proxy) with { ResponseId = "resp_2" }).Duplicate);
        Assert.True(Add(Call(Log) with { ConversationId = "a", EventId = "2" }).Duplicate);

        Assert.Equal(2, Recorded);
    }

    [Fact]
    public void A_third_that_only_one_source_saw_is_a_third()
    {
        Add(Call(Proxy));
        Add(Call(Proxy));
        Add(Call(Log));
        Add(Call(Log));

        Assert.False(Add(Call(Log)).Duplicate);
        Assert.Equal(3, Recorded);
    }

    [Fact]
    public void Three_sources_that_saw_one_call_saw_one_call()
    {
        Add(Call(Proxy));

        Assert.True(Add(Call(Log)).Duplicate);
        Assert.True(Add(Call(UsageSource.Telemetry)).Duplicate);
        Assert.True(Add(Call(Manual)).Duplicate);
        Assert.Equal(["log,telemetry,manual"], Test.Sql.Rows("SELECT also_seen FROM ai_usage"));
    }

    [Fact]
    public void The_nearest_in_time_is_the_one()
    {
        Add(Call(Proxy) with { Timestamp = TestLedger.Noon });
        var near = Add(Call(Proxy) with { Timestamp = TestLedger.Noon.AddMinutes(6) });

        Assert.Equal(near.Usage.Id, Add(Call(Log) with { Timestamp = TestLedger.Noon.AddMinutes(4) }).Usage.Id);
    }

    [Theory]
    [InlineData("response")]
    [InlineData("request")]
    [InlineData("event")]
    public void Where_they_share_a_kind_of_id_it_decides_and_not_the_figures(string kind) =>
        AssertTwo(With(Call(Proxy), kind, "1"), With(Call(Log), kind, "2"));

    [Fact]
    public void A_stated_cost_goes_before_that_of_the_table_when_it_came_first()
    {
        var stated = Add(Call() with { Cost = 0.5m });

        var seen = Add(Call(Proxy));

        Assert.Equal((true, 0.5m, PriceSource.Manual), (seen.Duplicate, seen.Usage.Cost, seen.Usage.PriceSource));
        Assert.Equal(stated.Usage.Id, seen.Usage.Id);
    }

    private void AssertTwo(NewUsage one, NewUsage other)
    {
        Add(one);
        Assert.False(Add(other).Duplicate);
        Assert.Equal(2, Recorded);
        AssertTotalsFollow();
    }

    private static NewUsage With(NewUsage usage, string kind, string id) => kind switch
    {
        "response" => usage with { ResponseId = id },
        "request" => usage with { RequestId = id },
        _ => usage with { ConversationId = "a", EventId = id },
    };

    [Fact]
    public void A_request_id_of_ones_own_does_not_make_a_second_call_of_an_observed_one()
    {
        Add(Call(Proxy) with { ResponseId = "msg_1", RequestId = "req_1" });

        Assert.True(Add(Call(Manual) with { RequestId = "my-42" }).Duplicate);
        Assert.Equal(1, Recorded);
    }

    [Fact]
    public void Request_ids_of_two_observers_tell_their_calls_apart() =>
        AssertTwo(Call(Proxy) with { RequestId = "req_1" }, Call(Log) with { RequestId = "req_2" });

    [Fact]
    public void A_cost_that_somebody_states_prices_a_call_that_nobody_could()
    {
        Add(Call(Proxy) with { Model = "unheard-of" });

        var stated = Add(Call(Manual) with { Model = "unheard-of", Cost = 0.25m });

        Assert.Equal((true, 0.25m, PriceSource.Manual), (stated.Duplicate, stated.Usage.Cost, stated.Usage.PriceSource));
        Assert.Equal((0.25m, 0), (stated.Session.AiCost, stated.Session.UnpricedCalls));
        AssertTotalsFollow();
    }
}
