using System.Globalization;

namespace Codesession;

/// <summary>Points in time for people.</summary>
public static class TimeText
{
    /// <summary>In the zone of this machine: <c>Nov 22, 2026 14:05</c>.</summary>
    public static string Local(DateTimeOffset time) => time.ToLocalTime().ToString("MMM dd, yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How long ago: <c>just now</c>, <c>5m ago</c>, <c>3h ago</c>, <c>2d ago</c>; beyond a week the day.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now) => (now - time) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } past => $"{(int)past.TotalMinutes}m ago",
        { TotalDays: < 1 } past => $"{(int)past.TotalHours}h ago",
        { TotalDays: < 7 } past => $"{(int)past.TotalDays}d ago",
        _ => time.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
