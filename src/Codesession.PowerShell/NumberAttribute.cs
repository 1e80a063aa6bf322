using System.Globalization;
using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>
/// Takes numbers as they are written. PowerShell itself reads texts with thousands separators, so that a decimal comma
/// makes 143 dollars of 1,43, takes an empty cell for 0, and rounds fractions of tokens.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberAttribute : ArgumentTransformationAttribute
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent
        | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>Whether it must be a whole one.</summary>
    public bool Whole { get; set; }

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = PipedObject.Unwrapped(inputData);
        if (value is null || (value is string blank && string.IsNullOrWhiteSpace(blank)))
        {
            return null;
        }
        if (!TryRead(value, out var number) || (Whole && (decimal.Truncate(number) != number || number is < long.MinValue or > long.MaxValue)))
        {
            throw new ArgumentTransformationMetadataException(
                $"\"{value}\" is no {(Whole ? "whole " : "")}number. Write it with digits and a decimal point, without thousands separators.");
        }
        return Whole ? (long)number : number;
    }

    private static bool TryRead(object value, out decimal number) => value is string text
        ? TryRead(text, out number)
        : decimal.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), Style, CultureInfo.InvariantCulture, out number);

    // The decimal comma of the user's own culture, as Export-Csv writes it there; beside a point it could be anything.
    private static bool TryRead(string text, out decimal number)
    {
        var comma = CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator == "," && !text.Contains('.');
        return decimal.TryParse(comma ? text.Replace(',', '.') : text, Style, CultureInfo.InvariantCulture, out number);
    }
}
