using System.Globalization;
using Codesession.Storage;

namespace Codesession.Core.Tests.Storage;

/// <summary>Whoever records, changes or removes calls: what is kept for each quarter of an hour is their sums.</summary>
public sealed class UsageSlotsTests : IDisposable
{
    private readonly TestLedger _test = new();

    public void Dispose()
    {
        KeptSlots.AssertMirror(_test.Sql);
        _test.Dispose();
    }

    private long Slots => _test.Sql.Number("SELECT count(*) FROM usage_slots");

    [Fact]
    public void Calls_of_one_quarter_session_model_provider_and_agent_are_one_slot()
    {
        var (one, two) = (_test.Start(), _test.Start(_test.NewFolder("two")));
        var call = Call(one.Id, "2026-11-20T11:15:00.000Z");
        foreach (var other in (NewUsage[])
        [
            call, call with { Timestamp = At("2026-11-20T11:29:59.999Z"), Cost = null }, call with { Timestamp = At("2026-11-20T11:30:00.000Z") },
            call with { SessionId = two.Id }, call with { Model = "n" }, call with { Provider = "q" }, call with { AgentName = "codex" },
        ])
        {
            _test.Ledger.Usage.Add(other);
        }

        Assert.Equal(6, Slots);
        Assert.Equal(
            ["1994637|1|p|m||2|1|190|30|20|40|10|280|1000000000"],
            _test.Sql.Rows("SELECT * FROM usage_slots WHERE calls = 2"));
    }

    [Fact]
    public void A_call_that_grows_moves_with_all_its_figures()
    {
        var session = _test.Start();
        var call = Call(session.Id, "2026-11-20T11:14:00.000Z") with { ResponseId = "r", Source = UsageSource.Log };
        _test.Ledger.Usage.Add(call with { Cost = null, Model = "claude-sonnet-4-5", Provider = "anthropic" });

        _test.Ledger.Usage.Add(call with { Cost = null, Model = "claude-sonnet-4-5", Provider = "anthropic", CompletionTokens = 500 });

        Assert.Equal(500, _test.Sql.Number("SELECT output FROM usage_slots"));
    }

    [Fact]
    public void A_call_that_is_given_another_time_model_agent_session_or_cost_changes_its_slot()
    {
        var (one, two) = (_test.Start(), _test.Start(_test.NewFolder("two")));
        for (var i = 0; i < 3; i++) _test.Ledger.Usage.Add(Call(one.Id, "2026-11-20T11:15:00.000Z"));
        foreach (var change in (string[])
        [
            "timestamp = '2026-11-20T12:15:00.000Z'", "model = 'n'", "provider = 'q'", "agent_name = 'codex'", "agent_name = NULL", $"session_id = {two.Id}",
            "cost_e10 = NULL", "cost_e10 = 7", "tokens = 7", "prompt_tokens = NULL", "completion_tokens = NULL", "cache_read_tokens = 3", "cache_write_tokens = 3",
            "cache_write_1h_tokens = 3", "reasoning_tokens = 3", "timestamp = 'long ago'",
        ])
        {
            _test.Sql.Execute($"UPDATE ai_usage SET {change} WHERE id = 2");
            KeptSlots.AssertMirror(_test.Sql);
        }
        Assert.Equal(2, Slots);
    }

    [Fact]
    public void A_call_that_is_removed_leaves_it_and_the_last_one_takes_it_along()
    {
        var session = _test.Start();
        for (var i = 0; i < 2; i++) _test.Ledger.Usage.Add(Call(session.Id, "2026-11-20T11:15:00.000Z"));

        _test.Ledger.Usage.Remove(1);
        Assert.Equal(1, _test.Sql.Number("SELECT calls FROM usage_slots"));
        _test.Ledger.Usage.Remove(2);

        Assert.Equal(0, Slots);
    }

    [Fact]
    public void A_session_that_is_removed_takes_its_slots_along()
    {
        var (one, two) = (_test.Start(), _test.Start(_test.NewFolder("two")));
        _test.Ledger.Usage.Add(Call(one.Id, "2026-11-20T11:15:00.000Z"));
        _test.Ledger.Usage.Add(Call(two.Id, "2026-11-20T11:15:00.000Z"));

        _test.Ledger.Sessions.Remove(one.Id);

        Assert.Equal([$"{two.Id}"], _test.Sql.Rows("SELECT session_id FROM usage_slots"));
    }

