using System.Globalization;
using System.Text.Json;

namespace Codesession.AgentLogs;

/// <summary>What an agent reckons that a call cost.</summary>
internal static class StatedDollars
{
    /// <summary>US dollars; null: not told, or no price of a call.</summary>
    public static decimal? Of(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var dollars) ? Of(dollars) : null;

    /// <summary>US dollars of a text such as <c>$0.12</c>; null: it tells none.</summary>
    public static decimal? Of(string text) =>
        decimal.TryParse(text.Trim().TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) ? Of(dollars) : null;

    /// <inheritdoc cref="Of(JsonElement?)"/>
    public static decimal? Of(decimal dollars) => dollars is > 0 and <= Money.MostPerCall ? dollars : null;
}
