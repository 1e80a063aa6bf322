namespace Codesession;

/// <summary>
/// The tokens of one call in disjoint classes, as they were billed, whatever the provider's own fields include.
/// </summary>
public readonly record struct TokenCounts
{
    /// <summary>Input that was neither read from nor written to a cache.</summary>
    public long Input { get; init; }

    /// <summary>Input written to a cache that keeps it for 5 minutes (or for no stated time).</summary>
    public long CacheWrite { get; init; }

    /// <summary>Input written to a cache that keeps it for one hour (Anthropic).</summary>
    public long CacheWrite1h { get; init; }

    /// <summary>Input read from a cache.</summary>
    public long CacheRead { get; init; }

    /// <summary>Output, reasoning included.</summary>
    public long Output { get; init; }

    /// <summary>How many of <see cref="Output"/> were reasoning; for information only.</summary>
    public long Reasoning { get; init; }

    /// <summary>The whole input: the sum of its classes.</summary>
    public long Prompt => Input + CacheWrite + CacheWrite1h + CacheRead;

    /// <summary>Input and output.</summary>
    public long Total => Prompt + Output;

    /// <summary>The sums, class by class.</summary>
    public static TokenCounts operator +(TokenCounts a, TokenCounts b) => new()
    {
        Input = a.Input + b.Input,
        CacheWrite = a.CacheWrite + b.CacheWrite,
        CacheWrite1h = a.CacheWrite1h + b.CacheWrite1h,
        CacheRead = a.CacheRead + b.CacheRead,
        Output = a.Output + b.Output,
        Reasoning = a.Reasoning + b.Reasoning,
    };

    /// <summary>The differences, class by class.</summary>
    public static TokenCounts operator -(TokenCounts a, TokenCounts b) => new()
    {
        Input = a.Input - b.Input,
        CacheWrite = a.CacheWrite - b.CacheWrite,
        CacheWrite1h = a.CacheWrite1h - b.CacheWrite1h,
        CacheRead = a.CacheRead - b.CacheRead,
        Output = a.Output - b.Output,
        Reasoning = a.Reasoning - b.Reasoning,
    };

    /// <summary>
    /// The classes of a call whose input was counted as a whole, with how much of it was read from or written to a cache;
    /// null where neither input nor output was told apart.
    /// </summary>
    internal static TokenCounts? Of(long? prompt, long? completion, long? cacheRead, long? cacheWrite, long? cacheWrite1h, long? reasoning)
    {
        if (prompt is null && completion is null)
        {
            return null;
        }
        var (read, write, write1h) = (cacheRead ?? 0, cacheWrite ?? 0, cacheWrite1h ?? 0);
        return new TokenCounts
        {
            Input = (prompt ?? 0) - read - write - write1h,
            CacheRead = read,
            CacheWrite = write,
            CacheWrite1h = write1h,
            Output = completion ?? 0,
            Reasoning = reasoning ?? 0,
        };
    }
}
