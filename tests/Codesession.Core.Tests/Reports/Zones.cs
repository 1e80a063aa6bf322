namespace Codesession.Core.Tests.Reports;

/// <summary>Zones by their rules, so that no test depends on what the system knows.</summary>
internal static class Zones
{
    /// <summary>UTC+1, and +2 from the last Sunday of March at 2 to the last of October at 3.</summary>
    public static TimeZoneInfo Berlin { get; } = Zone("Berlin", 60, 60, (3, 5, 2, 0), (10, 5, 3, 0));

    /// <summary>UTC-5, and -4 from the second Sunday of March at 2 to the first of November at 2.</summary>
    public static TimeZoneInfo NewYork { get; } = Zone("New York", -300, 60, (3, 2, 2, 0), (11, 1, 2, 0));

    /// <summary>Half an hour of summer time on top of 10½.</summary>
    public static TimeZoneInfo LordHowe { get; } = Zone("Lord Howe", 630, 30, (10, 1, 2, 0), (4, 1, 2, 0));

    /// <summary>UTC+12:45; leaps from 2:45 to 3:45.</summary>
    public static TimeZoneInfo Chatham { get; } = Zone("Chatham", 765, 60, (9, 5, 2, 45), (4, 1, 3, 45));

    /// <summary>Leaps over the midnight with which a Sunday should begin.</summary>
    public static TimeZoneInfo Beirut { get; } = Zone("Beirut", 120, 60, (3, 5, 0, 0), (10, 5, 0, 0));

    /// <summary>Goes back over midnight, so that a Sunday begins twice.</summary>
    public static TimeZoneInfo Havana { get; } = Zone("Havana", -300, 60, (3, 2, 0, 0), (11, 1, 1, 0));

    public static TimeZoneInfo Kolkata { get; } = Zone("Kolkata", 330);

    public static TimeZoneInfo Kathmandu { get; } = Zone("Kathmandu", 345);

    public static TimeZoneInfo Kiritimati { get; } = Zone("Kiritimati", 840);

    public static TheoryData<string> Names => [.. All.Keys];

    public static IReadOnlyDictionary<string, TimeZoneInfo> All { get; } = new[]
    {
        TimeZoneInfo.Utc, Berlin, NewYork, LordHowe, Chatham, Beirut, Havana, Kolkata, Kathmandu, Kiritimati,
    }.ToDictionary(zone => zone.Id);

    private static TimeZoneInfo Zone(string name, int minutes) =>
        TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.FromMinutes(minutes), name, name);

    private static TimeZoneInfo Zone(
        string name, int minutes, int summer, (int Month, int Week, int Hour, int Minute) start, (int Month, int Week, int Hour, int Minute) end) =>
        TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.FromMinutes(minutes), name, name, name,
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue, DateTime.MaxValue.Date, TimeSpan.FromMinutes(summer), Sunday(start), Sunday(end)),
        ]);

    private static TimeZoneInfo.TransitionTime Sunday((int Month, int Week, int Hour, int Minute) at) =>
        TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, at.Hour, at.Minute, 0), at.Month, at.Week, DayOfWeek.Sunday);
}
