using System.Globalization;
using Codesession.Storage;

namespace Codesession;

/// <summary>
/// Periods by the clock of a zone. A period is the time that the clock shows at its start, as ticks without an offset:
/// in that form it takes a single look at the zone to sort a call in, and a day of 25 hours is one day.
/// </summary>
internal sealed record Calendar(TimeZoneInfo Zone, UsageGrouping Length)
{
    // Far enough from the ends of DateTime for any offset and for the days around a period.
    private static readonly DateTime Earliest = new(2, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Latest = new(9998, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public long PeriodOf(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        utc = utc < Earliest ? Earliest : utc > Latest ? Latest : utc;
        var clock = utc + Zone.GetUtcOffset(utc);
        return Length switch
        {
            UsageGrouping.Hour => clock.Ticks - clock.Ticks % TimeSpan.TicksPerHour,
            UsageGrouping.Week => clock.Date.AddDays(-(((int)clock.DayOfWeek + 6) % 7)).Ticks,
            UsageGrouping.Month => new DateTime(clock.Year, clock.Month, 1).Ticks,
            _ => clock.Date.Ticks,
        };
    }

    /// <summary>The hour of the week that the clock shows, from Monday's first, 0, to Sunday's last, 167; of a calendar of hours.</summary>
    public long HourOfWeekOf(DateTimeOffset time)
    {
        var clock = new DateTime(PeriodOf(time));
        return ((int)clock.DayOfWeek + 6) % 7 * 24 + clock.Hour;
    }

    /// <summary>
    /// Whether every slot from one to another lies in one period: the clock differs from UTC by whole slots, and is set between two of
    /// them. So it is everywhere today; there were times and places where it was not.
    /// </summary>
    public bool HasWholeSlots(long first, long last)
    {
        const int day = 96;
        for (var slot = first; slot <= last; slot += day)
        {
            var offset = OffsetAt(slot);
            if (offset.Ticks % Slot.Length.Ticks != 0 || (offset != OffsetAt(slot + day) && !IsSetBetweenSlots(slot, slot + day)))
            {
                return false;
            }
        }
        return true;

        bool IsSetBetweenSlots(long from, long until)
        {
            for (var slot = from; slot < until; slot++)
            {
                if (OffsetAt(slot) != Zone.GetUtcOffset(Slot.StartOf(slot + 1).AddTicks(-1))) return false;
            }
            return OffsetAt(until).Ticks % Slot.Length.Ticks == 0;
        }

        TimeSpan OffsetAt(long slot) => Zone.GetUtcOffset(Slot.StartOf(slot));
    }

    /// <summary>The period that follows.</summary>
    public long After(long period)
    {
        var clock = new DateTime(period);
        return Length switch
        {
            UsageGrouping.Hour => clock.AddHours(1).Ticks,
            UsageGrouping.Week => clock.AddDays(7).Ticks,
            UsageGrouping.Month => clock.AddMonths(1).Ticks,
            _ => clock.AddDays(1).Ticks,
        };
    }

    public string KeyOf(long period)
    {
        var clock = new DateTime(period);
        return Length switch
        {
            UsageGrouping.Hour => clock.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            UsageGrouping.Week => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(clock):0000}-W{ISOWeek.GetWeekOfYear(clock):00}"),
            UsageGrouping.Month => clock.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => clock.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The first moment of a period.</summary>
    public DateTimeOffset StartOf(long period)
    {
        var clock = new DateTimeOffset(period, TimeSpan.Zero);
        // Offsets are less than a day, so these two are in force on either side of the start.
        var before = Zone.GetUtcOffset(clock.AddDays(-1));
        var after = Zone.GetUtcOffset(clock.AddDays(1));
        // The earlier one first: a clock that goes back over the start shows it twice.
        var start = clock - (IsShown(before) ? before : after);
        // A clock that leaps over the start never shows it: then the period begins with the leap.
        while (start + Zone.GetUtcOffset(start) < clock)
        {
            start = start.AddMinutes(1);
        }
        return TimeZoneInfo.ConvertTime(start, Zone);

        bool IsShown(TimeSpan offset) => Zone.GetUtcOffset(clock - offset) == offset;
    }
}
