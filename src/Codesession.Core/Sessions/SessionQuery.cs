namespace Codesession;

/// <summary>Which sessions are wanted; what is null does not matter.</summary>
public sealed record SessionQuery
{
    /// <summary>The scope or git root that they belong to (<see cref="Scope.Directory"/>).</summary>
    public string? Scope { get; init; }

    /// <summary>Whether they go on.</summary>
    public SessionPhase? State { get; init; }

    /// <summary>They started then or later.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>They started earlier.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>How many of the newest to leave out.</summary>
    public long Skip { get; init; }

    /// <summary>How many at most; null: all.</summary>
    public long? Limit { get; init; }
}
