using System.Collections.Concurrent;
using System.Diagnostics;

namespace Codesession.Cli.Tests.Ledgers;

/// <summary>Tests that start hundreds of processes at once, one test after the other.</summary>
[CollectionDefinition(nameof(Crowd), DisableParallelization = true)]
public sealed class Crowd;

/// <summary>Many processes on one ledger.</summary>
[Collection(nameof(Crowd))]
public sealed class CrowdTests : CsTest
{
    // The ordinary build compiles itself at each start: two hundred of them at once keep two cores busy for longer than
    // the ledger waits for a lock.
    private static readonly int many = Cs.IsPublished ? 200 : 100;

    private static string[] Call(int number, string session) =>
        ["log-ai", "-p", "anthropic", "-m", "claude-sonnet-4", "-t", $"{number}", "-c", $"0.{number:0000}", "-s", session, "--json"];

    private async Task<CsResult[]> AllAtOnce(IEnumerable<string[]> lines)
    {
        var running = lines.Select(words => Cs.Begin(words)).ToList();
        return await Task.WhenAll(running.Select(async process =>
        {
            await process.Give([]);
            return await process.Ended();
        }));
    }

    private async Task AllAreRecorded(CsResult[] results)
    {
        Assert.All(results, result => Assert.True(result.ExitCode == 0, $"{result}"));
        Assert.All(results, result => result.Document.IsAnswerOf("logged", "pricing", "session"));
        var status = await Cs.Json("status");
        Assert.Equal(Enumerable.Range(1, many), status.List("aiUsage").Select(call => (int)call.Whole("tokens")).Order());
        Assert.Equal(many * (many + 1) / 2, status.Whole("aiTokens"));
        Assert.Equal(many * (many + 1) / 2 / 10_000m, status.Dollars("aiCost"));
        // Each was told the totals right after its own call: they are all different.
        Assert.Equal(many, results.Select(result => result.Document.GetProperty("session").Whole("aiTokens")).Distinct().Count());
        using var ledger = Cs.OpenLedger();
        ledger.IsSound();
    }

    [Fact]
    public async Task Calls_of_a_crowd_at_once_are_all_recorded()
    {
        var id = await Start(Cs);

        await AllAreRecorded(await AllAtOnce(Enumerable.Range(1, many).Select(number => Call(number, $"{id}"))));
    }

    [Fact]
    public async Task Calls_of_a_crowd_at_once_on_a_ledger_of_the_original_upgrade_it_once_and_are_all_recorded()
    {
        long id;
        using (var original = Cs.OpenAsOriginal())
        {
            id = original.Start("work", Cs.Folder);
        }

        await AllAreRecorded(await AllAtOnce(Enumerable.Range(1, many).Select(number => Call(number, $"{id}"))));

        using var copy = new Sql(Cs.LedgerPath + ".v0.bak");
        Assert.Equal("ok", copy.Value<string>("PRAGMA integrity_check"));
        Assert.Equal(0, copy.Value<long>("PRAGMA user_version"));
        Assert.Equal("work", copy.Value<string>("SELECT name FROM sessions"));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Cs.LedgerPath)!, "*.tmp"));
    }

    [Fact]
    public async Task Calls_of_a_crowd_at_once_where_there_is_no_ledger_are_all_refused_and_leave_a_sane_one()
    {
        var results = await AllAtOnce(Enumerable.Range(1, many).Select(number => Call(number, "1")));

        Assert.All(results, result => Assert.Equal(1, result.Failure("session_not_found").Whole("id")));
        using (var ledger = Cs.OpenLedger())
        {
            ledger.IsSound();
        }
        await Start(Cs);
        Assert.Equal(7, (await Log(Cs, 7)).GetProperty("session").Whole("aiTokens"));
    }

    [Fact]
    public async Task Of_many_starts_in_one_scope_at_once_exactly_one_wins()
    {
        var repo = RepoWithCommit();
        foreach (var folder in (string[])[repo.Folder, Cs.Folder])
        {
            var running = Enumerable.Range(1, 20).Select(number => Cs.In(folder).Begin("start", $"{number}", "--json")).ToList();
            var results = await Task.WhenAll(running.Select(process => process.Ended()));

            var won = Assert.Single(results, result => result.ExitCode == 0).Document;
            Assert.All(results.Where(result => result.ExitCode != 0), result =>
            {
                var error = result.Failure("session_active");
                Assert.Equal(won.Whole("id"), error.Whole("id"));
                Assert.Equal(won.Text("name"), error.Text("activeSession"));
            });
            var started = (await Cs.Json("list", "-l", "99")).EnumerateArray();
            Assert.Single(started, session => session.Text("workingDirectory") == won.Text("directory"));
        }
    }

    [Fact]
    public async Task Of_the_same_request_many_times_at_once_exactly_one_is_recorded()
    {
        var id = await Start(Cs);

        var results = await AllAtOnce(Enumerable.Repeat<string[]>([.. Call(5, $"{id}"), "--request-id", "same"], 20));

        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        Assert.Single(results, result => !result.Document.Has("duplicate"));
        Assert.Equal(5, (await Cs.Json("status")).Whole("aiTokens"));
    }

    [Fact]
    public async Task Calls_killed_at_any_moment_leave_the_ledger_whole_and_lose_nothing_that_was_acknowledged()
    {
        var id = await Start(Cs);
        var usual = Stopwatch.StartNew();
        await Log(Cs, 1, "0.0001");
        var longest = usual.Elapsed * 3;
        var acknowledged = new ConcurrentBag<long> { 1 };

        await Parallel.ForEachAsync(Enumerable.Range(2, many), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (number, _) =>
        {
            var running = Cs.Begin(Call(number, $"{id}"));
            // Chance only picks the moment; every outcome must be sound.
            await Task.WhenAny(running.Ended(), Task.Delay(longest * new Random(number).NextDouble(), CancellationToken.None));
            running.Kill();
            var result = await running.Ended();
            if (result is { ExitCode: 0, Out.Length: > 0 })
            {
                acknowledged.Add(result.Document.GetProperty("logged").Whole("tokens"));
            }
        });

        using var ledger = Cs.OpenLedger();
        ledger.IsSound();
        var recorded = ledger.Rows("SELECT tokens FROM ai_usage").Select(row => (long)row[0]!).ToList();
        Assert.Equal(recorded.Distinct().Count(), recorded.Count);
        Assert.Empty(acknowledged.Except(recorded));
        Assert.Equal(recorded.Sum(), (await Cs.Json("status")).Whole("aiTokens"));
        Assert.Equal(recorded.Sum() / 10_000m, (await Cs.Json("status")).Dollars("aiCost"));
        TestContext.Current.SendDiagnosticMessage($"{acknowledged.Count} acknowledged, {recorded.Count} recorded");
    }
}
