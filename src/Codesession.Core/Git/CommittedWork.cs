namespace Codesession.Git;

/// <summary>The commits of a session, oldest first, and what they did to each path, taken together.</summary>
internal sealed record CommittedWork(
    GitEvidence Evidence, IReadOnlyList<GitCommit> Commits, IReadOnlyDictionary<string, CommittedPath> Paths)
{
    /// <summary>Composes the work: of each path what was there before its first change and what is there after its last one.</summary>
    public static CommittedWork Of(GitEvidence evidence, IReadOnlyList<GitCommit> commits, IEnumerable<GitChange> changes)
    {
        var paths = new Dictionary<string, CommittedPath>();
        foreach (var (path, old, @new) in changes)
            paths[path] = new CommittedPath(paths.TryGetValue(path, out var earlier) ? earlier.Before : old, @new);
        var net = paths.Where(path => path.Value.Before != path.Value.After);
        return new CommittedWork(evidence, commits, net.ToDictionary());
    }
}

/// <summary>What commits did to a path; null: nothing there.</summary>
internal readonly record struct CommittedPath(GitEntry? Before, GitEntry? After)
{
    public FileChangeType Type =>
        Before is null ? FileChangeType.Created : After is null ? FileChangeType.Deleted : FileChangeType.Modified;
}
