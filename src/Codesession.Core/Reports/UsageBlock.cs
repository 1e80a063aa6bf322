namespace Codesession;

/// <summary>
/// The calls of one five-hour window. It begins with the hour (UTC) of its first call and lasts five hours; the first call
/// that is later begins the next. Bounds of time do not move windows, they only leave calls out.
/// </summary>
public sealed record UsageBlock : UsageStatistic
{
    /// <summary>How long a window lasts.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromHours(5);

    // A rate over the first seconds would promise fortunes.
    private static readonly TimeSpan ShortestTime = TimeSpan.FromMinutes(1);

    /// <summary>When it ends, with the offset of the zone at that moment.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>When its first call was made.</summary>
    public required DateTimeOffset FirstCall { get; init; }

    /// <summary>When its last call was made.</summary>
    public required DateTimeOffset LastCall { get; init; }

    /// <summary>It goes on now.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Of the open one: tokens per minute since its first call; null: it has ended.</summary>
    public decimal? TokensPerMinute { get; init; }

    /// <summary>Of the open one: US dollars per hour since its first call; null: it has ended.</summary>
    public decimal? CostPerHour { get; init; }

    /// <summary>Of the open one: all tokens at its end, if it goes on at this rate; null: it has ended.</summary>
    public long? ProjectedTokens { get; init; }

    /// <summary>Of the open one: US dollars at its end, if it goes on at this rate; null: it has ended.</summary>
    public decimal? ProjectedCost { get; init; }

    /// <summary>The block with what a moment within it tells; as it is where it lies elsewhere.</summary>
    internal UsageBlock At(DateTimeOffset now)
    {
        if (now < FirstCall || now >= End)
        {
            return this;
        }
        var past = Longer(now - FirstCall, ShortestTime);
        var (perMinute, perHour) = (Tokens / (decimal)past.TotalMinutes, Cost / (decimal)past.TotalHours);
        var left = End - now;
        return this with
        {
            IsOpen = true,
            TokensPerMinute = Money.Rounded(perMinute),
            CostPerHour = Money.Rounded(perHour),
            ProjectedTokens = Tokens + (long)(perMinute * (decimal)left.TotalMinutes),
            ProjectedCost = Money.Rounded(Cost + perHour * (decimal)left.TotalHours),
        };
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
