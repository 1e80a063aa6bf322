using System.Globalization;

namespace Codesession.Core.Tests.Reports;

/// <summary>What the month will come to, and how fast it goes just now. It is noon of 20 November 2026, a Friday.</summary>
public sealed class ProjectionTests : ReportTest
{
    private static readonly DateOnly _today = new(2026, 11, 20);

    private readonly long _session;

    public ProjectionTests() => _session = Test.Start().Id;

    [Fact]
    public void Days_that_are_all_alike_go_on_alike_and_leave_no_doubt()
    {
        for (var days = 40; days > 0; days--) Spend(days, 2);

        // 19 days, and 11 with today.
        Assert.Equal(
            new Projection { Month = new(2026, 11, 1), Spent = 38, Expected = 60, Low = 60, High = 60, DaysUsed = 28, UnpricedCalls = 0 },
            Projection());
    }

    [Fact]
    public void What_today_has_cost_counts_towards_its_share_or_beyond_it()
    {
        for (var days = 40; days > 0; days--) Spend(days, 2);

        Spend(0, 0.5m);
        Assert.Equal((38.5m, 60m), (Projection()!.Spent, Projection()!.Expected));
        Spend(0, 4.5m);
        Assert.Equal((43m, 63m), (Projection()!.Spent, Projection()!.Expected));
    }

    [Fact]
    public void A_weekday_goes_on_as_that_weekday_did()
    {
        for (var days = 28; days > 0; days--)
        {
            if (_today.AddDays(-days).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) Spend(days, 10);
        }

        // 14 working days are over; with today seven are left.
        Assert.Equal((140m, 210m, 210m, 210m), (Projection()!.Spent, Projection()!.Expected, Projection()!.Low, Projection()!.High));
    }

    [Fact]
    public void Days_that_differ_leave_a_range_to_either_side()
    {
        // Two weeks of 2 a day, two of 4: means of 3, deviations of 1 from each, 21 degrees of freedom.
        for (var days = 28; days > 0; days--) Spend(days, (days - 1) / 7 % 2 == 0 ? 2 : 4);

        var projection = Projection()!;

        // Of four weekdays two are left, of three one; each mean is of four.
        var spread = 1.28 * Math.Sqrt(28 / 21.0 * (4 * 2 * (1 + 2 / 4.0) + 3 * 1 * (1 + 1 / 4.0)));
        Assert.Equal(projection.Spent + 33, projection.Expected);
        Assert.Equal(spread, (double)(projection.High - projection.Expected), 5);
        Assert.Equal(spread, (double)(projection.Expected - projection.Low), 5);
    }

    [Fact]
    public void It_never_gets_less_than_it_is()
    {
        Spend(3, 0.01m);
        Spend(2, 0.01m);
        Spend(1, 100);

        var projection = Projection()!;

        Assert.Equal((100.02m, 100.02m), (projection.Spent, projection.Low));
        Assert.True(projection.High > projection.Expected, "Three such days promise nothing.");
    }

    [Fact]
    public void Days_before_the_first_call_do_not_count_and_few_days_have_one_mean()
    {
        Spend(4, 1);
        Spend(3, 2);
        Spend(1, 5);

        var projection = Projection()!;

        // Two a day, the one without a call included.
        Assert.Equal((4, 8m, 30m), (projection.DaysUsed, projection.Spent, projection.Expected));
    }

    [Fact]
    public void Two_days_are_too_few()
    {
        Assert.Null(Projection());
        Spend(2, 1);
        Spend(1, 1);
        Spend(0, 1);
        Assert.Null(Projection());
        Spend(30, 1);
        Assert.Null(Projection());
        Spend(3, 1);
        Assert.NotNull(Projection());
    }

    [Fact]
    public void Calls_without_a_price_are_told()
    {
        for (var days = 5; days > 0; days--) Spend(days, 1);
        Spend(5, null);
        Spend(0, null);

        Assert.Equal((2, 5m), (Projection()!.UnpricedCalls, Projection()!.Spent));
    }

    [Fact]
    public void A_month_is_that_of_the_zone()
    {
        for (var days = 5; days > 0; days--) Spend(days, 1);
        Test.Clock.SetUtcNow(Timestamp.Parse("2026-11-30T12:00:00.000Z"));

        Assert.Equal(new DateOnly(2026, 12, 1), Test.Ledger.Reports.Current(Zones.Kiritimati).Projection!.Month);
        Assert.Equal(0, Test.Ledger.Reports.Current(Zones.Kiritimati).Projection!.Spent);
        Assert.Equal(new DateOnly(2026, 11, 1), Projection()!.Month);
    }

    [Fact]
    public void The_pace_is_that_of_the_time_just_past()
    {
        Add(_session, "2026-11-20T11:29:59.999Z", 100);
        Add(_session, "2026-11-20T11:30:00.000Z", 0.25m, call => call with { Tokens = 600 });
        Add(_session, "2026-11-20T12:00:00.000Z", null, call => call with { Tokens = 300 });

        var pace = Test.Ledger.Reports.PaceOfLast(TimeSpan.FromMinutes(30));

        Assert.Equal((2, 1, 900, 0.25m), (pace.Calls, pace.UnpricedCalls, pace.Tokens, pace.Cost));
        Assert.Equal((0.5m, 30m, TimeSpan.FromMinutes(30)), (pace.CostPerHour, pace.TokensPerMinute, pace.Past));
        Assert.Throws<ArgumentOutOfRangeException>(() => Test.Ledger.Reports.PaceOfLast(TimeSpan.Zero));
    }

    [Fact]
    public void The_first_call_is_found_whatever_form_its_time_has()
    {
        Assert.Null(Test.Ledger.Reports.FirstCall());
        Add(_session, "2026-11-20T11:30:00.000Z");
        Add(_session, "2026-11-19T11:30:00.000Z");
        Assert.Equal(Timestamp.Parse("2026-11-19T11:30:00.000Z"), Test.Ledger.Reports.FirstCall());

        Test.Sql.Execute("UPDATE ai_usage SET timestamp = '12/20/2026' WHERE id = 1");
        Assert.Equal(Timestamp.Parse("2026-11-19T11:30:00.000Z"), Test.Ledger.Reports.FirstCall());
        Test.Sql.Execute("UPDATE ai_usage SET timestamp = '9/20/2026' WHERE id = 1");
        Assert.Equal(Timestamp.Parse("2026-09-20T00:00:00.000Z"), Test.Ledger.Reports.FirstCall());
    }

    private Projection? Projection() => Test.Ledger.Reports.Current(TimeZoneInfo.Utc).Projection;

    private void Spend(int daysAgo, decimal? cost) => Add(_session, _today.AddDays(-daysAgo).ToString("yyyy-MM-dd'T08:00:00.000Z'", CultureInfo.InvariantCulture), cost);
}
