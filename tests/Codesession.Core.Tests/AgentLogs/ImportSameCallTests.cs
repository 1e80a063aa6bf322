using Codesession.Core.Tests.Storage;
using static Codesession.Core.Tests.AgentLogs.LogLines;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>Calls that a proxy saw, and that a log tells: recorded once, whichever came first.</summary>
public sealed class ImportSameCallTests : ImportTest
{
    private static readonly DateTimeOffset Ten = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private long Recorded => Test.Sql.Number("SELECT count(*) FROM ai_usage");

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void One_that_the_proxy_saw_before_is_known_by_its_id(long muchToRead)
    {
        var session = Test.Start();
        Add(session, "m1", "claude-sonnet-4-5");
        ClaudeLog(Claude("m1"), Claude("m2"));

        var agent = Import(request => request with { MuchToRead = muchToRead }).Agents.Single();

        Assert.Equal((1, 1), (agent.Calls, agent.Duplicates));
        Assert.Equal(["m1|proxy|log", "m2|log|NULL"], Test.Sql.Rows("SELECT response_id, source, also_seen FROM ai_usage ORDER BY 1"));
        AssertSound(Test);
    }

    [Fact]
    public void One_that_the_proxy_saw_afterwards_is_known_by_its_id()
    {
        ClaudeLog(Claude("m1"));
        Import();

        Assert.True(Add(Test.Start(), "m1", "claude-sonnet-4-5").Duplicate);
        Assert.Equal(1, Recorded);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Of_Codex_equal_figures_tell_it_one_to_one(long muchToRead)
    {
        var session = Test.Start();
        Add(session, "resp_1", "gpt-5", Ten.AddMinutes(-9));
        Add(session, "resp_2", "gpt-5", Ten.AddMinutes(9));
        Add(session, "resp_3", "gpt-5", Ten.AddMinutes(11));
        CodexLog(Thread(folder: Test.Work), Turn(), Count(1), Count(2), Count(3));

        var agent = Import(request => request with { MuchToRead = muchToRead }).Agents.Single();

        Assert.Equal((1, 2), (agent.Calls, agent.Duplicates));
        Assert.Equal(["resp_1|log", "resp_2|log", "resp_3|NULL"], Test.Sql.Rows("SELECT response_id, also_seen FROM ai_usage WHERE source = 'proxy' ORDER BY 1"));
        Assert.Equal(4, Recorded);
        Import(request => request with { Reread = true, MuchToRead = muchToRead });
        Assert.Equal(4, Recorded);
        AssertSound(Test);
    }

    [Fact]
    public void Of_Codex_what_the_proxy_saw_afterwards_is_known_by_its_figures()
    {
        CodexLog(Thread(folder: Test.Work), Turn(), Count(1), Count(2));
        Import();
        var session = Test.Start();

        Assert.True(Add(session, "resp_1", "gpt-5", Ten).Duplicate);
        Assert.True(Add(session, "resp_2", "gpt-5", Ten).Duplicate);
        Assert.False(Add(session, "resp_3", "gpt-5", Ten).Duplicate);
    }

    [Theory]
    [InlineData("gpt-5-codex", 1_000)]
    [InlineData("gpt-5", 1_001)]
    public void Of_Codex_other_figures_are_another_call(string model, long prompt)
    {
        Add(Test.Start(), "resp_1", model, Ten, prompt);
        CodexLog(Thread(folder: Test.Work), Turn(), Count(1));

        Import();

        Assert.Equal(2, Recorded);
    }

    [Fact]
    public void Of_Codex_a_call_in_another_scope_is_another_call()
    {
        Add(Test.Start(), "resp_1", "gpt-5", Ten);
        CodexLog(Thread(folder: Test.NewFolder("elsewhere")), Turn(), Count(1));

        Import();

        Assert.Equal(2, Recorded);
    }

    [Fact]
    public void A_gateways_id_in_two_conversations_is_two_calls()
    {
        ClaudeLog(Claude("msg_1"), Claude("msg_1", session: "s2").Replace("\"input_tokens\":1000", "\"input_tokens\":2000"));

        Import();

        Assert.Equal(2, Recorded);
    }

    private UsageReceipt Add(Session session, string id, string model, DateTimeOffset? time = null, long prompt = 1_000) => Test.Ledger.Usage.Add(new NewUsage
    {
        SessionId = session.Id, Provider = "somebody", Model = model, Source = UsageSource.Proxy, ResponseId = id, RequestId = "proxied_" + id,
        PromptTokens = prompt, CompletionTokens = 100, Timestamp = time ?? Ten,
    });

    [Fact]
    public void A_date_in_the_name_that_only_the_proxy_saw_makes_no_other_model()
    {
        Add(Test.Start(), "resp_1", "gpt-5-2025-08-07", Ten);
        CodexLog(Thread(folder: Test.Work), Turn(), Count(1));

        Import();

        Assert.Equal(1, Recorded);
    }

    [Fact]
    public void A_fork_that_does_not_name_its_parents_header_tells_the_parents_calls_again()
    {
        CodexLog(Thread(), Turn(), Count(1), Count(2));
        Log(".codex/sessions/2026/03/02/rollout-2026-03-02T08-00-00-fork.jsonl",
            Thread("t2").Replace("\"id\":\"t2\"", "\"id\":\"t2\",\"forked_from_id\":\"t1\"", StringComparison.Ordinal), Turn(), Count(1), Count(2), Count(3));

        Import();

        Assert.Equal(3, Recorded);
    }
}
