namespace Codesession.Core.Tests.Storage;

/// <summary>Where the ledger is.</summary>
public sealed class LedgerOptionsTests
{
    private static readonly string _home = Path.Combine(Path.GetTempPath(), "somebody");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void It_is_where_the_original_has_it(string? variable)
    {
        var options = LedgerOptions.For(_home, Environment(variable));

        Assert.Equal(Path.Combine(_home, ".codesession", "sessions.db"), options.DatabasePath);
        Assert.Equal(Path.Combine(_home, ".codesession", "pricing.json"), options.PricingPath);
    }

    [Fact]
    public void A_variable_names_another_file_and_the_prices_stay()
    {
        var path = Path.Combine(Path.GetTempPath(), "other", "team.db");

        var options = LedgerOptions.For(_home, Environment(path));

        Assert.Equal(path, options.DatabasePath);
        Assert.Equal(Path.Combine(_home, ".codesession", "pricing.json"), options.PricingPath);
    }

    [Fact]
    public void A_relative_file_is_made_absolute() =>
        Assert.Equal(Path.GetFullPath("team.db"), LedgerOptions.For(_home, Environment("team.db")).DatabasePath);

    private static Dictionary<string, string> Environment(string? path) =>
        path is null ? [] : new() { ["CODESESSION_DB_PATH"] = path };
}
