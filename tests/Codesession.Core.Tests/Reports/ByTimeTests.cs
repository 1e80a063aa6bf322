using System.Globalization;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Reports;

/// <summary>Calls by days, weeks, months and hours of a zone.</summary>
public sealed class ByTimeTests : ReportTest
{
    private readonly long _session;

    public ByTimeTests() => _session = Test.Start().Id;

    [Fact]
    public void A_period_is_named_and_has_a_start()
    {
        Add(_session, "2026-11-22T14:59:59.999Z");

        Assert.Equal(("2026-11-22", At("2026-11-22T00:00:00+00:00")), Only(UsageGrouping.Day, TimeZoneInfo.Utc));
        Assert.Equal(("2026-W47", At("2026-11-16T00:00:00+00:00")), Only(UsageGrouping.Week, TimeZoneInfo.Utc));
        Assert.Equal(("2026-11", At("2026-11-01T00:00:00+00:00")), Only(UsageGrouping.Month, TimeZoneInfo.Utc));
        Assert.Equal(("2026-11-22 14:00", At("2026-11-22T14:00:00+00:00")), Only(UsageGrouping.Hour, TimeZoneInfo.Utc));
    }

    [Fact]
    public void A_period_begins_by_the_clock_of_the_zone()
    {
        Add(_session, "2026-11-30T23:30:00.000Z");

        Assert.Equal(("2026-12-01", At("2026-12-01T00:00:00+01:00")), Only(UsageGrouping.Day, Zones.Berlin));
        Assert.Equal(("2026-12", At("2026-12-01T00:00:00+05:30")), Only(UsageGrouping.Month, Zones.Kolkata));
        Assert.Equal(("2026-12-01 05:00", At("2026-12-01T05:00:00+05:45")), Only(UsageGrouping.Hour, Zones.Kathmandu));
        Assert.Equal(("2026-11-30 18:00", At("2026-11-30T18:00:00-05:00")), Only(UsageGrouping.Hour, Zones.NewYork));
    }

    [Fact]
    public void A_month_that_began_in_summer_time_begins_in_summer_time()
    {
        Add(_session, "2026-10-31T12:00:00.000Z");

        Assert.Equal(("2026-10", At("2026-10-01T00:00:00+02:00")), Only(UsageGrouping.Month, Zones.Berlin));
        Assert.Equal(("2026-W44", At("2026-10-26T00:00:00+01:00")), Only(UsageGrouping.Week, Zones.Berlin));
    }

    [Fact]
    public void A_day_may_have_23_or_25_hours()
    {
        string[] times =
        [
            "2026-03-28T22:59:59.999Z", "2026-03-28T23:00:00.000Z", "2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00.000Z",
            "2026-10-24T21:59:59.999Z", "2026-10-24T22:00:00.000Z", "2026-10-25T22:59:59.999Z", "2026-10-25T23:00:00.000Z",
        ];
        foreach (var time in times) Add(_session, time);
        var query = new UsageQuery { Zone = Zones.Berlin };

        Assert.Equal(
            ["2026-03-28: 1", "2026-03-29: 2", "2026-03-30: 1", "2026-10-24: 1", "2026-10-25: 2", "2026-10-26: 1"],
            Calls(UsageGrouping.Day, query));
        var starts = By(UsageGrouping.Day, query).Select(day => day.Start!.Value).ToList();
        Assert.Equal((TimeSpan.FromHours(23), TimeSpan.FromHours(25)), (starts[2] - starts[1], starts[5] - starts[4]));
        Assert.Equal([1, 1, 2, 2, 2, 1], starts.Select(start => start.Offset.Hours));
    }

    [Fact]
    public void An_hour_that_the_clocks_repeat_is_one_group_and_one_that_they_leap_over_is_none()
    {
        string[] times = ["2026-03-29T00:30", "2026-03-29T01:30", "2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T02:30"];
        foreach (var time in times) Add(_session, time);

        var hours = By(UsageGrouping.Hour, new() { Zone = Zones.Berlin });

        Assert.Equal(
            [("2026-03-29 01:00", 1), ("2026-03-29 03:00", 1), ("2026-10-25 02:00", 2), ("2026-10-25 03:00", 1)],
            hours.Select(hour => (hour.Key, hour.Calls)));
        Assert.Equal(At("2026-10-25T02:00:00+02:00"), hours[2].Start);
        Assert.Equal(At("2026-10-25T03:00:00+01:00"), hours[3].Start);
    }

    [Fact]
    public void A_day_without_a_midnight_begins_with_the_leap()
    {
        Add(_session, "2026-03-29T12:00:00.000Z");

        Assert.Equal(("2026-03-29", At("2026-03-29T01:00:00+03:00")), Only(UsageGrouping.Day, Zones.Beirut));
    }

