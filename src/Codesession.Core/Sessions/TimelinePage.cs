namespace Codesession;

/// <summary>A part of what happened in a session, in the order of time.</summary>
/// <param name="Items">What happened.</param>
/// <param name="Next">The cursor of what comes behind; null: nothing does by now.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineItem> Items, string? Next);

/// <summary>Something that happened in a session. Of the records the one of its kind is there.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Time">When it was.</param>
public sealed record TimelineItem(TimelineKind Kind, DateTimeOffset Time)
{
    /// <summary>The call; null: it is none.</summary>
    public AiUsage? Call { get; init; }

    /// <summary>The changed file; null: it is none.</summary>
    public FileChange? File { get; init; }

    /// <summary>The commit; null: it is none.</summary>
    public Commit? Commit { get; init; }

    /// <summary>The note; null: it is none.</summary>
    public Note? Note { get; init; }
}
