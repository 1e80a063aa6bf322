namespace Codesession.Core.Tests.Usage;

/// <summary>Calls priced again.</summary>
public sealed class RepriceTests : UsageTest
{
    [Fact]
    public void A_call_without_a_price_gets_one_when_its_model_has_one()
    {
        Add(Call() with { Model = "unheard-of" });
        Add(Call() with { Model = "unheard-of" });
        Add(Call());
        Add(Call() with { Model = "still-unheard-of" });
        Test.Ledger.Prices.Set("unheard-of", 1, 2, provider: null);

        var repricing = Reprice();

        Assert.Equal((false, 3L, 2L, 0L, 1L, 0.0024m),
            (repricing.IsDryRun, repricing.Looked, repricing.Priced, repricing.Changed, repricing.Unpriced, repricing.Difference));
        Assert.Equal([new UnpricedModel("somebody", "still-unheard-of", 1)], repricing.UnpricedModels);
        Assert.Equal([(0.0012m, PriceSource.Custom), (0.0012m, PriceSource.Custom), (0.0045m, PriceSource.Custom), (null, null)],
            Test.Ledger.Usage.Of(Session.Id).Select(call => (call.Cost, call.PriceSource)));
        AssertTotalsFollow();
        Assert.Equal((0.0069m, 1L), (Test.Session(Session.Id).AiCost, Test.Session(Session.Id).UnpricedCalls));
    }

    [Fact]
    public void A_second_time_there_is_nothing_left_to_do()
    {
        Add(Call() with { Model = "unheard-of" });
        Test.Ledger.Prices.Set("unheard-of", 1, 2, provider: null);
        Reprice();

        var again = Reprice(all: true);

        Assert.Equal((1L, 0L, 0L, 0L, 0m), (again.Looked, again.Priced, again.Changed, again.Unpriced, again.Difference));
    }

    [Fact]
    public void A_dry_run_tells_the_same_and_changes_nothing()
    {
        Add(Call() with { Model = "unheard-of" });
        Add(Call() with { Model = "other" });
        Test.Ledger.Prices.Set("unheard-of", 1, 2, provider: null);
        var before = Test.Sql.Rows("SELECT * FROM ai_usage");

        var would = Reprice(dryRun: true);

        Assert.True(would.IsDryRun);
        Assert.Equal(before, Test.Sql.Rows("SELECT * FROM ai_usage"));
        var does = Reprice();
        Assert.Equal((would.Looked, would.Priced, would.Changed, would.Unpriced, would.Difference), (does.Looked, does.Priced, does.Changed, does.Unpriced, does.Difference));
        Assert.Equal(would.UnpricedModels, does.UnpricedModels);
    }

    [Fact]
    public void A_call_that_is_priced_later_costs_what_it_would_have_cost_at_once()
    {
        var tokens = new TokenCounts { Input = 1_000, CacheRead = 50_000, CacheWrite = 2_000, CacheWrite1h = 3_000, Output = 700, Reasoning = 30 };
        var call = new NewUsage
        {
            SessionId = Session.Id,
            Provider = "anthropic",
            Model = "claude-opus-4-6",
            Source = UsageSource.Proxy,
            PromptTokens = 56_000,
            CompletionTokens = 700,
            CacheReadTokens = 50_000,
            CacheWriteTokens = 2_000,
            CacheWrite1hTokens = 3_000,
            ReasoningTokens = 30,
            Timestamp = new DateTimeOffset(2026, 10, 2, 23, 59, 0, TimeSpan.Zero),
        };
        NewUsage[] calls =
        [
            call,
            call with { ServiceTier = "batch" },
            call with { Speed = "fast" },
            call with { Geography = "us" },
            call with { WebSearches = 7 },
            call with { Passes = [new UsagePass("claude-haiku-4-5", tokens), new UsagePass(null, tokens with { Output = 5 })] },
            call with { Model = "claude-sonnet-4-5", PromptTokens = 300_000 },
            call with { Model = "claude-sonnet-4-5", PromptTokens = null, CompletionTokens = null, CacheReadTokens = null, CacheWriteTokens = null, CacheWrite1hTokens = null, ReasoningTokens = null, Tokens = 1_000 },
            call with { Model = "claude-3-opus-20240229", Timestamp = new DateTimeOffset(2024, 5, 1, 12, 0, 0, TimeSpan.Zero) },
        ];
        foreach (var (i, one) in calls.Index())
        {
            Add(one with { ResponseId = $"r{i}" });
        }
        const string Costs = "SELECT id, cost_e10, price_source, cost FROM ai_usage ORDER BY id";
        var expected = Test.Sql.Rows(Costs);
        Assert.True(expected.Select(row => row.Split('|')[1]).Distinct().Count() >= 8, "The calls differ in price.");
        Test.Sql.Execute("UPDATE ai_usage SET cost = 0, cost_e10 = NULL, price_source = NULL");

        var repricing = Reprice();

        Assert.Equal(calls.Length, repricing.Priced);
        Assert.Equal(expected, Test.Sql.Rows(Costs));
        AssertTotalsFollow();
    }

