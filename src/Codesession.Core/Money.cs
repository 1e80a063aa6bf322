namespace Codesession;

/// <summary>
/// Dollars in and out of the ledger. They are kept as whole 10⁻¹⁰ dollars, so that a million additions drift by
/// nothing; this is the one place where a cost is rounded.
/// </summary>
internal static class Money
{
    /// <summary>The dearest single call that is believed: a million dollars. Keeps sums far inside 64 bits.</summary>
    public const decimal MostPerCall = 1_000_000m;

    private const decimal Unit = 10_000_000_000m;

    public static long ToUnits(decimal dollars) => (long)decimal.Round(dollars * Unit, MidpointRounding.AwayFromZero);

    // The division by a one with 28 zeros drops trailing zeros: 0.1785, not 0.1785000000.
    public static decimal FromUnits(long units) => units / Unit / 1.0000000000000000000000000000m;

    /// <summary>A rate or a projection, which is no sum of money, to a millionth.</summary>
    public static decimal Rounded(decimal rate) => Math.Round(rate, 6) / 1.0000000000000000000000000000m;
}
