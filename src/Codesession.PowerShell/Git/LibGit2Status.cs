using LibGit2Sharp;

namespace Codesession.PowerShell.Git;

using Commit = LibGit2Sharp.Commit;

/// <summary>Tells HEAD and what differs from it as git does.</summary>
internal sealed class LibGit2Status
{
    // Submodules are left out, and looked at below: libgit2 follows their settings, which git is told to overlook, and looks for
    // changed files in them.
    private static readonly StatusOptions InWorkingTree = new()
    {
        Show = StatusShowOption.WorkDirOnly, DetectRenamesInIndex = false, IncludeIgnored = false, ExcludeSubmodules = true,
    };

    private readonly Repository repository;
    private readonly string root;
    private readonly Dictionary<string, (bool InHead, bool InTree)> paths = [];
    private readonly List<string> untracked = [];
    private readonly List<string> changed = [];

    private LibGit2Status(Repository repository) => (this.repository, root) = (repository, repository.Info.WorkingDirectory);

    public static GitStatus Read(Repository repository, CancellationToken cancellationToken)
    {
        LibGit2Limits.CheckIndex(repository);
        LibGit2Limits.CheckIgnored(repository, repository.Index.Select(entry => entry.Path));
        var (head, branch) = HeadOf(repository);
        return new GitStatus
        {
            Head = head,
            Branch = branch,
            DirtyFiles = new LibGit2Status(repository).DirtyFiles(head, cancellationToken),
        };
    }

    private static (string? Id, string Branch) HeadOf(Repository repository)
    {
        const string Branches = "refs/heads/";
        var name = "HEAD";
        var reference = repository.Refs.Head;
        while (reference is SymbolicReference link)
            (name, reference) = (link.TargetIdentifier, link.Target);
        return (reference?.TargetIdentifier, name.StartsWith(Branches, StringComparison.Ordinal) ? name[Branches.Length..] : name);
    }

    private Dictionary<string, FileChangeType> DirtyFiles(string? head, CancellationToken cancellationToken)
    {
        ReadStaged(head);
        cancellationToken.ThrowIfCancellationRequested();
        ReadWorkingTree();
        cancellationToken.ThrowIfCancellationRequested();
        ReadSubmodules();
        ReadConflicts();
        LibGit2Limits.CheckByConfiguration(repository, untracked, changed);
        return new(from path in paths
                   let change = Change(path.Value)
                   where change is not null
                   select KeyValuePair.Create(path.Key, change.Value));
    }

    private static FileChangeType? Change((bool InHead, bool InTree) path) => path switch
    {
        (true, true) => FileChangeType.Modified,
        (true, false) => FileChangeType.Deleted,
        (false, true) => FileChangeType.Created,
        (false, false) => null,
    };

    private void ReadStaged(string? head)
    {
        var commit = head is null ? null : repository.Lookup<Commit>(head) ?? throw LibGit2Limits.Reached("HEAD is at no commit");
        foreach (var (path, old, @new) in LibGit2Commits.StagedChanges(repository, commit?.Tree))
            paths[path] = (old is not null, @new is not null);
    }

    private void ReadWorkingTree()
    {
        foreach (var entry in repository.RetrieveStatus(InWorkingTree))
        {
            var path = entry.FilePath.TrimEnd('/');
            if (entry.State == FileStatus.NewInWorkdir)
            {
                if (path != entry.FilePath)
                    LibGit2Limits.CheckInnerRepository(Path.Join(root, path));
                untracked.Add(path);
                Add(path, isTracked: false, isThere: true);
            }
            else if (entry.State == FileStatus.DeletedFromWorkdir)
            {
                Add(path, isTracked: true, isThere: IsSpecialFile(path));
            }
            else
            {
                changed.Add(path);
                Add(path, isTracked: true, isThere: true);
            }
        }
    }

    private void ReadSubmodules()
    {
        foreach (var entry in repository.Index.Where(entry => entry.Mode == Mode.GitLink))
        {
            var folder = Path.Join(root, entry.Path);
            if (!Path.Exists(folder))
                Add(entry.Path, isTracked: true, isThere: false);
            else if (GitFolder.FindGitDirectory(folder) is not null && HasMoved(folder, entry.Id.Sha))
                Add(entry.Path, isTracked: true, isThere: true);
        }
    }

    private static bool HasMoved(string submodule, string expected)
    {
        using var repository = new Repository(submodule);
        return HeadOf(repository).Id is { } head && head != expected;
    }

    private void ReadConflicts()
    {
        foreach (var conflict in repository.Index.Conflicts)
        {
            var path = (conflict.Ancestor ?? conflict.Ours ?? conflict.Theirs).Path;
            var file = new FileInfo(Path.Join(root, path));
            paths[path] = (conflict.Ours is not null, file.Exists || file.LinkTarget is not null);
        }
    }

    /// <summary>What is in the working tree; whether HEAD has it too is known from the index, where that differs from HEAD.</summary>
    private void Add(string path, bool isTracked, bool isThere) =>
        paths[path] = (paths.TryGetValue(path, out var staged) ? staged.InHead : isTracked, isThere);

    /// <summary>Whether there is a pipe or the like, which libgit2 does not see; a folder's link may lead to others.</summary>
    private bool IsSpecialFile(string path)
    {
        var file = new FileInfo(Path.Join(root, path));
        return file.Exists
            && GitFolder.RealPath(file.DirectoryName!) == Path.GetDirectoryName(Path.Join(GitFolder.RealPath(root), path));
    }
}
