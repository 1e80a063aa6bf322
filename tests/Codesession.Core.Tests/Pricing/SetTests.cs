using System.Text.Json;

namespace Codesession.Core.Tests.Pricing;

/// <summary>Storing and removing the user's own prices.</summary>
public sealed class SetTests : PriceTest
{
    [Fact]
    public void A_price_that_was_set_counts_from_then_on()
    {
        Assert.Equal(1.25m, CostOf(Call("gpt-5", Million)));

        var set = Prices.Set("gpt-5", 7, 9.5m, provider: null, cacheRead: 0.5m);

        Assert.Equal(7, CostOf(Call("gpt-5", Million)));
        Assert.Equal(
            new ModelPrice
            {
                Key = "gpt-5",
                Provider = "openai",
                InputPer1M = 7,
                OutputPer1M = 9.5m,
                CacheReadPer1M = 0.5m,
                Source = PriceSource.Custom,
            },
            set);
        Assert.Contains(set, Prices.List(new(2026, 11, 20)));
    }

    [Fact]
    public void A_price_set_for_a_provider_is_its_own()
    {
        Assert.Equal("azure/gpt-5", Prices.Set(" gpt-5 ", 7, 9, "azure").Key);

        Assert.Equal(7, CostOf(Call("gpt-5", Million, provider: "azure")));
        Assert.Equal(1.25m, CostOf(Call("gpt-5", Million, provider: "openai")));
    }

    [Fact]
    public void The_file_has_the_format_of_the_original()
    {
        Prices.Set("gpt-5", 1.5m, 6, "openai");
        Prices.Set("café/Ω", 0, 0, provider: null);

        using var file = JsonDocument.Parse(System.IO.File.ReadAllText(File));
        Assert.Equal(["openai/gpt-5", "café/Ω"], file.RootElement.EnumerateObject().Select(entry => entry.Name));
        var price = file.RootElement.GetProperty("openai/gpt-5");
        Assert.Equal(["input", "output"], price.EnumerateObject().Select(property => property.Name));
        Assert.Equal((1.5, 6.0), (price.GetProperty("input").GetDouble(), price.GetProperty("output").GetDouble()));
    }

    [Fact]
    public void Other_entries_and_what_we_do_not_know_stay_as_they_are()
    {
        Write("""{"a":{"input":1.50,"output":2,"note":"mine"},"B":{"input":1,"output":1,"cacheRead":1,"since":[1, 2]},"c":{"input":-1}}""");

        Prices.Set("b", 3, 4, provider: null);

        using var file = JsonDocument.Parse(System.IO.File.ReadAllText(File));
        Assert.Equal(["a", "b", "c"], file.RootElement.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal("""{"input":1.50,"output":2,"note":"mine"}""", file.RootElement.GetProperty("a").GetRawText());
        Assert.Equal("""{"input":-1}""", file.RootElement.GetProperty("c").GetRawText());
        Assert.Equal(["input", "output", "since"], file.RootElement.GetProperty("b").EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Setting_a_wrong_entry_anew_mends_the_file()
    {
        Write("""{"gpt-5":{"input":"three"}}""");

        Prices.Set("gpt-5", 3, 4, provider: null);

        Assert.Equal(3, CostOf(Call("gpt-5", Million)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public void A_file_that_is_no_JSON_is_not_overwritten(string content)
    {
        Write(content);

        Assert.Equal(ErrorCode.PricingInvalid, Refused(() => Prices.Set("gpt-5", 1, 1, provider: null)).Code);

        Assert.Equal(content, System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFileSystemEntries(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void Values_out_of_their_limits_are_refused_and_nothing_is_written()
    {
        Action[] wrong =
        [
            () => Prices.Set("", 1, 1, provider: null),
            () => Prices.Set("  ", 1, 1, provider: null),
            () => Prices.Set(new string('m', 201), 1, 1, provider: null),
            () => Prices.Set("m", -0.01m, 1, provider: null),
            () => Prices.Set("m", 1, 1_000_000.01m, provider: null),
            () => Prices.Set("m", 1, 1, ""),
            () => Prices.Set("m", 1, 1, new string('p', 101)),
            () => Prices.Set("m", 1, 1, null, cacheRead: -1),
            () => Prices.Set("m", 1, 1, null, cacheWrite: -1),
            () => Prices.Set("m", 1, 1, null, cacheWrite1h: 2_000_000),
        ];

        Assert.All(wrong, act =>
        {
            var refusal = Assert.Throws<CodesessionException>(act);
            Assert.Equal(ErrorCode.InvalidInput, refusal.Code);
            Assert.Contains("Give", refusal.Message);
        });
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void The_limits_themselves_are_allowed()
    {
        Prices.Set(new string('m', 200), 0, 1_000_000, new string('p', 100), 0, 1_000_000, 0);

        Assert.Equal(1_000_000, CostOf(Call(new string('m', 200), 0, Million, provider: new string('p', 100))));
    }

    [Fact]
    public async Task Many_that_set_at_the_same_time_lose_no_entry()
    {
        var each = Enumerable.Range(0, 40).Select(i => Task.Run(() => new Prices(File).Set($"model-{i}", i, i, provider: null)));

        await Task.WhenAll(each);

        Assert.Equal(40, Prices.List(new(2026, 11, 20)).Count(price => price.Source == PriceSource.Custom));
        Assert.Equal([File], Directory.GetFileSystemEntries(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void A_missing_folder_is_made_and_all_is_for_this_user_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (OperatingSystem.IsWindows()) return;
        var folder = Path.Combine(Path.GetDirectoryName(File)!, "new");
        var path = Path.Combine(folder, "pricing.json");

        new Prices(path).Set("m", 1, 1, provider: null);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(folder));
    }

    [Fact]
    public void A_linked_file_is_changed_where_it_lies()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var target = Path.Combine(Directory.CreateDirectory(File + ".d").FullName, "real.json");
        System.IO.File.WriteAllText(target, "{}");
        System.IO.File.CreateSymbolicLink(File, target);

        Prices.Set("gpt-5", 7, 7, provider: null);

        Assert.NotNull(new FileInfo(File).LinkTarget);
        Assert.Contains("gpt-5", System.IO.File.ReadAllText(target));
        Assert.Equal(7, CostOf(Call("gpt-5", Million)));
        System.IO.File.WriteAllText(target, "{}");
        Assert.Equal(1.25m, CostOf(Call("gpt-5", Million)));
    }

    [Fact]
    public void Reset_removes_every_custom_price()
    {
        Prices.Set("gpt-5", 7, 7, provider: null);

        Prices.Reset();

        Assert.Equal("{}", System.IO.File.ReadAllText(File).Trim());
        Assert.Equal(1.25m, CostOf(Call("gpt-5", Million)));
    }

    [Fact]
    public void Reset_mends_a_file_that_cannot_be_understood()
    {
        Write("nonsense");

        Prices.Reset();

        Assert.Equal(1.25m, CostOf(Call("gpt-5", Million)));
    }

    [Fact]
    public void Reset_makes_no_file()
    {
        Prices.Reset();
        new Prices(Path.Combine(File, "no", "such", "pricing.json")).Reset();

        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_an_I_O_error()
    {
        Write("{}");

        var inAFile = new Prices(Path.Combine(File, "pricing.json"));

        Assert.Equal(ErrorCode.IoError, Refused(() => inAFile.Set("m", 1, 1, provider: null)).Code);
    }
}
