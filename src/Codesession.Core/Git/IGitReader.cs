namespace Codesession;

/// <summary>
/// The few questions that are put to a repository. What the answers mean for a session is told elsewhere
/// (<see cref="GitTracking"/>), so that every reader is as plain as git is.
/// </summary>
/// <remarks>
/// A reader executes nothing that the repository's configuration names (hooks, filters, fsmonitor, diff drivers), changes
/// nothing, and detects no renames. File names that are not UTF-8 have U+FFFD in place of the bytes that are not.
/// Every method throws <see cref="GitException"/> where the repository cannot be read.
/// </remarks>
public interface IGitReader
{
    /// <summary>HEAD, the branch, and which files differ from HEAD. Of a submodule only its commit counts, not the files in it.</summary>
    Task<GitStatus> ReadStatusAsync(string root, CancellationToken cancellationToken = default);

    /// <summary>The commits with these ids, in this order; those that do not exist (any more) are left out.</summary>
    Task<IReadOnlyList<GitCommit>> ReadCommitsAsync(
        string root, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default);

    /// <summary>Those of the ids that neither HEAD nor a local branch reaches. Ids that do not exist may be in the answer or not.</summary>
    Task<IReadOnlySet<string>> FindUnreachableAsync(
        string root, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default);

    /// <summary>The ids of the commits that a commit reaches, itself included, parents first.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="from">Where to start.</param>
    /// <param name="except">Leave out what this commit reaches, itself included.</param>
    /// <param name="since">Leave out what was committed before; the search may stop at the first of those.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<IReadOnlyList<string>> ListHistoryAsync(
        string root, string from, string? except = null, DateTimeOffset? since = null, CancellationToken cancellationToken = default);

    /// <summary>The commits that HEAD or a local branch reaches and that were committed in a time, newest first.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="from">The first second that counts; the search may stop at the first commits before it.</param>
    /// <param name="to">The last second that counts.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<IReadOnlyList<GitCommitTime>> ListCommittedAsync(
        string root, DateTimeOffset from, DateTimeOffset to, int most, CancellationToken cancellationToken = default);

    /// <summary>The difference between the trees of two commits; <paramref name="from"/> null: of an empty tree.</summary>
    Task<IReadOnlyList<GitChange>> DiffAsync(string root, string? from, string to, CancellationToken cancellationToken = default);
}
