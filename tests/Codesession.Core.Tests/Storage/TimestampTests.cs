using FsCheck.Xunit;

namespace Codesession.Core.Tests.Storage;

/// <summary>Times as text.</summary>
public sealed class TimestampTests
{
    [Fact]
    public void A_time_is_written_in_UTC_with_milliseconds() =>
        Assert.Equal("2026-11-20T10:00:00.007Z", Timestamp.Text(new DateTimeOffset(2026, 11, 20, 12, 0, 0, 7, TimeSpan.FromHours(2))));

    [Fact]
    public void Fractions_of_a_millisecond_are_cut_off_not_rounded() =>
        Assert.Equal("2026-11-20T23:59:59.999Z",
            Timestamp.Text(new DateTimeOffset(2026, 11, 20, 23, 59, 59, 999, TimeSpan.Zero).AddTicks(9_999)));

    [Theory]
    [InlineData("2026-11-20T12:00:00.000Z")]
    [InlineData("2026-11-20T12:00:00Z")]
    [InlineData("2026-11-20T14:00:00+02:00")]
    [InlineData("2026-11-20 12:00:00")]
    [InlineData("2026-11-20T12:00")]
    [InlineData(" 2026-11-20T12:00:00.000Z ")]
    public void Forms_that_others_wrote_are_read(string text)
    {
        var time = Timestamp.Parse(text);

        Assert.Equal(TestLedger.Noon, time);
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-13-45T99:00:00Z")]
    [InlineData("Invalid Date")]
    [InlineData("NaN")]
    [InlineData("1763640000000")]
    [InlineData("2026-02-29T12:00:00.000Z")]
    [InlineData("2026-00-20T12:00:00.000Z")]
    [InlineData("2026-13-20T12:00:00.000Z")]
    [InlineData("2026-11-00T12:00:00.000Z")]
    [InlineData("0000-11-20T12:00:00.000Z")]
    [InlineData("2026-11-20T24:00:00.000Z")]
    [InlineData("2026-11-20T12:60:00.000Z")]
    [InlineData("2026-11-20T12:00:61.000Z")]
    [InlineData("2026-11-20T12:00:-1.000Z")]
    [InlineData("2026-11-20T12:00:00.00aZ")]
    [InlineData("2026-11-20T12:00:00.٠٠٠Z")]
    public void What_is_no_time_is_the_epoch(string text) => Assert.Equal(DateTimeOffset.UnixEpoch, Timestamp.Parse(text));

    [Property]
    public void What_was_written_is_read_again(DateTime time)
    {
        var written = new DateTimeOffset(time.Ticks - time.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

        Assert.Equal(written, Timestamp.Parse(Timestamp.Text(written)));
    }

    [Fact]
    public void A_session_with_damaged_times_is_still_listed()
    {
        using var test = new TestLedger();
        var session = test.Start();
        test.Sql.Execute(
            "UPDATE sessions SET start_time = 'long ago', end_time = '?', status = 'completed', duration = -5 WHERE id = $1", session.Id);

        var read = Assert.Single(test.Ledger.Sessions.List());

        Assert.Equal((DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, TimeSpan.Zero), (read.StartTime, read.EndTime, read.Duration));
    }
}
