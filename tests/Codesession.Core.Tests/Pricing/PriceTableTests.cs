using Codesession.Pricing;

namespace Codesession.Core.Tests.Pricing;

/// <summary>What must hold for every line of the built-in table, whoever edits it next.</summary>
public sealed class PriceTableTests
{
    private static readonly List<Model> _models = [.. BuiltInPrices.All()];

    [Fact]
    public void Every_entry_can_be_read_and_every_second_name_points_to_something() =>
        Assert.All(_models, model => Assert.NotEmpty(model.Windows));

    [Fact]
    public void No_name_is_there_twice() =>
        Assert.Equal(_models.Count, _models.DistinctBy(model => model.Key.ToUpperInvariant()).Count());

    [Fact]
    public void Every_name_is_plain_ASCII_and_found_under_itself() => Assert.All(_models, model =>
    {
        Assert.All(model.Key, letter => Assert.True(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.'));
        var (found, form) = BuiltInPrices.Find([model.Key.ToUpperInvariant()]);
        Assert.Equal((model.Key, model.Vendor.Name, 0), (found!.Key, found.Vendor.Name, form));
    });

    [Fact]
    public void No_price_is_negative_or_beyond_reason() => Assert.All(Rates(), rates => Assert.All(
        new[] { rates.Input, rates.Output, rates.CacheRead ?? 0, rates.CacheWrite ?? 0, rates.CacheWrite1h ?? 0 },
        price => Assert.InRange(price, 0, 1_000)));

    [Fact]
    public void Windows_follow_each_other_without_a_gap_or_an_overlap() => Assert.All(_models, model =>
    {
        Assert.All(model.Windows, window => Assert.True(window.From is null || window.Until is null || window.From < window.Until));
        Assert.All(model.Windows.Zip(model.Windows.Skip(1)), pair =>
        {
            Assert.NotNull(pair.Second.From);
            Assert.Equal(pair.First.Until, pair.Second.From);
        });
        Assert.Null(model.Windows[^1].Until);
    });

    [Fact]
    public void Tiers_rise_cost_no_less_and_price_the_same_classes() => Assert.All(_models.SelectMany(model => model.Windows), window =>
    {
        Assert.Equal(window.Tiers.OrderBy(tier => tier.Above), window.Tiers);
        var below = window.List;
        foreach (var tier in window.Tiers)
        {
            Assert.True(tier.Above > 0);
            Assert.True(tier.Rates.Input >= below.Input && tier.Rates.Output >= below.Output);
            NoLess(below.CacheRead, tier.Rates.CacheRead);
            NoLess(below.CacheWrite, tier.Rates.CacheWrite);
            NoLess(below.CacheWrite1h, tier.Rates.CacheWrite1h);
            below = tier.Rates;
        }
    });

    [Fact]
    public void Fast_costs_more() => Assert.All(_models.SelectMany(model => model.Windows), window =>
        Assert.True(window.Fast is not { } fast || (fast.Input > window.List.Input && fast.Output > window.List.Output)));

    [Fact]
    public void A_cache_read_costs_no_more_than_input() =>
        Assert.All(Rates(), rates => Assert.True((rates.CacheRead ?? 0) <= rates.Input));

    [Fact]
    public void Every_price_says_where_it_is_from_and_as_of_when() => Assert.All(_models.SelectMany(model => model.Windows), window =>
        Assert.Matches(@"^.{5,}, as of 20\d\d-\d\d(-\d\d)?$", $"{window.Origin}"));

    [Fact]
    public void Every_vendor_is_found_by_its_name() => Assert.All(_models.Select(model => model.Vendor.Name!).Distinct(), name =>
        Assert.Equal(name, BuiltInPrices.VendorNamed(name.ToUpperInvariant())?.Name));

    [Fact]
    public void Modifiers_are_positive() => Assert.All(_models.Select(model => model.Vendor).Distinct(), vendor =>
    {
        Assert.All(vendor.ServiceTiers.Values.Concat(vendor.Geographies.Values), factor => Assert.InRange(factor, 0.1m, 10));
        Assert.All(vendor.ServiceTiers.Keys.Concat(vendor.Geographies.Keys), name => Assert.Equal(name.ToLowerInvariant(), name));
    });

    [Fact]
    public void Only_Claude_models_older_than_Opus_4_6_go_without_the_surcharge_for_geographies() => Assert.Equal(
        [
            "claude-3-5-haiku", "claude-3-5-sonnet", "claude-3-7-sonnet", "claude-3-haiku", "claude-3-opus", "claude-3-sonnet",
            "claude-haiku-3.5", "claude-haiku-4-5", "claude-opus-4", "claude-opus-4-0", "claude-opus-4-1", "claude-opus-4-5",
            "claude-sonnet-4", "claude-sonnet-4-0", "claude-sonnet-4-5",
        ],
        _models.Where(model => model.Windows.Any(window => !window.Geography)).Select(model => model.Key).Order(StringComparer.Ordinal));

    private static IEnumerable<Rates> Rates() => _models.SelectMany(model => model.Windows)
        .SelectMany(window => window.Tiers.Select(tier => tier.Rates).Append(window.List).Concat(window.Fast is null ? [] : [window.Fast]));

    private static void NoLess(decimal? below, decimal? above)
    {
        Assert.Equal(below is null, above is null);
        Assert.False(above < below);
    }
}
