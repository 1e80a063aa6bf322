namespace Codesession.Core.Tests.Reports;

/// <summary>Calls by day and what else they have in common, by hour of the week, by model and provider.</summary>
public sealed class DailyTests : ReportTest
{
    private readonly long _session;

    public DailyTests() => _session = Test.Start().Id;

    [Fact]
    public void Days_come_in_their_order_and_of_a_day_the_dearest_first()
    {
        Add(_session, "2026-11-21T10:00:00.000Z", 1, call => call with { Model = "b" });
        Add(_session, "2026-11-20T10:00:00.000Z", 1, call => call with { Model = "b" });
        Add(_session, "2026-11-20T11:00:00.000Z", 2, call => call with { Model = "a" });
        Add(_session, "2026-11-20T23:30:00.000Z", null, call => call with { Model = "b" });

        Assert.Equal(
            ["2026-11-20 a 2 1 0", "2026-11-20 b 1 1 0", "2026-11-21 b 1 2 1"],
            Daily(UsageGrouping.Model, new() { Zone = Zones.Berlin }).Select(day => $"{day.Day:O} {day.Key} {day.Cost} {day.Calls} {day.UnpricedCalls}"));
    }

    [Theory]
    [InlineData(null, "-")]
    [InlineData(UsageGrouping.Model, "m")]
    [InlineData(UsageGrouping.Provider, "p")]
    [InlineData(UsageGrouping.Agent, "codex")]
    public void A_day_is_split_by_what_is_asked_for(UsageGrouping? series, string key)
    {
        Add(_session, "2026-11-20T23:30:00.000Z", change: call => call with { AgentName = "codex" });

        var day = Assert.Single(Daily(series, new() { Zone = Zones.Berlin }));

        Assert.Equal((new DateOnly(2026, 11, 21), key), (day.Day, day.Key ?? "-"));
        Assert.Equal((Timestamp.Parse("2026-11-20T23:00:00.000Z"), TimeSpan.FromHours(1)), (day.Start!.Value, day.Start.Value.Offset));
    }

    [Fact]
    public void Projects_are_the_folders_of_the_sessions()
    {
        var other = Test.Start(Test.NewFolder("other")).Id;
        Add(_session, "2026-11-20T10:00:00.000Z", 1);
        Add(other, "2026-11-20T10:00:00.000Z", 2);

        Assert.Equal([Path.Combine(Test.Folder, "other"), Test.Work], Daily(UsageGrouping.Project, All).Select(day => day.Key));
        Assert.Equal([Test.Work], Daily(UsageGrouping.Project, new() { Project = Test.Work }).Select(day => day.Key));
    }

    [Theory]
    [InlineData(UsageGrouping.Day)]
    [InlineData(UsageGrouping.File)]
    [InlineData(UsageGrouping.Session)]
    public void Nothing_else_splits_a_day(UsageGrouping series) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Test.Ledger.Reports.Daily(series, All));

    [Fact]
    public void A_week_has_all_its_hours_by_the_clock_of_the_zone()
    {
        // A Sunday evening in UTC, Monday's first hour in Berlin.
        Add(_session, "2026-11-22T23:59:59.999Z", 2);
        Add(_session, "2026-11-29T23:00:00.000Z", null, call => call with { Tokens = 5 });
        Add(_session, "2026-11-22T22:59:59.999Z", 1);

        var hours = Test.Ledger.Reports.HoursOfWeek(new() { Zone = Zones.Berlin });

        Assert.Equal(168, hours.Count);
        Assert.Equal(new(DayOfWeek.Monday, 0, 2, 1, 6, 2), hours[0]);
        Assert.Equal(new(DayOfWeek.Sunday, 23, 1, 0, 1, 1), hours[^1]);
        Assert.All(hours.Skip(1).SkipLast(1), hour => Assert.Equal((0, 0, 0, 0m), (hour.Calls, hour.UnpricedCalls, hour.Tokens, hour.Cost)));
        Assert.Equal((DayOfWeek.Tuesday, 5), (hours[29].Day, hours[29].Hour));
    }

    [Fact]
    public void The_same_model_of_two_providers_is_two_groups()
    {
        foreach (var provider in (string[])["azure", "openai", "openai"]) Add(_session, change: call => call with { Provider = provider, Model = "gpt-5" });

        Assert.Equal([("gpt-5", "openai", 2L), ("gpt-5", "azure", 1L)], Test.Ledger.Reports.Models(All).Select(model => (model.Key, model.Provider, model.Calls)));
        Assert.Equal(["gpt-5: 3"], Calls(UsageGrouping.Model));
    }

    [Fact]
    public void Models_without_a_price_are_told_until_all_their_calls_have_one()
    {
        Add(_session, cost: null, change: call => call with { Model = "a" });
        Add(_session, cost: null, change: call => call with { Model = "b" });
        Add(_session, cost: null, change: call => call with { Model = "b", AgentName = "codex" });
        Add(_session, change: call => call with { Model = "c" });

        Assert.Equal([new("p", "b", 2), new("p", "a", 1)], Test.Ledger.Reports.UnpricedModels());
        Test.Sql.Execute("UPDATE ai_usage SET cost_e10 = 1 WHERE model = 'b'");
        Assert.Equal([new("p", "a", 1)], Test.Ledger.Reports.UnpricedModels());
    }

    private List<DailyUsage> Daily(UsageGrouping? series, UsageQuery query) => [.. Test.Ledger.Reports.Daily(series, query)];
}
