namespace Codesession;

/// <summary>What happened in a repository during a session.</summary>
public sealed record GitChanges
{
    /// <summary>The files that changed, committed or not, each once, by path.</summary>
    public required IReadOnlyList<GitFileChange> Files { get; init; }

    /// <summary>The commits that were made, oldest first.</summary>
    public required IReadOnlyList<GitSessionCommit> Commits { get; init; }

    /// <summary>The branch at the end; <c>HEAD</c>: detached.</summary>
    public required string Branch { get; init; }

    /// <summary>How the commits were found.</summary>
    public required GitEvidence Evidence { get; init; }

    /// <summary>Whether all of the start was known and the evidence is sure: then what is not here did not happen, or was undone.</summary>
    public required bool IsComplete { get; init; }
}

/// <summary>A file that a session changed.</summary>
/// <param name="Path">Relative to the root, <c>/</c> between folders.</param>
/// <param name="Type">What became of it between the session's start and its end.</param>
public sealed record GitFileChange(string Path, FileChangeType Type);

/// <summary>A commit that a session made.</summary>
/// <param name="Hash">The whole id.</param>
/// <param name="Message">The subject line.</param>
/// <param name="Time">The committer's time.</param>
public sealed record GitSessionCommit(string Hash, string Message, DateTimeOffset Time);

/// <summary>How a session's commits were found, best first. The first is sure; the others may count commits that were pulled.</summary>
public enum GitEvidence
{
    /// <summary>HEAD's reflog says which commits were made here.</summary>
    Reflog,
    /// <summary>All that HEAD has and the commit at the start had not.</summary>
    StartCommit,
    /// <summary>All of HEAD's history: there was no commit at the start.</summary>
    EmptyStart,
    /// <summary>The commits of HEAD's history that claim to be made since the start.</summary>
    CommitTimes,
}
