namespace Codesession.Core.Tests.Pricing;

/// <summary>The prices of all days, with their sources.</summary>
public sealed class HistoriesTests : PriceTest
{
    private static readonly DateOnly _day = new(2026, 11, 20);

    private PriceHistory History(string key, DateOnly? day = null) => Prices.Histories(day ?? _day).Single(price => price.Key == key);

    [Fact]
    public void They_have_the_keys_of_the_list()
    {
        Prices.Set("house-model", 1, 2, "house");

        Assert.Equal(Prices.List(_day).Select(price => (price.Key, price.Provider)), Prices.Histories(_day).Select(price => (price.Key, price.Provider)));
    }

    [Fact]
    public void A_model_shows_what_it_cost_when_and_where_that_was_found()
    {
        var windows = History("gpt-5.6-sol").Windows;

        Assert.Equal(new DateOnly(2026, 8, 21), windows[0].Until);
        Assert.Equal(windows[0].Until, windows[1].From);
        Assert.Equal((5, 4), (windows[0].Prices.Input, windows[1].Prices.Input));
        Assert.All(windows, window => Assert.NotEmpty(window.Source.Name));
        Assert.Contains(Prices.Histories(_day).SelectMany(price => price.Windows), window => window.Tiers is [{ Above: > 0 }, ..]);
    }

    [Fact]
    public void The_current_price_is_that_of_the_day_and_none_where_none_is_known_for_it()
    {
        Assert.Equal(5, History("gpt-5.6-sol", new(2026, 8, 20)).Current!.Input);
        Assert.Equal(4, History("gpt-5.6-sol").Current!.Input);
        Assert.Null(History("claude-opus-5-5", new(2026, 9, 21)).Current);
    }

    [Fact]
    public void The_users_own_price_is_the_current_one_beside_the_built_in_ones()
    {
        Prices.Set("GPT-5.6-sol", 1, 2, null, cacheRead: 0.5m);

        var history = History("gpt-5.6-sol");

        Assert.True(history.IsOwn);
        Assert.Equal(new TokenPrices(1, 2, 0.5m), history.Current);
        Assert.NotEmpty(history.Windows);
    }

    [Fact]
    public void A_second_name_says_whose() => Assert.Equal("claude-3-5-haiku", History("claude-haiku-3.5").SameAs);

    [Fact]
    public void One_price_of_the_users_own_is_taken_back_and_the_others_stay()
    {
        Prices.Set("mine", 1, 2, null);
        Prices.Set("other", 3, 4, "house");

        Assert.True(Prices.Remove("MINE"));
        Assert.False(Prices.Remove("mine"));

        Assert.DoesNotContain(Prices.Histories(_day), price => price.Key == "mine");
        Assert.True(History("house/other").IsOwn);
    }

    [Fact]
    public void Without_a_file_there_is_none_to_take_back_and_none_is_made()
    {
        Assert.False(Prices.Remove("mine"));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_file_that_is_no_json_is_left_alone()
    {
        Write("{ no");

        Assert.Equal(ErrorCode.PricingInvalid, Refused(() => Prices.Remove("mine")).Code);
        Assert.Equal("{ no", System.IO.File.ReadAllText(File));
    }
}
