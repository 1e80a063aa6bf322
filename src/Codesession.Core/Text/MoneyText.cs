using System.Globalization;

namespace Codesession;

/// <summary>US dollars for people: <c>$1.43</c>, small ones <c>$0.0042</c>, an unknown one said so; the same in every culture.</summary>
public static class MoneyText
{
    /// <summary>One amount; null: not known.</summary>
    public static string Of(decimal? dollars) => dollars switch
    {
        null => "unpriced",
        > 0 and < 0.00005m => "<$0.0001",
        > 0 and < 0.01m => string.Create(CultureInfo.InvariantCulture, $"${dollars:0.0000}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"${dollars:N2}"),
    };

    /// <summary>By how much a cost has changed: <c>+$1.43</c>, <c>-$0.0042</c>.</summary>
    public static string Change(decimal dollars) => (dollars < 0 ? "-" : "+") + Of(Math.Abs(dollars));

    /// <summary>A session's cost, with a word on calls that are not in it.</summary>
    public static string Of(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Of(session.AiCost, session.UnpricedCalls);
    }

    /// <summary>A sum, with a word on calls that are not in it.</summary>
    public static string Of(decimal dollars, long unpricedCalls) => unpricedCalls == 0
        ? Of(dollars)
        : string.Create(CultureInfo.InvariantCulture, $"{Of(dollars)} + {unpricedCalls:N0} unpriced");
}
