using Codesession.AgentLogTrees;

namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs import</c>, as processes of their own.</summary>
public sealed class ImportTests : CsTest
{
    private static readonly LogTreeSize size = new() { ClaudeLines = 3_000, ClaudeSessions = 20, CodexResponses = 1_500, CodexFiles = 12 };

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Imports_at_once_record_each_call_once(int imports)
    {
        var calls = new HashSet<string>();
        var totals = LogTree.Write(Cs.Home, size, call => calls.Add(Row(call)));

        var results = await Task.WhenAll(Enumerable.Range(0, imports).Select(_ => Cs.Run("import", "--json")));

        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        Assert.Equal(totals.Calls, results.Sum(result => Sum(result, "calls")));
        using var ledger = Cs.OpenLedger();
        ledger.IsSound();
        Assert.Equal(calls, Rows(ledger).ToHashSet());
        Assert.Equal(calls.Count, Rows(ledger).Count);
    }

    [Fact]
    public async Task One_that_is_killed_leaves_what_it_had_and_the_next_completes_it()
    {
        var totals = LogTree.Write(Cs.Home, size with { ClaudeLines = 12_000 });
        await Cs.Json("list");
        var running = Cs.Begin("import", "--json");
        await Poll.Until(
            () =>
            {
                using var ledger = Cs.OpenLedger();
                return running.HasEnded || ledger.Value<long>("SELECT count(*) FROM ai_usage") > 0;
            },
            "the first calls are recorded");
        running.Kill();
        await running.Ended();

        await Cs.Json("import");

        using var then = Cs.OpenLedger();
        then.IsSound();
        Assert.Equal(totals.Calls, then.Value<long>("SELECT count(*) FROM ai_usage"));
        Assert.Equal(totals.Sums.Values.Sum(sum => sum.Tokens.Output), then.Value<long>("SELECT sum(completion_tokens) FROM ai_usage"));
    }

    [Fact]
    public async Task A_trial_writes_no_call()
    {
        var totals = LogTree.Write(Cs.Home, size);

        var result = await Cs.Run("import", "--dry-run", "--json");

        Assert.Equal(totals.Calls, Sum(result, "calls"));
        using var ledger = Cs.OpenLedger();
        Assert.Equal(0, ledger.Value<long>("SELECT count(*) FROM ai_usage"));
    }

    private static long Sum(CsResult result, string name) => result.Document.GetProperty("agents").EnumerateArray().Sum(agent => agent.GetProperty(name).GetInt64());

    private static string Row(StatedCall call) => $"{call.Conversation} {call.Model} {call.Time:yyyy-MM-ddTHH:mm:ss.fff}Z {call.Tokens.Input + call.Tokens.Write + call.Tokens.WriteHour + call.Tokens.Read} {call.Tokens.Output}";

    private static List<string> Rows(Sql ledger) =>
        [.. ledger.Rows("SELECT conversation_id, model, timestamp, prompt_tokens, completion_tokens FROM ai_usage").Select(row => string.Join(' ', row))];
}
