namespace Codesession.Core.Tests.Text;

public sealed class TimeTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeZoneInfo.Local.GetUtcOffset(new DateTime(2026, 11, 22, 12, 0, 0)));

    [Theory]
    [InlineData(-30, "just now")]
    [InlineData(59, "just now")]
    [InlineData(60, "1m ago")]
    [InlineData(3_599, "59m ago")]
    [InlineData(3_600, "1h ago")]
    [InlineData(86_399, "23h ago")]
    [InlineData(86_400, "1d ago")]
    [InlineData(6 * 86_400 + 86_399, "6d ago")]
    [InlineData(10 * 86_400, "2026-11-12")]
    public void The_distance_has_one_unit_and_beyond_a_week_it_is_a_day(int seconds, string text) =>
        Assert.Equal(text, TimeText.Ago(Now.AddSeconds(-seconds), Now));
}
