namespace Codesession;

/// <summary>Sums over completed sessions.</summary>
public sealed record Stats
{
    /// <summary>How many there are.</summary>
    public required long TotalSessions { get; init; }

    /// <summary>How long they took together.</summary>
    public required TimeSpan TotalTime { get; init; }

    /// <summary>How many files they changed; a file counts in each session that changed it.</summary>
    public required long TotalFiles { get; init; }

    /// <summary>How many commits they made.</summary>
    public required long TotalCommits { get; init; }

    /// <summary>US dollars, of the calls that have a price.</summary>
    public required decimal TotalAiCost { get; init; }

    /// <summary>Calls without a known price, not in <see cref="TotalAiCost"/>.</summary>
    public required long UnpricedCalls { get; init; }

    /// <summary>The mean duration, in whole seconds.</summary>
    public required TimeSpan AverageSessionTime { get; init; }
}
