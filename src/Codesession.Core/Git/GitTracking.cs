using Codesession.Git;

namespace Codesession;

/// <summary>Tells what a session did to a repository: its state is taken down at the start, and compared with at the end.</summary>
/// <param name="reader">Reads the repository.</param>
public sealed class GitTracking(IGitReader reader)
{
    /// <summary>Takes down how the repository is now, at a session's start.</summary>
    /// <param name="root">The repository's root (<see cref="GitFolder.FindRoot"/>).</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<GitBaseline> CaptureAsync(string root, CancellationToken cancellationToken = default)
    {
        var status = await reader.ReadStatusAsync(root, cancellationToken).ConfigureAwait(false);
        return new GitBaseline
        {
            Head = status.Head,
            Branch = status.Branch,
            ReflogLength = Reflog.Count(root, hasCommits: status.Head is not null),
            DirtyFiles = await WorkingTree.ReadAsync(reader, root, status.DirtyFiles.Keys, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>What changed since, at a session's end.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="baseline">What <see cref="CaptureAsync"/> took down, or what is known of it.</param>
    /// <param name="sessionStart">When that was; counts only where the baseline does not tell enough.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<GitChanges> ChangesSinceAsync(
        string root, GitBaseline baseline, DateTimeOffset sessionStart, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        var commits = new SessionCommits(reader, root, sessionStart, cancellationToken);

        // All that needs no answer of another runs at once.
        var reflog = Reflog.ReadSince(root, baseline.ReflogLength, baseline.Head);
        var statusTask = reader.ReadStatusAsync(root, cancellationToken);
        var committedTask = commits.FromReflogAsync(reflog ?? []);
        var contentTask = WorkingTree.ReadAsync(reader, root, baseline.DirtyFiles?.Keys ?? [], cancellationToken);
        await Task.WhenAll(statusTask, committedTask, contentTask).ConfigureAwait(false);

        var status = await statusTask.ConfigureAwait(false);
        var reflogTells = reflog is { Count: > 0 } || (reflog is not null && status.Head == baseline.Head);
        var committed = reflogTells
            ? await committedTask.ConfigureAwait(false)
            : await commits.WithoutReflogAsync(baseline, status.Head).ConfigureAwait(false);

        var comparison = new FileComparison
        {
            Committed = committed.Paths,
            DirtyAtStart = baseline.DirtyFiles ?? new Dictionary<string, string?>(),
            ContentNow = await contentTask.ConfigureAwait(false),
            DirtyNow = status.DirtyFiles,
            // Where nobody took down what was dirty, a file's time tells whether it was the session.
            ChangedInSession = path => baseline.DirtyFiles is not null || WorkingTree.ChangedSince(root, path, sessionStart),
        };
        return new GitChanges
        {
            Files = comparison.Changes(),
            Commits = [.. committed.Commits.Select(commit => new GitSessionCommit(commit.Id, commit.Subject, commit.CommitterTime))],
            Branch = status.Branch,
            Evidence = committed.Evidence,
            IsComplete = committed.Evidence == GitEvidence.Reflog && baseline.DirtyFiles is not null,
        };
    }
}
