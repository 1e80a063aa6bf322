namespace Codesession;

/// <summary>A commit, and what it changed.</summary>
public sealed record GitCommit
{
    /// <summary>The whole id.</summary>
    public required string Id { get; init; }

    /// <summary>The first paragraph of the message, in one line.</summary>
    public required string Subject { get; init; }

    /// <summary>When the change was first written; kept by rebase, cherry-pick and amend.</summary>
    public required DateTimeOffset AuthorTime { get; init; }

    /// <summary>When this commit was made, as far as its maker is honest. Whole seconds.</summary>
    public required DateTimeOffset CommitterTime { get; init; }

    /// <summary>The difference to the first parent (to nothing, where there is none); empty for a merge.</summary>
    public required IReadOnlyList<GitChange> Changes { get; init; }
}

/// <summary>When a commit was made, as far as its maker is honest.</summary>
/// <param name="Id">The whole id.</param>
/// <param name="Time">The committer's time, in whole seconds.</param>
public readonly record struct GitCommitTime(string Id, DateTimeOffset Time);

/// <summary>A path that differs between two trees.</summary>
/// <param name="Path">Relative to the root, <c>/</c> between folders.</param>
/// <param name="Old">What was there; null: nothing.</param>
/// <param name="New">What is there; null: nothing.</param>
public sealed record GitChange(string Path, GitEntry? Old, GitEntry? New);

/// <summary>What a tree holds at a path. Equal entries are equal files.</summary>
/// <param name="Id">The id of the blob, or of a submodule's commit.</param>
/// <param name="Mode">Git's mode, such as octal 100644, 100755 (executable), 120000 (link), 160000 (submodule).</param>
public readonly record struct GitEntry(string Id, int Mode);
