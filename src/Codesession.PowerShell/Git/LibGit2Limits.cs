using LibGit2Sharp;

namespace Codesession.PowerShell.Git;

/// <summary>What libgit2 would, without a word, read otherwise than git. Each check throws where that may be so.</summary>
internal static class LibGit2Limits
{
    public static GitException Reached(string reason, Exception? inner = null) =>
        new(GitFailure.Other, $"libgit2 does not read this repository as git does: {reason}.", inner);

    /// <summary>It does not look for objects that replace others (<c>git replace</c>).</summary>
    public static void CheckObjects(Repository repository)
    {
        if (repository.Refs.FromGlob("refs/replace/*").Any())
            throw Reached("objects are replaced");
    }

    /// <summary>
    /// Of the flags that only newer versions of the index have, it takes files that a sparse checkout leaves out for deleted, and
    /// files that are only meant to be added for added.
    /// </summary>
    public static void CheckIndex(Repository repository)
    {
        var path = Path.Join(repository.Info.Path, "index");
        if (!File.Exists(path))
            return;
        using var index = File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[8]; // "DIRC" and the version
        if (index.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header[7] != 2)
            throw Reached($"its index has version {header[7]}");
    }

    /// <summary>It takes a folder with any <c>.git</c> in it for a repository.</summary>
    public static void CheckInnerRepository(string folder)
    {
        if (GitFolder.FindGitDirectory(folder) is null)
            throw Reached($"'{folder}' only looks like a repository");
    }

    /// <summary>
    /// It drops rules for ignored files that take others back, such as <c>!.gitkeep</c> after <c>logs/*</c>, or lets them reach too
    /// far; and by a rule such as <c>*/</c> it ignores the root itself.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tracked">Paths among which there may be a <c>.gitignore</c>.</param>
    public static void CheckIgnored(Repository repository, IEnumerable<string> tracked)
    {
        CheckRules([.. IgnoreFiles(repository, tracked.Append(".gitignore")), Shared(repository, "exclude")]);
        if (repository.Ignore.IsPathIgnored("/"))
            throw Reached("all of it seems to be ignored");
    }

    /// <summary>
    /// The same for rules that are not tracked. And it compares files as they are where git would first have them encoded anew, or
    /// changed by a filter of the user's own configuration, such as Git LFS. (Our git runs no filters of the repository's either.)
    /// </summary>
    /// <remarks>
    /// To be called last: LibGit2Sharp's configuration takes the place of the one that libgit2 has read, and lacks that of worktrees.
    /// </remarks>
    public static void CheckByConfiguration(
        Repository repository, IEnumerable<string> untracked, IReadOnlyCollection<string> changed)
    {
        CheckRules([.. IgnoreFiles(repository, untracked), .. OfUser(repository, "core.excludesFile", "ignore")]);
        if (changed.Count > 0)
            CheckAttributes(AttributeFiles(repository, changed), new(() => HasFiltersOfUser(repository.Config)));
    }

    private static void CheckRules(IEnumerable<string> files)
    {
        if (files.FirstOrDefault(file => File.Exists(file) && File.ReadLines(file).Any(line => line.StartsWith('!'))) is { } file)
            throw Reached($"'{file}' takes files back that are ignored");
    }

    private static void CheckAttributes(IEnumerable<string> files, Lazy<bool> hasFilters)
    {
        if (files.FirstOrDefault(file => File.Exists(file) && Converts(File.ReadAllText(file))) is { } file)
            throw Reached($"'{file}' has content converted");

        bool Converts(string attributes) => attributes.Contains("working-tree-encoding", StringComparison.Ordinal)
            || (attributes.Contains("filter", StringComparison.Ordinal) && hasFilters.Value);
    }

    private static bool HasFiltersOfUser(Configuration configuration) => configuration
        .Where(entry => entry.Key.StartsWith("filter.", StringComparison.Ordinal))
        .GroupBy(entry => entry.Key[..entry.Key.LastIndexOf('.')], entry => entry.Level)
        .Any(levels => !levels.Any(level => level is ConfigurationLevel.Local or ConfigurationLevel.Worktree));

    private static IEnumerable<string> IgnoreFiles(Repository repository, IEnumerable<string> paths) => paths
        .Where(path => Path.GetFileName(path) == ".gitignore")
        .Select(path => Path.Join(repository.Info.WorkingDirectory, path));

    private static IEnumerable<string> AttributeFiles(Repository repository, IEnumerable<string> changed) =>
    [
        .. changed.SelectMany(Folders).Distinct()
            .Select(folder => Path.Join(repository.Info.WorkingDirectory, folder, ".gitattributes")),
        Shared(repository, "attributes"),
        .. OfUser(repository, "core.attributesFile", "attributes"),
        .. GlobalSettings.GetConfigSearchPaths(ConfigurationLevel.System).Select(folder => Path.Join(folder, "gitattributes")),
    ];

    private static string Shared(Repository repository, string file) =>
        Path.Join(GitFolder.FindCommonDirectory(repository.Info.Path), "info", file);

    private static IEnumerable<string> OfUser(Repository repository, string setting, string file)
    {
        if (repository.Config.Get<string>(setting)?.Value is not { } path)
            return GlobalSettings.GetConfigSearchPaths(ConfigurationLevel.Xdg).Select(folder => Path.Join(folder, file));
        return path.StartsWith("~/", StringComparison.Ordinal)
            ? GlobalSettings.GetConfigSearchPaths(ConfigurationLevel.Global).Select(home => Path.Join(home, path[2..]))
            : [path];
    }

    /// <summary>The folders that a path is in, from the root (empty) on.</summary>
    private static IEnumerable<string> Folders(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
            yield return path[..end];
        yield return "";
    }
}