    [Fact]
    public void The_originals_calls_count_once_and_its_Start_Fresh_leaves_none()
    {
        var session = _test.Start();
        var original = new OriginalTool(_test.DatabasePath);
        original.LogCall(session.Id, 50, 0.2, "gpt-4o", "2026-11-20T11:15:00.000Z");
        original.LogCall(session.Id, 50, 2e6, "gpt-4o", "2026-11-20T11:16:00.000Z");
        _test.Ledger.Usage.Add(Call(session.Id, "2026-11-20T11:15:00.000Z"));
        KeptSlots.AssertMirror(_test.Sql);
        Assert.Equal(["2|0|100|10000002000000000"], _test.Sql.Rows("SELECT calls, unpriced, tokens, cost_e10 FROM usage_slots WHERE model = 'gpt-4o'"));

        original.StartFresh();

        Assert.Equal(0, Slots);
    }

    [Theory]
    [InlineData(Age.Earliest)]
    [InlineData(Age.Latest)]
    public void An_older_ledgers_calls_are_summed_once(Age age)
    {
        var original = OriginalTool.Create(_test.DatabasePath, age);
        var session = original.Start("theirs", _test.Work);
        foreach (var time in (string[])["2026-11-20T11:15:00.000Z", "2026-11-20T11:16:00.000Z", "2026-11-20T11:30:00.000Z", "2026-11-20 11:30", "9999-12-31T23:59:59.999Z"])
        {
            original.LogCall(session, 50, 0.2, "gpt-4o", time);
        }

        _ = _test.Ledger;

        Assert.Equal(["-1|2", "1994637|2", "1994638|1"], _test.Sql.Rows("SELECT slot, calls FROM usage_slots ORDER BY slot"));
    }

    [Theory]
    [InlineData("2026-02-29T11:15:00.000Z")]
    [InlineData("2026-11-20T24:00:00.000Z")]
    [InlineData("2026-11-20T11:15:60.000Z")]
    [InlineData("2026-11-20T11:15:00Z")]
    [InlineData("2026-11-20T11:15:00.0000Z")]
    [InlineData("2026-11-20T11:15:00.000+00:00")]
    [InlineData("2026-11-20t11:15:00.000z")]
    [InlineData("+026-11-20T11:15:00.000Z")]
    [InlineData("now")]
    [InlineData("2460000.5")]
    [InlineData("")]
    [InlineData("1969-12-31T23:59:59.999Z")]
    [InlineData("2100-01-01T00:00:00.000Z")]
    public void Times_that_SQLite_and_we_may_read_otherwise_are_in_no_slot(string time)
    {
        var session = _test.Start();
        new OriginalTool(_test.DatabasePath).LogCall(session.Id, 50, 0.2, "gpt-4o", time);

        Assert.Equal(-1, _test.Sql.Number("SELECT slot FROM usage_slots"));
        Assert.Equal(-1, Slot.Of(time));
    }

    [Fact]
    public void Every_millisecond_is_in_the_slot_in_which_we_find_it()
    {
        var session = _test.Start();
        var random = new Random(7);
        var times = Enumerable.Range(0, 1_000).Select(milliseconds => new DateTimeOffset(1970, 1, 1, 0, 0, 0, milliseconds, TimeSpan.Zero)
            .AddSeconds(random.NextInt64(130L * 365 * 86_400)));
        _test.Sql.Execute("""
            INSERT INTO ai_usage (session_id, provider, model, tokens, cost, timestamp) SELECT $1, 'p', 'm', 1, 0, value FROM json_each($2)
            """, session.Id, $"[{string.Join(',', times.Select(time => $"\"{time:yyyy-MM-ddTHH:mm:ss.fffZ}\""))}]");

        Assert.Equal(0, _test.Sql.Number("SELECT count(*) FROM usage_slots WHERE slot < 0"));
        Assert.Equal(1_000, _test.Sql.Number("SELECT sum(calls) FROM usage_slots"));
    }

    private static NewUsage Call(long session, string time) => new()
    {
        SessionId = session, Provider = "p", Model = "m", Source = UsageSource.Manual, Timestamp = At(time), Cost = 0.1m,
        PromptTokens = 120, CompletionTokens = 20, CacheReadTokens = 10, CacheWriteTokens = 10, CacheWrite1hTokens = 5, ReasoningTokens = 5,
    };

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
