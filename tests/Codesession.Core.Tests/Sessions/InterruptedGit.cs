namespace Codesession.Core.Tests.Sessions;

/// <summary>Git as it is, but for something that happens, once, while it is being read, for the first time unless told.</summary>
public sealed class InterruptedGit(IGitReader git, Action meanwhile, int reading = 1) : IGitReader
{
    private int _before = reading;

    public Task<GitStatus> ReadStatusAsync(string root, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Decrement(ref _before) == 0) meanwhile();
        return git.ReadStatusAsync(root, cancellationToken);
    }

    public Task<IReadOnlyList<GitCommit>> ReadCommitsAsync(
        string root, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) =>
        git.ReadCommitsAsync(root, ids, cancellationToken);

    public Task<IReadOnlySet<string>> FindUnreachableAsync(
        string root, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) =>
        git.FindUnreachableAsync(root, ids, cancellationToken);

    public Task<IReadOnlyList<string>> ListHistoryAsync(
        string root, string from, string? except = null, DateTimeOffset? since = null, CancellationToken cancellationToken = default) =>
        git.ListHistoryAsync(root, from, except, since, cancellationToken);

    public Task<IReadOnlyList<GitCommitTime>> ListCommittedAsync(
        string root, DateTimeOffset from, DateTimeOffset to, int most, CancellationToken cancellationToken = default) =>
        git.ListCommittedAsync(root, from, to, most, cancellationToken);

    public Task<IReadOnlyList<GitChange>> DiffAsync(string root, string? from, string to, CancellationToken cancellationToken = default) =>
        git.DiffAsync(root, from, to, cancellationToken);
}
