namespace Codesession.Core.Tests.Usage;

/// <summary>Two records are one call where their ids say so, whatever their figures.</summary>
public sealed class SameCallByIdTests : UsageTest
{
    private const UsageSource Log = UsageSource.Log, Proxy = UsageSource.Proxy;

    [Fact]
    public void The_same_response_is_one_call()
    {
        var first = Add(Call(Log) with { ResponseId = "msg_1" });

        var again = Add(Call(Log) with { ResponseId = "msg_1" });

        AssertOne(first, again);
    }

    [Fact]
    public void The_same_request_of_somebody_who_states_it_twice_is_one_call()
    {
        var first = Add(Call() with { RequestId = "my-1" });

        var again = Add(Call() with { RequestId = "my-1", PromptTokens = 9, CompletionTokens = 9, Cost = 5 });

        AssertOne(first, again);
        Assert.Equal(first.Usage, again.Usage);
        Assert.Equal((first.Price.Source, first.Price.Cost, 3m), (again.Price.Source, again.Price.Cost, again.Price.InputPer1M));
    }

    [Fact]
    public void A_call_that_is_known_already_needs_no_price()
    {
        var first = Add(Call(Log) with { ResponseId = "msg_1", Model = "unheard-of" });

        AssertOne(first, Add(Call() with { RequestId = "msg_1", Model = "unheard-of", RequirePrice = true }));
    }

    [Fact]
    public void Different_ids_are_different_calls_with_whatever_figures()
    {
        Add(Call(Log) with { ResponseId = "msg_1" });
        Add(Call(Log) with { ResponseId = "msg_2" });
        Add(Call(Proxy) with { ResponseId = "msg_3" });

        Assert.False(Add(Call() with { ResponseId = "msg_4" }).Duplicate);
        Assert.Equal(4, Recorded);
    }

    [Fact]
    public void A_lone_request_id_may_be_the_id_of_the_response()
    {
        var first = Add(Call(Proxy) with { ResponseId = "chatcmpl-1", RequestId = "req_1" });

        AssertOne(first, Add(Call() with { RequestId = "chatcmpl-1", CompletionTokens = 7 }));
    }

    [Fact]
    public void A_response_id_may_be_known_as_a_lone_request_id()
    {
        var first = Add(Call() with { RequestId = "chatcmpl-1", CompletionTokens = 7 });

        var again = Add(Call(Proxy) with { ResponseId = "chatcmpl-1", RequestId = "req_1" });

        AssertOne(first, again);
        Assert.Equal("chatcmpl-1", again.Usage.ResponseId);
    }

    [Fact]
    public void The_request_id_decides_where_only_one_has_a_response_id()
    {
        var first = Add(Call(Proxy) with { ResponseId = "msg_1", RequestId = "req_1" });

        AssertOne(first, Add(Call(Log) with { RequestId = "req_1", CompletionTokens = 7 }));
    }

    [Fact]
    public void A_batch_is_one_request_with_many_calls()
    {
        Add(Call(Log) with { RequestId = "req_1", ResponseId = "msg_1" });

        Assert.False(Add(Call(Log) with { RequestId = "req_1", ResponseId = "msg_2" }).Duplicate);
        Assert.True(Add(Call(Log) with { RequestId = "req_1", ResponseId = "msg_1" }).Duplicate);
        Assert.True(Add(Call(Log) with { RequestId = "req_1", ResponseId = "msg_2" }).Duplicate);
        Assert.Equal(2, Recorded);
    }

    [Fact]
    public void A_batch_whose_first_response_was_known_by_its_request_alone_still_has_many_calls()
    {
        Add(Call(Log) with { RequestId = "req_1" });
        Assert.True(Add(Call(Log) with { RequestId = "req_1", ResponseId = "msg_1" }).Duplicate);

        Assert.False(Add(Call(Log) with { RequestId = "req_1", ResponseId = "msg_2" }).Duplicate);
    }

    [Fact]
    public void A_copy_in_the_log_of_a_subagent_with_a_request_id_of_its_own_is_one_call()
    {
        var first = Add(Call(Log) with { ResponseId = "msg_1", RequestId = "req_1", ConversationId = "main" });

        var copy = Add(Call(Log) with { ResponseId = "msg_1", RequestId = "req_2", ConversationId = "main" });

        AssertOne(first, copy);
        Assert.Equal("req_1", copy.Usage.RequestId);
    }

    [Fact]
    public void A_gateway_that_uses_an_id_again_in_another_conversation_makes_two_calls()
    {
        var one = Call(Log) with { ResponseId = "gen-1", ConversationId = "a" };
        var other = one with { ConversationId = "b", PromptTokens = 2_000, CompletionTokens = 7 };
        Add(one);

        Assert.False(Add(other).Duplicate);
        Assert.True(Add(one).Duplicate);
        Assert.True(Add(other).Duplicate);
        Assert.Equal(2, Recorded);
    }

    [Fact]
    public void Another_model_under_a_known_id_in_another_conversation_is_another_call()
    {
        Add(Call(Log) with { ResponseId = "gen-1", ConversationId = "a" });

        Assert.False(Add(Call(Log) with { ResponseId = "gen-1", ConversationId = "b", Model = "other" }).Duplicate);
    }

