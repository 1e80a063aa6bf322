namespace Codesession.Cli.Views;

/// <summary>Dollars for people: <c>$1.43</c>, small ones <c>$0.0042</c>, an unknown one said so.</summary>
internal static class MoneyText
{
    public static string Of(decimal? dollars) => dollars switch
    {
        null => "unpriced",
        > 0 and < 0.00005m => "<$0.0001",
        > 0 and < 0.01m => $"${dollars:0.0000}",
        _ => $"${dollars:N2}",
    };

    /// <summary>A session's cost, with a word on calls that are not in it.</summary>
    public static string Of(Session session) => session.UnpricedCalls == 0
        ? Of(session.AiCost)
        : $"{Of(session.AiCost)} + {session.UnpricedCalls:N0} unpriced";
}
