using System.Globalization;

namespace Codesession.Cli.Views;

/// <summary>Counts for people.</summary>
internal static class CountText
{
    /// <summary>In six characters: <c>99,999</c>, <c>123.4K</c>, <c>12.3M</c>, <c>1.2B</c>.</summary>
    public static string Short(long count) => count switch
    {
        < 100_000 => count.ToString("N0", CultureInfo.InvariantCulture),
        < 1_000_000 => Short(count, 1_000, "K"),
        < 1_000_000_000 => Short(count, 1_000_000, "M"),
        < 1_000_000_000_000 => Short(count, 1_000_000_000, "B"),
        _ => Short(count, 1_000_000_000_000, "T"),
    };

    // Cut, not rounded: 999,999 is not 1000.0K.
    private static string Short(long count, long unit, string sign) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(count * 10m / unit) / 10:0.0}{sign}");
}
