using System.Globalization;

namespace Codesession.Cli;

/// <summary>
/// Numbers as they are typed. They arrive as text, so that a wrong one is <c>invalid_input</c> of its command and not
/// a wrong command line.
/// </summary>
internal static class Numbers
{
    public static long? WholeOrNull(string? text, string what) => text is null ? null : Whole(text, what);

    public static long Whole(string text, string what) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Wrong($"{what} must be a whole number, not \"{Shown(text)}\".");

    public static decimal? DecimalOrNull(string? text, string what) => text is null ? null : Decimal(text, what);

    public static decimal Decimal(string text, string what) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Wrong($"{what} must be a number, not \"{Shown(text)}\".");

    /// <summary>How many rows to show: 1 or more.</summary>
    public static long? Limit(string? text)
    {
        var limit = WholeOrNull(text, "The limit");
        return limit is null or >= 1 ? limit : throw Wrong("The limit must be 1 or more.");
    }

    private static CodesessionException Wrong(string message) => new(ErrorCode.InvalidInput, message);

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