    [Fact]
    public void All_looks_at_prices_of_the_tables_too_and_never_at_what_somebody_stated()
    {
        Add(Call());
        Add(Call() with { Cost = 42 });
        Add(Call() with { Model = "unheard-of" });
        Test.Ledger.Prices.Set(Model, 6, 30, provider: null);

        Assert.Equal((1L, 0L), (Reprice().Looked, Reprice().Changed));
        var all = Reprice(all: true);

        Assert.Equal((2L, 0L, 1L, 1L, 0.0045m), (all.Looked, all.Priced, all.Changed, all.Unpriced, all.Difference));
        Assert.Equal([0.009m, 42m, null], Test.Ledger.Usage.Of(Session.Id).Select(call => call.Cost));
        AssertTotalsFollow();
    }

    [Fact]
    public void A_cheaper_price_is_a_negative_difference()
    {
        Add(Call());
        Test.Ledger.Prices.Set(Model, 1, 5, provider: null);

        Assert.Equal(-0.003m, Reprice(all: true).Difference);
    }

    [Fact]
    public void A_cost_stays_where_its_price_is_not_known_any_more()
    {
        Add(Call());
        Test.Ledger.Prices.Reset();

        var repricing = Reprice(all: true);

        Assert.Equal((1L, 0L, 0L), (repricing.Looked, repricing.Changed, repricing.Unpriced));
        Assert.Equal(0.0045m, Assert.Single(Test.Ledger.Usage.Of(Session.Id)).Cost);
    }

    [Fact]
    public void What_the_original_recorded_is_left_alone()
    {
        Add(Call());
        Test.Sql.Execute("""
            INSERT INTO ai_usage (session_id, provider, model, tokens, prompt_tokens, completion_tokens, cost, timestamp)
            VALUES ($1, 'somebody', $2, 1100, 1000, 100, 0, '2026-11-20T10:00:00.000Z')
            """, Session.Id, Model);

        Assert.Equal(1, Reprice(all: true).Looked);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[{\"input\":1}]")]
    [InlineData("[{\"input\":-1,\"cacheRead\":0,\"cacheWrite\":0,\"cacheWrite1h\":0,\"output\":1,\"reasoning\":0}]")]
    [InlineData("[{\"model\":7}]")]
    [InlineData("not json")]
    public void Passes_that_cannot_be_read_have_no_price(string passes)
    {
        Add(Call() with { Model = "unheard-of" });
        Test.Sql.Execute("UPDATE ai_usage SET passes = $1", passes);
        Test.Ledger.Prices.Set("unheard-of", 1, 2, provider: null);

        Assert.Equal(1, Reprice().Unpriced);
    }

    [Fact]
    public void Many_calls_take_many_steps_and_all_are_priced()
    {
        Test.Ledger.Usage.AddAll([.. Enumerable.Range(0, 2_500).Select(i => Call(UsageSource.Log) with { Model = $"unheard-of-{i % 3}", ResponseId = $"r{i}" })]);
        Test.Ledger.Prices.Set("unheard-of-0", 1, 2, provider: null);
        Test.Ledger.Prices.Set("unheard-of-2", 2, 4, provider: null);

        var repricing = Reprice();

        Assert.Equal((2_500L, 1_667L, 833L), (repricing.Looked, repricing.Priced, repricing.Unpriced));
        Assert.Equal(834 * 0.0012m + 833 * 0.0024m, repricing.Difference);
        Assert.Equal(repricing.Difference, Test.Session(Session.Id).AiCost);
        AssertTotalsFollow();
    }

    [Fact]
    public void Given_up_it_keeps_what_is_done_and_leaves_the_ledger_whole()
    {
        Add(Call() with { Model = "unheard-of" });
        Test.Ledger.Prices.Set("unheard-of", 1, 2, provider: null);

        Assert.Throws<OperationCanceledException>(() => Test.Ledger.Usage.Reprice(cancel: new CancellationToken(canceled: true)));

        AssertTotalsFollow();
        Assert.Equal(1, Reprice().Priced);
    }

    [Fact]
    public void Prices_that_cannot_be_understood_change_nothing()
    {
        Add(Call() with { Model = "unheard-of" });
        File.WriteAllText(Test.Ledger.Prices.CustomPath, "{ broken");

        Assert.Equal(ErrorCode.PricingInvalid, Assert.Throws<CodesessionException>(() => Reprice()).Code);
        Assert.Equal(1, Test.Session(Session.Id).UnpricedCalls);
    }

    [Fact]
    public async Task Totals_of_an_agent_and_of_completed_sessions_follow()
    {
        Add(Call() with { Model = "unheard-of", AgentName = "codex" });
        await Test.EndAsync(Session.Id);
        Test.Ledger.Prices.Set("unheard-of", 1, 2, provider: null);

        Reprice();

        Assert.Equal("12000000|0", Assert.Single(Test.Sql.Rows("SELECT cost_e10, unpriced_calls FROM session_agents")));
        Assert.Equal((0.0012m, 0L), (Test.Ledger.Reports.Stats().TotalAiCost, Test.Ledger.Reports.Stats().UnpricedCalls));
    }

    private Repricing Reprice(bool all = false, bool dryRun = false) => Test.Ledger.Usage.Reprice(all, dryRun, TestContext.Current.CancellationToken);
}
