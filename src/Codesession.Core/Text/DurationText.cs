namespace Codesession;

/// <summary>Durations as the contract writes them.</summary>
public static class DurationText
{
    /// <summary><c>2h 5m</c>, <c>14m</c> or <c>30s</c>; never negative.</summary>
    public static string Of(TimeSpan duration)
    {
        var seconds = Math.Max(0, (long)duration.TotalSeconds);
        return seconds switch
        {
            >= 3600 => $"{seconds / 3600}h {seconds % 3600 / 60}m",
            >= 60 => $"{seconds / 60}m",
            _ => $"{seconds}s",
        };
    }
}
