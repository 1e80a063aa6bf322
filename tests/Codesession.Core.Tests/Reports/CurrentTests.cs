namespace Codesession.Core.Tests.Reports;

/// <summary>What this day, week and month come to, and all calls.</summary>
public sealed class CurrentTests : ReportTest
{
    private readonly long _session;

    public CurrentTests()
    {
        _session = Test.Start().Id;
        // A Wednesday evening in UTC, Thursday in Berlin.
        Test.Clock.SetUtcNow(Timestamp.Parse("2030-05-15T22:30:00.000Z"));
        Add(_session, "2030-05-15T22:10:00.000Z", 1);
        Add(_session, "2030-05-15T20:00:00.000Z", 2);
        Add(_session, "2030-05-12T22:00:00.000Z", 4);
        Add(_session, "2030-05-12T21:59:59.999Z", 8);
        Add(_session, "2030-04-30T22:00:00.000Z", 16);
        Add(_session, "2030-04-30T21:59:59.999Z", 32);
        Add(_session, "2030-05-16T22:00:00.000Z", 64);
        Add(_session, "2030-05-15T22:20:00.000Z", null);
    }

    [Theory]
    [InlineData(UsageGrouping.Day, 1, "2030-05-15T22:00:00.000Z", "2030-05-16T22:00:00.000Z")]
    [InlineData(UsageGrouping.Week, 71, "2030-05-12T22:00:00.000Z", "2030-05-19T22:00:00.000Z")]
    [InlineData(UsageGrouping.Month, 95, "2030-04-30T22:00:00.000Z", "2030-05-31T22:00:00.000Z")]
    public void A_period_begins_and_ends_by_the_clock_of_the_zone(UsageGrouping period, int cost, string from, string until)
    {
        var now = Of(Test.Ledger.Reports.Current(Zones.Berlin), period);

        Assert.Equal((cost, 1), (now.Calls.Cost, now.Calls.UnpricedCalls));
        Assert.Equal((Timestamp.Parse(from), Timestamp.Parse(until)), (now.Start, now.Until));
    }

    [Fact]
    public void A_period_without_calls_is_zero_and_has_its_bounds()
    {
        Test.Clock.SetUtcNow(Timestamp.Parse("2031-01-01T00:00:00.000Z"));

        var now = Test.Ledger.Reports.Current(TimeZoneInfo.Utc).Month;

        Assert.Equal(CallTotals.None, now.Calls);
        Assert.Equal((Test.Clock.GetUtcNow(), Test.Clock.GetUtcNow().AddMonths(1)), (now.Start, now.Until));
    }

    [Fact]
    public void All_calls_are_all()
    {
        var all = Test.Ledger.Reports.All();

        Assert.Equal((127m, 8L, 1L, 8L), (all.Cost, all.Calls, all.UnpricedCalls, all.Tokens));
    }

    private static PeriodUsage Of(CurrentUsage now, UsageGrouping period) => period switch
    {
        UsageGrouping.Day => now.Day,
        UsageGrouping.Week => now.Week,
        _ => now.Month,
    };
}
