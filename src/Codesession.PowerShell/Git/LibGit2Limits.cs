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
    /// It lets a rule such as <c>*/</c> ignore the root itself, and one such as <c>!*.log</c> reach into a folder that is ignored but
    /// has files that are tracked.
    /// </summary>
    public static void CheckIgnored(Repository repository, IEnumerable<string> untracked)
    {
        var folders = untracked.SelectMany(Folders).Append("").Distinct();
        if (folders.Any(folder => repository.Ignore.IsPathIgnored($"{folder}/")))
            throw Reached("its rules for ignored files leave room for doubt");
    }

    /// <summary>
    /// It compares files as they are where git would first have them encoded anew, or changed by a filter of the user's own
    /// configuration, such as Git LFS. (Filters of the repository's configuration are not run by our git either.)
    /// </summary>
    public static void CheckContent(Repository repository, string root, IReadOnlyCollection<string> changed)
    {
        if (changed.Count == 0)
            return;
        var hasFilters = new Lazy<bool>(() => HasFiltersOfUser(repository.Config));
        if (AttributeFiles(repository, root, changed).FirstOrDefault(file => Mentions(file, hasFilters)) is { } file)
            throw Reached($"'{file}' has content converted");
    }

    private static bool HasFiltersOfUser(Configuration configuration) => configuration
        .Where(entry => entry.Key.StartsWith("filter.", StringComparison.Ordinal))
        .GroupBy(entry => entry.Key[..entry.Key.LastIndexOf('.')], entry => entry.Level)
        .Any(levels => !levels.Any(level => level is ConfigurationLevel.Local or ConfigurationLevel.Worktree));

    private static IEnumerable<string> AttributeFiles(Repository repository, string root, IEnumerable<string> changed) =>
    [
        .. changed.SelectMany(Folders).Distinct().Select(folder => Path.Join(root, folder, ".gitattributes")),
        Path.Join(GitFolder.FindCommonDirectory(repository.Info.Path), "info", "attributes"),
        .. repository.Config.Get<string>("core.attributesFile") is { } setting ? [setting.Value] : In(ConfigurationLevel.Xdg, "attributes"),
        .. In(ConfigurationLevel.System, "gitattributes"),
    ];

    private static IEnumerable<string> In(ConfigurationLevel level, string file) =>
        GlobalSettings.GetConfigSearchPaths(level).Select(folder => Path.Join(folder, file));

    /// <summary>The folders that a path is in, from the root (empty) on.</summary>
    private static IEnumerable<string> Folders(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
            yield return path[..end];
        yield return "";
    }

    private static bool Mentions(string attributes, Lazy<bool> hasFilters)
    {
        if (!File.Exists(attributes))
            return false;
        var text = File.ReadAllText(attributes);
        return text.Contains("working-tree-encoding", StringComparison.Ordinal)
            || (text.Contains("filter", StringComparison.Ordinal) && hasFilters.Value);
    }
}
