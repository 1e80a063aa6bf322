namespace Codesession;

/// <summary>A repository's state at one moment.</summary>
public sealed record GitStatus
{
    /// <summary>The id of the commit that HEAD is at; null: no commit yet.</summary>
    public string? Head { get; init; }

    /// <summary>The branch's short name, also of one that has no commit yet; <c>HEAD</c>: detached.</summary>
    public required string Branch { get; init; }

    /// <summary>
    /// The paths whose files differ from HEAD's, relative to the root, <c>/</c> between folders. Untracked files are listed one by
    /// one, ignored ones not; a submodule, or a repository inside that is none, is one path.
    /// </summary>
    public required IReadOnlyDictionary<string, FileChangeType> DirtyFiles { get; init; }
}
