using LibGit2Sharp;

namespace Codesession.PowerShell.Git;

using Commit = LibGit2Sharp.Commit;

/// <summary>Tells commits and their changes as git does.</summary>
internal static class LibGit2Commits
{
    private static readonly CompareOptions WithoutRenames = new() { Similarity = SimilarityOptions.None };

    public static GitCommit Read(Repository repository, Commit commit)
    {
        // LibGit2Sharp takes every message for UTF-8.
        if (!commit.Encoding.Equals("UTF-8", StringComparison.OrdinalIgnoreCase))
            throw LibGit2Limits.Reached($"the message of {commit.Sha} is in {commit.Encoding}");
        var parents = commit.Parents.ToList();
        return new GitCommit
        {
            Id = commit.Sha,
            Subject = Subject(commit.Message),
            AuthorTime = Time(commit.Author),
            CommitterTime = Time(commit.Committer),
            Changes = parents.Count > 1 ? [] : Changes(repository, parents.SingleOrDefault()?.Tree, commit.Tree),
        };
    }

    public static GitCommitTime ReadTime(Commit commit) => new(commit.Sha, Time(commit.Committer));

    /// <summary>The difference between two trees.</summary>
    public static List<GitChange> Changes(Repository repository, Tree? from, Tree to)
    {
        using var changes = repository.Diff.Compare<TreeChanges>(from, to, WithoutRenames);
        return Changes(changes);
    }

    /// <summary>The difference between a tree and the index.</summary>
    public static List<GitChange> StagedChanges(Repository repository, Tree? head)
    {
        using var changes = repository.Diff.Compare<TreeChanges>(head, DiffTargets.Index, null, null, WithoutRenames);
        return Changes(changes);
    }

    /// <summary>Where each way back from a commit leaves a time: the first commits that are older.</summary>
    public static IEnumerable<Commit> FirstBefore(DateTimeOffset time, Commit start)
    {
        var seen = new HashSet<ObjectId> { start.Id };
        var next = new Queue<Commit>([start]);
        while (next.TryDequeue(out var commit))
        {
            if (Time(commit.Committer).ToUnixTimeSeconds() < time.ToUnixTimeSeconds())
                yield return commit;
            else
                foreach (var parent in commit.Parents.Where(parent => seen.Add(parent.Id)))
                    next.Enqueue(parent);
        }
    }

    private static List<GitChange> Changes(TreeChanges changes) =>
    [
        .. changes.Select(change => new GitChange(change.Path, Entry(change.OldOid, change.OldMode), Entry(change.Oid, change.Mode)))
            .Where(change => change.Old != change.New),
    ];

    private static GitEntry? Entry(ObjectId id, Mode mode) => mode == Mode.Nonexistent ? null : new(id.Sha, Canonical((int)mode));

    // Old trees have other permissions, such as 100664, which git reads as one of the two it writes.
    private static int Canonical(int mode)
    {
        const int TypeBits = 0xF000, File = 0x8000, OwnerMayExecute = 0x40;
        return (mode & TypeBits) != File ? mode
            : (int)((mode & OwnerMayExecute) != 0 ? Mode.ExecutableFile : Mode.NonExecutableFile);
    }

    /// <summary>The first paragraph in one line, as git's <c>%s</c>.</summary>
    private static string Subject(string message) => string.Join(' ', message.Split('\n')
        .Select(line => line.TrimEnd(' ', '\t', '\r'))
        .SkipWhile(line => line.Length == 0)
        .TakeWhile(line => line.Length > 0));

    // Git knows no time before 1970.
    private static DateTimeOffset Time(Signature signature) =>
        signature.When < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : signature.When.ToUniversalTime();
}
