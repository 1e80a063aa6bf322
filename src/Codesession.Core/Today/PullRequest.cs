namespace Codesession;

/// <summary>What the checks of a pull request come to.</summary>
public enum CheckState
{
    /// <summary>There are none, or nobody knows.</summary>
    Unknown,
    /// <summary>All have succeeded, or were skipped.</summary>
    Passing,
    /// <summary>One has failed, or was cancelled.</summary>
    Failing,
    /// <summary>None has failed, and one has not ended.</summary>
    Pending,
}

/// <summary>A pull request that is open.</summary>
public sealed record PullRequest
{
    /// <summary>Its number in the repository.</summary>
    public required long Number { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>As GitHub calls it: <c>OPEN</c>.</summary>
    public required string State { get; init; }

    /// <summary>Where it is to be seen.</summary>
    public required string Url { get; init; }

    /// <summary>How many reviews and comments of its conversation there are of others than its author; comments on lines count as their review.</summary>
    public int ReviewComments { get; init; }

    /// <summary>What its checks come to.</summary>
    public CheckState Checks { get; init; }

    /// <summary>It is not yet to be reviewed.</summary>
    public bool IsDraft { get; init; }
}
