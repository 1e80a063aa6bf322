using System.Collections.Concurrent;
using System.Text;

namespace Codesession.Cli.Tests.Commands;

/// <summary>Whatever is typed, under <c>--json</c> the answer is one document, and the ledger stays whole.</summary>
public sealed class BadInputTests : CsTest
{
    private const int Lines = 1000;

    private static readonly int seed =
        int.TryParse(Environment.GetEnvironmentVariable("CODESESSION_TEST_SEED"), out var told) ? told : 20261122;

    [Fact]
    public async Task A_thousand_senseless_command_lines_are_each_answered_with_one_document()
    {
        await Start(Cs);
        var logged = new ConcurrentBag<long>();
        var failures = new ConcurrentQueue<string>();
        var errors = new ConcurrentDictionary<string, int>();

        await Parallel.ForEachAsync(Enumerable.Range(1, Lines), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, _) =>
        {
            var words = RandomCommandLine.Make(seed, number);
            try
            {
                await Try(words, logged, errors);
            }
            catch (Exception wrong)
            {
                failures.Enqueue($"Seed {seed}, line {number}: cs {Shown(words)}\n  {wrong.Message}");
            }
        });

        Assert.True(failures.IsEmpty, $"{failures.Count} of {Lines}:\n{string.Join('\n', failures.Take(20))}");
        using var ledger = Cs.OpenLedger();
        ledger.IsSound();
        Assert.Equal((logged.Count, logged.Sum()),
            (ledger.Value<long>("SELECT count(*) FROM ai_usage"), ledger.Value<long>("SELECT coalesce(sum(tokens), 0) FROM ai_usage")));
        // Else the lines would all be refused for the same reason, and the test would mean little.
        Assert.True(logged.Count > 10 && errors.Count > 5, $"Seed {seed}: {logged.Count} calls were recorded; {string.Join(", ", errors)}");
    }

    private async Task Try(string[] words, ConcurrentBag<long> logged, ConcurrentDictionary<string, int> errors)
    {
        var result = await Cs.Run(words);
        var answer = result.Document;
        foreach (var trace in (string[])["   at ", "Exception"])
        {
            Assert.DoesNotContain(trace, result.Text + result.Error);
        }
        if (answer.ValueKind == System.Text.Json.JsonValueKind.Object && answer.Has("error"))
        {
            var code = answer.GetProperty("error").Text("code")!;
            result.Failure(code);
            Assert.NotEqual("internal_error", code);
            errors.AddOrUpdate(code, 1, (_, before) => before + 1);
            return;
        }
        Assert.Equal(words[0] == "run" ? 127 : 0, result.ExitCode);
        if (answer.ValueKind == System.Text.Json.JsonValueKind.Object && answer.Has("logged") && !answer.Has("duplicate"))
        {
            logged.Add(answer.GetProperty("logged").Whole("tokens"));
        }
    }

    private static string Shown(string[] words) => string.Join(' ', words.Select(word =>
    {
        var shown = new StringBuilder("\"");
        foreach (var letter in word.Length > 200 ? word[..200] : word)
        {
            shown.Append(letter is >= ' ' and <= '~' ? letter : $"\\u{(int)letter:x4}");
        }
        return shown.Append('"');
    }));
}
