namespace Codesession.Cli.Views;

/// <summary>Points in time for people.</summary>
internal static class TimeText
{
    public static string Local(DateTimeOffset time) => time.ToLocalTime().ToString("MMM dd, yyyy HH:mm");

    public static string Ago(DateTimeOffset time, DateTimeOffset now) => (now - time) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } past => $"{(int)past.TotalMinutes}m ago",
        { TotalDays: < 1 } past => $"{(int)past.TotalHours}h ago",
        { TotalDays: < 7 } past => $"{(int)past.TotalDays}d ago",
        _ => time.ToLocalTime().ToString("yyyy-MM-dd"),
    };
}
