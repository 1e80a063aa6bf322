namespace Codesession;

/// <summary>How fast money and tokens are spent: what the calls of the time just past come to.</summary>
public sealed record Pace
{
    /// <summary>The time just past.</summary>
    public required TimeSpan Past { get; init; }

    /// <summary>How many calls were made in it.</summary>
    public required long Calls { get; init; }

    /// <summary>How many of them have no known price and are not in <see cref="Cost"/>.</summary>
    public required long UnpricedCalls { get; init; }

    /// <summary>All their tokens.</summary>
    public required long Tokens { get; init; }

    /// <summary>US dollars: the exact sum of what has a price.</summary>
    public required decimal Cost { get; init; }

    /// <summary>US dollars an hour, to a millionth.</summary>
    public decimal CostPerHour => Money.Rounded(Cost / (decimal)Past.TotalHours);

    /// <summary>Tokens a minute, to a millionth.</summary>
    public decimal TokensPerMinute => Money.Rounded(Tokens / (decimal)Past.TotalMinutes);
}
