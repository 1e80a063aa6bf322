using Codesession.Git;
using LibGit2Sharp;

namespace Codesession.PowerShell.Git;

using Commit = LibGit2Sharp.Commit; // in here it goes before Codesession.Commit

/// <summary>
/// Reads repositories in process, with libgit2. That runs no program, whatever the configuration names: hooks, fsmonitor, filters.
/// Where it would read otherwise than git does, or cannot, the failure is <see cref="GitFailure.Other"/>, and
/// <see cref="LibGit2OrGit"/> asks git.
/// </summary>
internal sealed class LibGit2Reader(TimeSpan? timeout = null) : IGitReader
{
    /// <summary>Loads the native library, which takes longer than most answers.</summary>
    public static void WarmUp() => _ = Repository.IsValid(Path.GetTempPath());

    private readonly TimeSpan timeout = timeout ?? TimeSpan.FromSeconds(30);

    public Task<GitStatus> ReadStatusAsync(string root, CancellationToken cancellationToken = default) =>
        ReadAsync(root, repository => LibGit2Status.Read(repository, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<GitCommit>> ReadCommitsAsync(
        string root, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        List<string> wanted = [.. ids.Select(Whole)];
        return wanted.Count == 0 ? [] : await ReadAsync(root, repository =>
        {
            var commits = new List<GitCommit>();
            foreach (var commit in Existing(repository, wanted))
            {
                cancellationToken.ThrowIfCancellationRequested();
                commits.Add(LibGit2Commits.Read(repository, commit));
            }
            return commits;
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlySet<string>> FindUnreachableAsync(
        string root, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        List<string> wanted = [.. ids.Select(Whole)];
        return wanted.Count == 0 ? new HashSet<string>() : await ReadAsync(root, repository =>
        {
            return List(repository, Existing(repository, wanted), except: Tips(repository), CommitSortStrategies.None, cancellationToken)
                .Intersect(wanted).ToHashSet();
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<string>> ListHistoryAsync(
        string root, string from, string? except = null, DateTimeOffset? since = null, CancellationToken cancellationToken = default)
    {
        Whole(from);
        string[] excepted = except is null ? [] : [Whole(except)];
        return await ReadAsync(root, repository =>
        {
            var start = Find(repository, from);
            var before = since is { } time ? LibGit2Commits.FirstBefore(time, start) : [];
            return List(repository, [start], except: [.. excepted.Select(id => Find(repository, id)), .. before],
                CommitSortStrategies.Topological | CommitSortStrategies.Reverse, cancellationToken).ToList();
        }, cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<GitCommitTime>> ListCommittedAsync(
        string root, DateTimeOffset from, DateTimeOffset to, int most, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<GitCommitTime>>(root, repository =>
        {
            var filter = new CommitFilter { IncludeReachableFrom = Tips(repository), SortBy = CommitSortStrategies.Time };
            return
            [
                .. repository.Commits.QueryBy(filter).Select(commit => LibGit2Commits.ReadTime(commit))
                    .TakeWhile(commit => commit.Time.ToUnixTimeSeconds() >= from.ToUnixTimeSeconds() && !cancellationToken.IsCancellationRequested)
                    .Where(commit => commit.Time.ToUnixTimeSeconds() <= to.ToUnixTimeSeconds()).Take(most),
            ];
        }, cancellationToken);

    public async Task<IReadOnlyList<GitChange>> DiffAsync(
        string root, string? from, string to, CancellationToken cancellationToken = default)
    {
        if (from is not null)
            Whole(from);
        Whole(to);
        return await ReadAsync(root, repository => LibGit2Commits.Changes(repository,
            from is null ? null : Find(repository, from).Tree, Find(repository, to).Tree), cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> ReadAsync<T>(string root, Func<Repository, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // Libgit2 cannot be stopped: what takes too long goes on by itself, and nobody waits for it.
            return await Task.Run(() => Read(root, read), cancellationToken).WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw GitException.TimedOut("libgit2", root, timeout);
        }
    }

    private static T Read<T>(string root, Func<Repository, T> read)
    {
        try
        {
            using var repository = new Repository(root);
            LibGit2Limits.CheckObjects(repository);
            return read(repository);
        }
        // LibGit2Sharp tells this failure from others by its words only.
        catch (LibGit2SharpException e) when (e.Message.Contains("not owned by current user", StringComparison.Ordinal))
        {
            throw GitException.Refused(root, e);
        }
        catch (Exception e) when (e is LibGit2SharpException or IOException or UnauthorizedAccessException
            or ArgumentOutOfRangeException // a commit's time that no calendar has
            or TypeInitializationException or DllNotFoundException or BadImageFormatException) // no libgit2 for this platform
        {
            throw LibGit2Limits.Reached(e.Message, e);
        }
    }

    private static IEnumerable<string> List(
        Repository repository, IEnumerable<Commit> from, IEnumerable<object> except, CommitSortStrategies order,
        CancellationToken cancellationToken)
    {
        var filter = new CommitFilter { IncludeReachableFrom = from, ExcludeReachableFrom = except, SortBy = order };
        foreach (var commit in repository.Commits.QueryBy(filter))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return commit.Sha;
        }
    }

    /// <summary>Where the local branches and HEAD are; of one without a commit nothing.</summary>
    private static List<string> Tips(Repository repository) =>
    [
        .. repository.Refs.FromGlob("refs/heads/*").Append(repository.Refs.Head)
            .Select(tip => tip?.ResolveToDirectReference()?.TargetIdentifier).OfType<string>(),
    ];

    private static List<Commit> Existing(Repository repository, IEnumerable<string> ids) =>
        [.. ids.Select(id => repository.Lookup<Commit>(id)).OfType<Commit>()];

    private static Commit Find(Repository repository, string id) =>
        repository.Lookup<Commit>(id) ?? throw LibGit2Limits.Reached($"there is no commit {id}");

    private static string Whole(string id) =>
        GitObjectId.IsWhole(id) ? id : throw new ArgumentException($"'{id}' is no whole id of a git object.", nameof(id));
}
