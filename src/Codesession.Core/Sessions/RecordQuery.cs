namespace Codesession;

/// <summary>Which records of sessions (calls, notes, files, commits) are wanted; what is null does not matter.</summary>
public sealed record RecordQuery
{
    /// <summary>The session they belong to; null: any. Those of one session come in the order of time, else in that of recording.</summary>
    public long? SessionId { get; init; }

    /// <summary>They were made then or later.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>They were made earlier.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>How many of the first to leave out.</summary>
    public long Skip { get; init; }

    /// <summary>How many at most; null: all.</summary>
    public long? Limit { get; init; }
}
