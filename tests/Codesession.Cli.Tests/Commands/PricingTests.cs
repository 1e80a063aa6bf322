using System.Text.Json;

namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs pricing</c>.</summary>
public sealed class PricingTests : CsTest
{
    private static void NeedsAHomeOfItsOwn() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The prices lie in the home folder, which is not the environment's to say there.");

    [Fact]
    public async Task List_has_the_price_of_every_model()
    {
        var answer = await Cs.Json("pricing", "list");

        answer.IsAnswerOf("models");
        var models = answer.GetProperty("models");
        Assert.All(models.EnumerateObject(), model =>
        {
            Assert.Equal(["input", "output"], model.Value.Keys().Take(2));
            Assert.True(model.Value.Dollars("input") >= 0);
            Assert.True(model.Value.Dollars("output") >= 0);
        });
        Assert.Equal(3, models.GetProperty("claude-sonnet-4").Dollars("input"));
        Assert.Equal(15, models.GetProperty("claude-sonnet-4").Dollars("output"));
    }

    [Fact]
    public async Task Set_stores_the_price_in_the_file_that_the_original_reads()
    {
        NeedsAHomeOfItsOwn();
        var answer = await Cs.Json("pricing", "set", "house-model", "2", "10.5");

        answer.IsAnswerOf("model", "input", "output", "path");
        Assert.Equal("house-model", answer.Text("model"));
        Assert.Equal(2, answer.Dollars("input"));
        Assert.Equal(10.5m, answer.Dollars("output"));
        Assert.Equal(Cs.PricingPath, answer.Text("path"));
        using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(Cs.PricingPath, TestContext.Current.CancellationToken));
        var stored = file.RootElement.GetProperty("house-model");
        Assert.Equal(["input", "output"], stored.Keys());
        Assert.Equal(2, stored.Dollars("input"));
        Assert.Equal(10.5m, stored.Dollars("output"));
        Assert.Equal(10.5m, (await Cs.Json("pricing", "list")).GetProperty("models").GetProperty("house-model").Dollars("output"));
    }

    [Fact]
    public async Task A_price_of_a_provider_has_a_key_of_both()
    {
        NeedsAHomeOfItsOwn();
        Assert.Equal("azure/gpt-5", (await Cs.Json("pricing", "set", "gpt-5", "1", "2", "--provider", "azure")).Text("model"));

        Assert.Equal(2, (await Cs.Json("pricing", "list")).GetProperty("models").GetProperty("azure/gpt-5").Dollars("output"));
    }

    [Fact]
    public async Task A_price_that_the_original_stored_counts()
    {
        NeedsAHomeOfItsOwn();
        Directory.CreateDirectory(Path.GetDirectoryName(Cs.PricingPath)!);
        await File.WriteAllTextAsync(Cs.PricingPath, """{"house-model":{"input":4,"output":4}}""", TestContext.Current.CancellationToken);
        await Start(Cs);

        var answer = await Cs.Json("log-ai", "-p", "acme", "-m", "house-model", "-t", "1000000");

        Assert.Equal("custom", answer.GetProperty("pricing").Text("source"));
        Assert.Equal(4, answer.GetProperty("logged").Dollars("cost"));
    }

    [Fact]
    public async Task Reset_forgets_the_prices_of_ones_own()
    {
        NeedsAHomeOfItsOwn();
        await Cs.Json("pricing", "set", "house-model", "2", "10");

        var answer = await Cs.Json("pricing", "reset");

        answer.IsAnswerOf("reset", "path");
        Assert.True(answer.Is("reset"));
        Assert.Equal(Cs.PricingPath, answer.Text("path"));
        Assert.False((await Cs.Json("pricing", "list")).GetProperty("models").Has("house-model"));
        Assert.True((await Cs.Json("pricing", "reset")).Is("reset"));
    }

    [Theory]
    [InlineData("-1", "2")]
    [InlineData("1", "-2")]
    [InlineData("one", "2")]
    [InlineData("1", "NaN")]
    [InlineData("Infinity", "2")]
    [InlineData("1", "1e308")]
    [InlineData("", "1")]
    public async Task A_price_that_is_no_number_from_0_is_refused(string input, string output)
    {
        NeedsAHomeOfItsOwn();
        await Cs.Fails("invalid_input", "pricing", "set", "house-model", input, output);

        Assert.False(File.Exists(Cs.PricingPath));
    }

    [Theory]
    [InlineData("pricing")]
    [InlineData("pricing", "sell")]
    [InlineData("pricing", "set")]
    [InlineData("pricing", "set", "house-model", "1")]
    [InlineData("pricing", "set", "house-model", "1", "2", "3")]
    public async Task A_wrong_command_line_is_told_as_such(params string[] words) => await Cs.Fails("usage", words);

    [Fact]
    public async Task A_prices_file_that_cannot_be_read_is_told_and_kept()
    {
        NeedsAHomeOfItsOwn();
        Directory.CreateDirectory(Path.GetDirectoryName(Cs.PricingPath)!);
        await File.WriteAllTextAsync(Cs.PricingPath, "{ not json", TestContext.Current.CancellationToken);

        await Cs.Fails("pricing_invalid", "pricing", "list");
        await Cs.Fails("pricing_invalid", "pricing", "set", "house-model", "1", "2");

        Assert.Equal("{ not json", await File.ReadAllTextAsync(Cs.PricingPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Prices_set_at_the_same_time_are_all_kept()
    {
        NeedsAHomeOfItsOwn();
        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Cs.Json("pricing", "set", $"model-{number}", $"{number}", "0")));

        var models = (await Cs.Json("pricing", "list")).GetProperty("models");
        Assert.All(Enumerable.Range(1, 20), number => Assert.Equal(number, models.GetProperty($"model-{number}").Dollars("input")));
    }

    [Fact]
    public async Task Reprice_prices_what_was_recorded_without_a_price()
    {
        NeedsAHomeOfItsOwn();
        await CallsOfAnUnknownModel();
        await Cs.Json("pricing", "set", "house-model", "1", "2");

        var would = await Cs.Json("pricing", "reprice", "--dry-run");
        var before = (await Cs.Json("status", "--brief")).Dollars("aiCost");
        var does = await Cs.Json("pricing", "reprice");

        foreach (var answer in (JsonElement[])[would, does])
        {
            answer.IsAnswerOf("dryRun", "looked", "priced", "changed", "unpriced", "unpricedModels", "difference");
            Assert.Equal((3L, 2L, 0L, 1L, 0.0024m),
                (answer.Whole("looked"), answer.Whole("priced"), answer.Whole("changed"), answer.Whole("unpriced"), answer.Dollars("difference")));
            var model = Assert.Single(answer.List("unpricedModels"));
            Assert.Equal(("p", "other-model", 1L), (model.Text("provider"), model.Text("model"), model.Whole("calls")));
        }
        Assert.Equal((true, false, 0m), (would.Is("dryRun"), does.Is("dryRun"), before));
        var status = await Cs.Json("status", "--brief");
        Assert.Equal((0.0024m, 1L), (status.Dollars("aiCost"), status.Whole("unpricedCalls")));
        using var ledger = Cs.OpenLedger();
        ledger.IsSound();
    }

    [Fact]
    public async Task Reprice_all_takes_changed_prices_and_leaves_stated_costs()
    {
        NeedsAHomeOfItsOwn();
        await CallsOfAnUnknownModel();
        await Log(Cs, 100, "7");
        await Cs.Json("pricing", "set", "house-model", "1", "2");
        await Cs.Json("pricing", "reprice");
        await Cs.Json("pricing", "set", "house-model", "2", "4");

        Assert.Equal(0, (await Cs.Json("pricing", "reprice")).Whole("changed"));
        var all = await Cs.Json("pricing", "reprice", "--all");

        Assert.Equal((3L, 0L, 2L, 0.0024m), (all.Whole("looked"), all.Whole("priced"), all.Whole("changed"), all.Dollars("difference")));
        Assert.Equal(7.0048m, (await Cs.Json("status", "--brief")).Dollars("aiCost"));
    }

    [Fact]
    public async Task Reprice_tells_people_what_it_did_and_what_is_left()
    {
        NeedsAHomeOfItsOwn();
        Assert.Equal("No calls to price.\n", (await Cs.Run("pricing", "reprice")).Text);
        await CallsOfAnUnknownModel();
        await Cs.Json("pricing", "set", "house-model", "1", "2");

        Assert.Equal("""
            3 calls looked at: 2 would be priced, 0 would be changed, 1 without a price still
              Difference: +$0.0024
              No price for other-model (p): 1 call
              Set one with: cs pricing set <model> <input> <output>

            """, (await Cs.Run("pricing", "reprice", "--dry-run")).Text);
    }

    private async Task CallsOfAnUnknownModel()
    {
        await Start(Cs);
        using var ledger = Cs.OpenLedger();
        foreach (var model in (string[])["house-model", "house-model", "other-model"])
        {
            ledger.Execute("""
                INSERT INTO ai_usage (session_id, provider, model, tokens, prompt_tokens, completion_tokens, cost, timestamp, source)
                VALUES (1, 'p', $1, 1100, 1000, 100, 0, '2026-11-01T05:00:00.000Z', 'log')
                """, model);
        }
    }
}
