using Codesession.Core.Tests.Reports;
using Microsoft.Extensions.Time.Testing;

namespace Codesession.Core.Tests.Text;

/// <summary>Times and zones as they are typed.</summary>
public sealed class TimeInputTests
{
    private static readonly FakeTimeProvider Time = new();

    [Theory]
    [InlineData("2026-11-22", "2026-11-22T00:00:00+01:00", "2026-11-23T00:00:00+01:00")]
    [InlineData("2026-03-29", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00")]
    [InlineData("2026-12-31", "2026-12-31T00:00:00+01:00", "2027-01-01T00:00:00+01:00")]
    [InlineData("2026-11-22T14:30", "2026-11-22T14:30:00+01:00", "2026-11-22T14:30:00+01:00")]
    [InlineData("2026-07-22T14:30:15.5", "2026-07-22T14:30:15.5+02:00", "2026-07-22T14:30:15.5+02:00")]
    [InlineData("2026-11-22T14:30:00Z", "2026-11-22T14:30:00Z", "2026-11-22T14:30:00Z")]
    [InlineData("2026-11-22T14:30:00.123Z", "2026-11-22T14:30:00.123Z", "2026-11-22T14:30:00.123Z")]
    [InlineData("2026-11-22T14:30:00-05:00", "2026-11-22T14:30:00-05:00", "2026-11-22T14:30:00-05:00")]
    public void A_day_lasts_from_its_first_moment_to_its_last_and_a_moment_is_one(string text, string since, string until)
    {
        Assert.Equal(DateTimeOffset.Parse(since), TimeInput.Since(text, Zones.Berlin, "--since"));
        Assert.Equal(DateTimeOffset.Parse(until), TimeInput.Until(text, Zones.Berlin, "--until"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [InlineData("2026-1-5")]
    [InlineData("11/22/2026")]
    [InlineData("2026-11-22 14:30")]
    [InlineData("2026-11-22T25:00")]
    [InlineData("2026-11-22T14:30:00+99:00")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("20261122")]
    public void Anything_else_is_refused(string text)
    {
        var error = Assert.Throws<CodesessionException>(() => TimeInput.Since(text, Zones.Berlin, "--since"));

        Assert.Equal(ErrorCode.InvalidInput, error.Code);
        Assert.StartsWith("--since must be", error.Message);
        Assert.Throws<CodesessionException>(() => TimeInput.Until(text, Zones.Berlin, "--until"));
    }

    [Fact]
    public void A_zone_is_known_by_its_name()
    {
        Time.SetLocalTimeZone(Zones.Berlin);

        Assert.Same(Zones.Berlin, TimeInput.Zone(null, Time));
        Assert.Same(Zones.Berlin, TimeInput.Zone("local", Time));
        Assert.Same(TimeZoneInfo.Utc, TimeInput.Zone("utc", Time));
        Assert.Equal(TimeSpan.FromMinutes(345), TimeInput.Zone("Asia/Kathmandu", Time).BaseUtcOffset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mars/Olympus")]
    [InlineData("/etc/passwd")]
    [InlineData("../../../etc/passwd")]
    [InlineData("Europe/../../zoneinfo/UTC")]
    [InlineData("Europe")]
    [InlineData("\u001b[31m")]
    public void An_unknown_zone_is_refused(string name) =>
        Assert.Equal(ErrorCode.InvalidInput, Assert.Throws<CodesessionException>(() => TimeInput.Zone(name, Time)).Code);
}