    [Fact]
    public void A_day_with_two_midnights_begins_with_the_first()
    {
        Add(_session, "2026-11-01T04:30:00.000Z");
        Add(_session, "2026-11-01T05:30:00.000Z");

        Assert.Equal(("2026-11-01", At("2026-11-01T00:00:00-04:00")), Only(UsageGrouping.Day, Zones.Havana));
    }

    [Fact]
    public void An_hour_may_begin_in_its_middle()
    {
        // Clocks leap from 2:00 to 2:30 here, and from 2:45 to 3:45 there.
        Add(_session, "2026-10-03T15:45:00.000Z");
        Assert.Equal(("2026-10-04 02:00", At("2026-10-04T02:30:00+11:00")), Only(UsageGrouping.Hour, Zones.LordHowe));

        Test.Sql.Execute("UPDATE ai_usage SET timestamp = '2026-09-26T14:05:00.000Z'");
        Assert.Equal(("2026-09-27 03:00", At("2026-09-27T03:45:00+13:45")), Only(UsageGrouping.Hour, Zones.Chatham));
    }

    [Theory]
    [InlineData("2026-12-28", "2026-W53", "2026-12-28")]
    [InlineData("2027-01-03", "2026-W53", "2026-12-28")]
    [InlineData("2027-01-04", "2027-W01", "2027-01-04")]
    [InlineData("2024-12-30", "2025-W01", "2024-12-30")]
    [InlineData("2026-01-01", "2026-W01", "2025-12-29")]
    public void A_week_is_that_of_ISO_8601(string day, string week, string monday)
    {
        Add(_session, $"{day}T12:00:00.000Z");

        Assert.Equal((week, At($"{monday}T00:00:00+00:00")), Only(UsageGrouping.Week, TimeZoneInfo.Utc));
    }

    [Fact]
    public void Periods_are_in_their_order_and_those_without_calls_are_left_out()
    {
        foreach (var time in (string[])["2026-11-20T12:00:00.000Z", "2025-01-31T12:00:00.000Z", "2026-02-01T12:00:00.000Z"]) Add(_session, time);

        Assert.Equal(["2025-01: 1", "2026-02: 1", "2026-11: 1"], Calls(UsageGrouping.Month));
    }

    [Fact]
    public void Times_that_others_wrote_count_where_they_belong()
    {
        string[] forms = ["2026-11-20 23:30:00", "2026-11-20T23:30:00+02:00", "2026-11-20T23:30:00Z", "11/20/2026 23:30", "long ago"];
        foreach (var form in forms)
        {
            Add(_session);
            Test.Sql.Execute("UPDATE ai_usage SET timestamp = $1 WHERE id = (SELECT max(id) FROM ai_usage)", form);
        }

        Assert.Equal(["1970-01-01: 1", "2026-11-20: 1", "2026-11-21: 3"], Calls(UsageGrouping.Day, new() { Zone = Zones.Berlin }));
        Assert.Equal(["2026-11-20: 3"], Calls(UsageGrouping.Day, new() { After = At("2026-11-20T23:00:00+00:00") }));
        Assert.Equal(["1970-01-01: 1", "2026-11-20: 1"], Calls(UsageGrouping.Day, new() { Before = At("2026-11-20T23:00:00+00:00") }));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    public void The_ends_of_time_are_days_too(string time)
    {
        Add(_session, time);

        foreach (var zone in Zones.All.Values)
        {
            Assert.Single(By(UsageGrouping.Hour, new() { Zone = zone }));
            Assert.Single(By(UsageGrouping.Week, new() { Zone = zone }));
        }
    }

    [Fact]
    public void Groups_of_time_do_not_consist_of_sessions()
    {
        Add(_session);

        var day = Assert.Single(By(UsageGrouping.Day));

        Assert.Equal((1, null, null, null, null), (day.Sessions, day.Duration, day.AverageDuration, day.FilesChanged, day.Commits));
    }

    [Fact]
    public void Groups_are_read_side_by_side_with_others()
    {
        Add(_session, "2026-11-20T23:30:00.000Z");
        Add(_session, "2026-11-21T23:30:00.000Z");
        var keys = new List<string?>();

        foreach (var day in Test.Ledger.Reports.By(UsageGrouping.Day, new() { Zone = Zones.Berlin }))
        {
            var query = new UsageQuery { Zone = Zones.NewYork, After = day.Start, Before = day.Start!.Value.AddDays(1) };
            foreach (var hour in Test.Ledger.Reports.By(UsageGrouping.Hour, query)) keys.AddRange(day.Key, hour.Key);
        }

        Assert.Equal(["2026-11-21", "2026-11-20 18:00", "2026-11-22", "2026-11-21 18:00"], keys);
    }

    private (string?, DateTimeOffset?) Only(UsageGrouping grouping, TimeZoneInfo zone)
    {
        var group = Assert.Single(By(grouping, new() { Zone = zone }));
        Assert.Equal(zone.GetUtcOffset(group.Start!.Value), group.Start.Value.Offset);
        return (group.Key, group.Start);
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