    [Fact]
    public void A_fork_of_a_conversation_repeats_its_calls()
    {
        var first = Add(Call(Log) with { ResponseId = "msg_1", ConversationId = "a" });

        AssertOne(first, Add(Call(Log) with { ResponseId = "msg_1", ConversationId = "b" }));
    }

    [Fact]
    public void A_fork_that_repeats_the_growing_forms_of_a_call_too_is_one_call()
    {
        var line = Call(Log) with { ResponseId = "msg_1", ConversationId = "a", CompletionTokens = 1 };
        var first = Add(line);
        Add(line with { CompletionTokens = 100 });

        AssertOne(first, Add(line with { ConversationId = "fork" }));
        AssertOne(first, Add(line with { ConversationId = "fork", CompletionTokens = 100 }));
        Assert.Equal(100, Assert.Single(Test.Ledger.Usage.Of(Session.Id)).CompletionTokens);
    }

    [Fact]
    public void Where_one_does_not_know_the_conversation_the_id_decides()
    {
        var first = Add(Call(Proxy) with { ResponseId = "msg_1" });

        AssertOne(first, Add(Call(Log) with { ResponseId = "msg_1", ConversationId = "a", CompletionTokens = 7 }));
    }

    [Fact]
    public void An_id_used_again_grows_in_its_own_conversation()
    {
        var a = Call(Log) with { ResponseId = "gen-1", ConversationId = "a", CompletionTokens = 50 };
        var b = a with { ConversationId = "b", PromptTokens = 2_000, CompletionTokens = 20 };
        Add(a);
        var second = Add(b);

        // By chance it now has the figures of the other one.
        var grown = Add(b with { PromptTokens = 1_000, CompletionTokens = 50 });

        Assert.Equal((second.Usage.Id, 50), (grown.Usage.Id, grown.Usage.CompletionTokens));
        Assert.Equal(2_100, Test.Session(Session.Id).AiTokens);
    }

    [Fact]
    public void The_place_in_a_conversation_is_an_id_where_there_is_no_other()
    {
        var first = Add(Call(Log) with { ConversationId = "a", EventId = "1" });

        AssertOne(first, Add(Call(Log) with { ConversationId = "a", EventId = "1" }));
        Assert.False(Add(Call(Log) with { ConversationId = "a", EventId = "2" }).Duplicate);
        Assert.False(Add(Call(Log) with { ConversationId = "b", EventId = "1" }).Duplicate);
        Assert.Equal(3, Recorded);
    }

    [Fact]
    public void A_place_without_its_conversation_is_no_id()
    {
        Add(Call(Log) with { EventId = "1" });

        Assert.False(Add(Call(Log) with { EventId = "1" }).Duplicate);
    }

    [Fact]
    public void A_hook_and_an_import_of_the_same_log_are_one_call()
    {
        var first = Add(Call(UsageSource.Hook) with { ConversationId = "a", EventId = "1" });

        AssertOne(first, Add(Call(Log) with { ConversationId = "a", EventId = "1" }));
    }

    [Fact]
    public void What_another_source_knows_of_a_call_is_learned()
    {
        var first = Add(Call(Proxy) with { ResponseId = "resp_1", RequestId = "req_1" });

        var logged = Add(Call(Log) with { ConversationId = "a", EventId = "1" });
        var loggedAgain = Add(Call(Log) with { ConversationId = "a", EventId = "1", CompletionTokens = 7 });
        var proxiedAgain = Add(Call(Proxy) with { ResponseId = "resp_1" });

        Assert.All((UsageReceipt[])[logged, loggedAgain, proxiedAgain], receipt => AssertOne(first, receipt));
        Assert.Equal(["resp_1|req_1|a|1|log"],
            Test.Sql.Rows("SELECT response_id, request_id, conversation_id, event_id, also_seen FROM ai_usage"));
    }

    [Fact]
    public void An_id_counts_in_every_session()
    {
        var first = Add(Call(Log) with { ResponseId = "msg_1" });
        var other = Test.Start(Test.NewFolder("other"));

        var again = Add(Call(Log) with { ResponseId = "msg_1", SessionId = other.Id });

        AssertOne(first, again);
        Assert.Equal(Session.Id, again.Session.Id);
        Assert.Equal(0, Test.Session(other.Id).AiCalls);
    }

    private void AssertOne(UsageReceipt first, UsageReceipt again)
    {
        Assert.True(again.Duplicate);
        Assert.Equal(first.Usage.Id, again.Usage.Id);
        Assert.Equal(1, Test.Session(first.Usage.SessionId).AiCalls);
        AssertTotalsFollow();
    }

    [Fact]
    public void What_a_proxy_sees_under_an_id_that_is_used_again_is_another_call()
    {
        var seen = Call(UsageSource.Proxy) with { ResponseId = "chatcmpl-123" };
        Add(seen);

        Assert.True(Add(seen).Duplicate);
        Assert.False(Add(seen with { PromptTokens = 1_001 }).Duplicate);
        Assert.True(Add(seen with { PromptTokens = 1_001, Source = UsageSource.Log }).Duplicate);
        Assert.Equal(2, Recorded);
    }
}
