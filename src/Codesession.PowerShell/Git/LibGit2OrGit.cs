namespace Codesession.PowerShell.Git;

/// <summary>
/// Reads repositories in process, and asks git where libgit2 cannot: SHA-256, reftable, partial clones and other extensions, or no
/// libgit2 for this platform. Whether to trust another user's repository is git's decision, too. So its failures are git's.
/// </summary>
internal sealed class LibGit2OrGit(IGitReader libGit2, IGitReader git) : IGitReader
{
    public Task<GitStatus> ReadStatusAsync(string root, CancellationToken cancellationToken = default) =>
        AskAsync(reader => reader.ReadStatusAsync(root, cancellationToken));

    public Task<IReadOnlyList<GitCommit>> ReadCommitsAsync(
        string root, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) =>
        AskAsync(reader => reader.ReadCommitsAsync(root, ids, cancellationToken));

    public Task<IReadOnlySet<string>> FindUnreachableAsync(
        string root, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) =>
        AskAsync(reader => reader.FindUnreachableAsync(root, ids, cancellationToken));

    public Task<IReadOnlyList<string>> ListHistoryAsync(
        string root, string from, string? except = null, DateTimeOffset? since = null, CancellationToken cancellationToken = default) =>
        AskAsync(reader => reader.ListHistoryAsync(root, from, except, since, cancellationToken));

    public Task<IReadOnlyList<GitCommitTime>> ListCommittedAsync(
        string root, DateTimeOffset from, DateTimeOffset to, int most, CancellationToken cancellationToken = default) =>
        AskAsync(reader => reader.ListCommittedAsync(root, from, to, most, cancellationToken));

    public Task<IReadOnlyList<GitChange>> DiffAsync(
        string root, string? from, string to, CancellationToken cancellationToken = default) =>
        AskAsync(reader => reader.DiffAsync(root, from, to, cancellationToken));

    private async Task<T> AskAsync<T>(Func<IGitReader, Task<T>> ask)
    {
        try
        {
            return await ask(libGit2).ConfigureAwait(false);
        }
        catch (GitException e) when (e.Failure is GitFailure.Other or GitFailure.Refused)
        {
            return await ask(git).ConfigureAwait(false);
        }
    }
}
