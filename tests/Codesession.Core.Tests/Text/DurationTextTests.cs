namespace Codesession.Core.Tests.Text;

/// <summary>Durations as the contract writes them.</summary>
public sealed class DurationTextTests
{
    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(0, "0s")]
    [InlineData(0.999, "0s")]
    [InlineData(1, "1s")]
    [InlineData(30, "30s")]
    [InlineData(59.999, "59s")]
    [InlineData(60, "1m")]
    [InlineData(899, "14m")]
    [InlineData(3_599, "59m")]
    [InlineData(3_600, "1h 0m")]
    [InlineData(7_500, "2h 5m")]
    [InlineData(7_559, "2h 5m")]
    [InlineData(360_000, "100h 0m")]
    public void A_duration_has_its_one_or_two_largest_units(double seconds, string text) =>
        Assert.Equal(text, DurationText.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void The_longest_and_the_shortest_have_a_text()
    {
        Assert.Equal("256204778h 48m", DurationText.Of(TimeSpan.MaxValue));
        Assert.Equal("0s", DurationText.Of(TimeSpan.MinValue));
    }
}
