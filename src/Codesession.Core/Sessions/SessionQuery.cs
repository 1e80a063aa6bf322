namespace Codesession;

/// <summary>Which sessions are wanted; what is null does not matter.</summary>
public sealed record SessionQuery
{
    /// <summary>The longest text to search for, in UTF-16 characters.</summary>
    public const int LongestSearch = 1000;

    /// <summary>The scope or git root that they belong to (<see cref="Scope.Directory"/>).</summary>
    public string? Scope { get; init; }

    /// <summary>Whether they go on.</summary>
    public SessionPhase? State { get; init; }

    /// <summary>They started then or later.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>They started earlier.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>
    /// What stands in their name, note, folder, branch or one of their timestamped notes: as it is, in upper or lower case. At most
    /// <see cref="LongestSearch"/> characters.
    /// </summary>
    public string? Search { get; init; }

    /// <summary>This agent has made calls in them, by exactly this name.</summary>
    public string? AgentName { get; init; }

    /// <summary>Calls of this model were made in them, by exactly this name.</summary>
    public string? Model { get; init; }

    /// <summary>What they are put in order by; among equals, their start.</summary>
    public SessionOrder Order { get; init; }

    /// <summary>The smallest first; else the largest, or newest.</summary>
    public bool Ascending { get; init; }

    /// <summary>How many of the first to leave out.</summary>
    public long Skip { get; init; }

    /// <summary>How many at most; null: all.</summary>
    public long? Limit { get; init; }
}
