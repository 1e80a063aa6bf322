namespace Codesession;

/// <summary>What sessions or calls come to: one group of them, or all.</summary>
public record UsageStatistic
{
    /// <summary>The name of the group; null: everything, or the calls that name none.</summary>
    public string? Key { get; init; }

    /// <summary>The name of the session, where the group is one; null: it is none.</summary>
    public string? Name { get; init; }

    /// <summary>When a group of time, or the session that is the group, begins, with the offset of the zone at that moment; null: another group.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>How many sessions take part.</summary>
    public required long Sessions { get; init; }

    /// <summary>
    /// How long these sessions took together, in whole seconds; those that go on add nothing. Null: the group does not
    /// consist of sessions.
    /// </summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The mean duration of those that have one, in whole seconds; null: as <see cref="Duration"/>.</summary>
    public TimeSpan? AverageDuration { get; init; }

    /// <summary>
    /// How many files these sessions changed; a file counts in each session that changed it. Null: as
    /// <see cref="Duration"/>, or the group is one file.
    /// </summary>
    public long? FilesChanged { get; init; }

    /// <summary>How many commits these sessions made; null: as <see cref="FilesChanged"/>.</summary>
    public long? Commits { get; init; }

    /// <summary>How many calls were made.</summary>
    public required long Calls { get; init; }

    /// <summary>How many of them have no known price and are not in <see cref="Cost"/>.</summary>
    public required long UnpricedCalls { get; init; }

    /// <summary>Tokens of input that were neither read from nor written to a cache.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Tokens of input that were written to a cache, for 5 minutes or for an hour.</summary>
    public required long CacheWriteTokens { get; init; }

    /// <summary>Tokens of input that were read from a cache.</summary>
    public required long CacheReadTokens { get; init; }

    /// <summary>Tokens of output, reasoning included.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>How many of <see cref="OutputTokens"/> were reasoning.</summary>
    public required long ReasoningTokens { get; init; }

    /// <summary>All tokens. A call of which only the total is known counts here and in none of the classes.</summary>
    public required long Tokens { get; init; }

    /// <summary>US dollars: the exact sum of what has a price.</summary>
    public required decimal Cost { get; init; }

    /// <summary>Of no calls at all.</summary>
    public static UsageStatistic None { get; } = new()
    {
        Sessions = 0,
        Calls = 0,
        UnpricedCalls = 0,
        InputTokens = 0,
        CacheWriteTokens = 0,
        CacheReadTokens = 0,
        OutputTokens = 0,
        ReasoningTokens = 0,
        Tokens = 0,
        Cost = 0,
    };

    /// <summary>The sums with the calls of another group, which has none in common with this; the rest stays: sessions do not add up.</summary>
    public UsageStatistic With(UsageStatistic group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return this with
        {
            Calls = Calls + group.Calls,
            UnpricedCalls = UnpricedCalls + group.UnpricedCalls,
            InputTokens = InputTokens + group.InputTokens,
            CacheWriteTokens = CacheWriteTokens + group.CacheWriteTokens,
            CacheReadTokens = CacheReadTokens + group.CacheReadTokens,
            OutputTokens = OutputTokens + group.OutputTokens,
            ReasoningTokens = ReasoningTokens + group.ReasoningTokens,
            Tokens = Tokens + group.Tokens,
            Cost = Cost + group.Cost,
        };
    }
}
