using Codesession.AgentLogTrees;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>However logs come to an import, each call is recorded once, with its largest form.</summary>
public sealed class ImportOnceTests : ImportTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_call_is_recorded_with_its_own_figures(int seed)
    {
        var totals = WriteTree(Small with { Seed = seed });

        var report = Import();

        AssertComplete();
        Assert.Empty(report.Problems);
        Assert.Equal(totals.Calls, report.Agents.Sum(agent => agent.Calls));
        Assert.Equal((totals.Files, totals.Files, totals.Bytes),
            (report.Agents.Sum(agent => agent.Files), report.Agents.Sum(agent => agent.FilesRead), report.Agents.Sum(agent => agent.Bytes)));
        Assert.Equal(report.SessionIds, Test.Sql.Rows("SELECT id FROM sessions ORDER BY id").Select(long.Parse));
        Assert.Equal(Test.Sql.Number("SELECT count(*) FROM ai_usage WHERE cost_e10 IS NULL"), report.Agents.Sum(agent => agent.UnpricedCalls));
        Assert.True(report.Agents.Sum(agent => agent.UnpricedCalls) > 0);
    }

    [Fact]
    public void The_costs_are_those_of_the_price_lists()
    {
        var totals = WriteTree(Small);

        var report = Import();

        // Dollars for a million tokens: input, written for five minutes, for an hour, read, output.
        static decimal Cost(string model, StatedSum sum) => model switch
        {
            "claude-sonnet-4-5-20250929" => Of(sum, 3, 3.75m, 6, 0.3m, 15),
            "claude-opus-4-5-20251101" => Of(sum, 5, 6.25m, 10, 0.5m, 25),
            "claude-haiku-4-5-20251001" => Of(sum, 1, 1.25m, 2, 0.1m, 5),
            "gpt-5" or "gpt-5-codex" or "gpt-5.1-codex" => Of(sum, 1.25m, 0, 0, 0.125m, 10),
            _ => 0,
        };
        static decimal Of(StatedSum sum, decimal input, decimal write, decimal hour, decimal read, decimal output) => sum.WebSearches * 0.01m
            + (sum.Tokens.Input * input + sum.Tokens.Write * write + sum.Tokens.WriteHour * hour + sum.Tokens.Read * read + sum.Tokens.Output * output) / 1_000_000;
        Assert.Equal(totals.Sums.Sum(sum => Cost(sum.Key.Model, sum.Value)), report.Agents.Sum(agent => agent.Cost));
        Assert.Equal(report.Agents.Sum(agent => agent.Cost), Money.FromUnits(Test.Sql.Number("SELECT sum(cost_e10) FROM sessions")));
    }

    [Fact]
    public void A_second_import_reads_nothing()
    {
        WriteTree(Small);
        Import();
        var content = ContentOf(Test);

        var again = Import();

        Assert.Equal((0, 0L, 0L), (again.Agents.Sum(agent => agent.FilesRead), again.Agents.Sum(agent => agent.Bytes), again.Agents.Sum(agent => agent.Calls)));
        Assert.Empty(again.SessionIds);
        Assert.Equal(content, ContentOf(Test));
    }

    [Fact]
    public void What_is_read_again_counts_once()
    {
        WriteTree(Small);
        Import();

        var again = Import(request => request with { Reread = true });

        Assert.Equal(0, again.Agents.Sum(agent => agent.Calls));
        Assert.True(again.Agents.Sum(agent => agent.Duplicates) >= Stated.Count);
        AssertComplete();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Files_may_come_one_by_one_in_any_order(int seed)
    {
        WriteTree(Small with { Seed = seed });
        var files = Files.ToArray();
        new Random(seed).Shuffle(files);

        foreach (var file in files) Import(request => request with { Paths = [file] });

        AssertComplete();
    }

    [Fact]
    public void Files_may_come_in_two_halves()
    {
        WriteTree(Small);
        var away = Files.Where((_, number) => number % 2 == 0).ToList();
        away.ForEach(file => File.Move(file, file + ".away"));
        Import();
        away.ForEach(file => File.Move(file + ".away", file));

        Import();

        AssertComplete();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Files_may_grow_by_any_number_of_bytes(int seed)
    {
        WriteTree(Small with { Seed = seed });
        var (chance, whole) = (new Random(seed), Files.ToDictionary(file => file, File.ReadAllBytes));
        var cuts = whole.ToDictionary(file => file.Key, file => Enumerable.Range(0, 4).Select(_ => chance.Next(file.Value.Length)).Order().ToList());

        for (var stage = 0; stage < 4; stage++)
        {
            foreach (var (file, bytes) in whole) File.WriteAllBytes(file, bytes[..cuts[file][stage]]);
            Import();
        }
        foreach (var (file, bytes) in whole) File.WriteAllBytes(file, bytes);
        Import();

        AssertComplete();
    }

    [Fact]
    public void Names_of_files_do_not_matter()
    {
        WriteTree(Small);
        foreach (var (number, file) in Files.Index())
        {
            var name = Path.GetFileName(file).StartsWith("rollout-", StringComparison.Ordinal) ? $"rollout-{number}.jsonl" : $"{1000 - number}.jsonl";
            File.Move(file, Path.Combine(Path.GetDirectoryName(file)!, name));
        }

        Import();

        AssertComplete();
    }

    [Fact]
    public void A_log_of_many_parts_is_one()
    {
        WriteTree(new LogTreeSize { ClaudeLines = 9_000, ClaudeSessions = 2, CodexResponses = 4_500, CodexFiles = 2 });

        Import();

        AssertComplete();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Imports_at_once_record_each_call_once(int imports)
    {
        WriteTree(Small with { ClaudeLines = 1_500, CodexResponses = 800 });
        _ = Test.Ledger;
        using var begin = new Barrier(imports);

        var reports = await Task.WhenAll(Enumerable.Range(0, imports).Select(_ => Task.Factory.StartNew(() =>
        {
            using var ledger = Test.Open();
            begin.SignalAndWait(TestContext.Current.CancellationToken);
            return Import(ledger: ledger);
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(Stated.Count, reports.Sum(report => report.Agents.Sum(agent => agent.Calls)));
        AssertComplete();
    }
}
