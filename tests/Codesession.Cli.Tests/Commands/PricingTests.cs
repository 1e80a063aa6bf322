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
}
