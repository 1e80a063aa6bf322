namespace Codesession;

/// <summary>What git says of a working tree.</summary>
public sealed record GitState
{
    /// <summary>How many files, stashes and commits are listed at most.</summary>
    public const int MostFiles = 1000, MostStashes = 100, MostCommits = 5;

    /// <summary>The branch's short name, also of one that has no commit yet; <c>HEAD</c>: detached.</summary>
    public required string Branch { get; init; }

    /// <summary>The id of the commit that HEAD is at; null: no commit yet.</summary>
    public string? Head { get; init; }

    /// <summary>The branch that this one follows, by its short name; null: none.</summary>
    public string? Upstream { get; init; }

    /// <summary>Whether that branch is not there (any more): then nobody can tell what is unpushed.</summary>
    public bool UpstreamGone { get; init; }

    /// <summary>Commits that the upstream lacks; 0 without one.</summary>
    public int UnpushedCount { get; init; }

    /// <summary>Commits of the upstream that are missing here; 0 without one.</summary>
    public int Behind { get; init; }

    /// <summary>Whether the upstream lacks commits.</summary>
    public bool HasUnpushed => UnpushedCount > 0;

    /// <summary>What differs from the index: <c>modified</c>, <c>deleted</c>, <c>untracked</c>.</summary>
    public required IReadOnlyList<FileState> UncommittedFiles { get; init; }

    /// <summary>How many there are, listed or not.</summary>
    public int UncommittedCount { get; init; }

    /// <summary>What the next commit would change: <c>staged</c>, <c>new file</c>.</summary>
    public required IReadOnlyList<FileState> StagedFiles { get; init; }

    /// <summary>How many there are, listed or not.</summary>
    public int StagedCount { get; init; }

    /// <summary>How many files have conflicts; they are among <see cref="UncommittedFiles"/> as modified.</summary>
    public int ConflictCount { get; init; }

    /// <summary>The stashes, newest first.</summary>
    public IReadOnlyList<Stash> Stashes { get; init; } = [];

    /// <summary>How many there are, listed or not.</summary>
    public int StashCount { get; init; }

    /// <summary>The newest commits that HEAD reaches.</summary>
    public IReadOnlyList<RecentCommit> RecentCommits { get; init; } = [];
}

/// <summary>A file and how it differs.</summary>
/// <param name="Path">From the repository's root, <c>/</c> between folders; of a renamed file the new one.</param>
/// <param name="Status">See <see cref="GitState.UncommittedFiles"/> and <see cref="GitState.StagedFiles"/>.</param>
public sealed record FileState(string Path, string Status);

/// <summary>Work that was put aside.</summary>
/// <param name="Index">Its place: <c>stash@{0}</c> is the newest.</param>
/// <param name="Message">What git lists it by.</param>
public sealed record Stash(int Index, string Message);

/// <summary>A commit.</summary>
/// <param name="Hash">7 digits.</param>
/// <param name="Message">Its first line.</param>
/// <param name="Date">When it was written.</param>
public sealed record RecentCommit(string Hash, string Message, DateTimeOffset Date);
