namespace Codesession;

/// <summary>Where the five-hour windows of calls begin, which are handed in by their time. See <see cref="UsageBlock"/>.</summary>
internal sealed class Blocks
{
    // Of windows, not of calls: some 1,700 a year at most.
    private readonly List<Window> windows = [];

    public static Blocks Of(IEnumerable<DateTimeOffset> times)
    {
        var blocks = new Blocks();
        foreach (var time in times)
        {
            blocks.Take(Ticks(time));
        }
        return blocks;
    }

    /// <summary>The start of the window in which a call is, in ticks of UTC.</summary>
    public long StartOf(DateTimeOffset time)
    {
        var ticks = Ticks(time);
        var at = windows.BinarySearch(new Window(ticks, 0), Window.ByStart);
        var found = at >= 0 ? Before(at, ticks) : ~at - 1;
        // What lies before all is what has been recorded since they were found.
        return found >= 0 ? windows[found].Start : Hour(ticks);
    }

    /// <summary>The end of the window that a call opens.</summary>
    public static DateTimeOffset EndOf(DateTimeOffset time) => new(Hour(Ticks(time)) + UsageBlock.Length.Ticks, TimeSpan.Zero);

    // A gap of more than five hours is, a fortiori, more than five hours from the start.
    private void Take(long time)
    {
        if (windows.Count == 0 || time > windows[^1].Start + UsageBlock.Length.Ticks)
        {
            windows.Add(new Window(Hour(time), time));
        }
    }

    // A window may begin with the very hour at whose first moment the last call of the one before was made.
    private int Before(int at, long time) => time < windows[at].FirstCall ? at - 1 : at;

    private static long Hour(long time) => time - time % TimeSpan.TicksPerHour;

    // A log may date a call at the ends of time, where a window would have no end.
    private static long Ticks(DateTimeOffset time) =>
        Math.Clamp(time.UtcTicks, DateTime.MinValue.AddYears(1).Ticks, DateTime.MaxValue.AddYears(-1).Ticks);

    private readonly record struct Window(long Start, long FirstCall)
    {
        public static IComparer<Window> ByStart { get; } = Comparer<Window>.Create((one, other) => one.Start.CompareTo(other.Start));
    }
}
