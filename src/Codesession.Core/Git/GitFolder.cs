using Codesession.Git;

namespace Codesession;

/// <summary>
/// Finds repositories by walking up the folders, as git does, but without a process: every command needs the root,
/// and a spawned git costs more than all the rest of it. (<c>core.worktree</c> is not looked at.)
/// </summary>
public static class GitFolder
{
    /// <summary>
    /// The root of the working tree around a folder: the text that <c>git rev-parse --show-toplevel</c> prints there (links
    /// resolved, forward slashes). Null where git would print an error: outside a repository, in a bare one, inside <c>.git</c>.
    /// </summary>
    public static string? FindRoot(string workingDirectory)
    {
        if (!Directory.Exists(workingDirectory))
            return null;

        for (var folder = RealPath(workingDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            // A .git file that leads nowhere ends the search; a .git folder that is none does not. Git does the same.
            if (File.Exists(Path.Join(folder, ".git")))
                return RootWith(folder, FindGitDirectory(folder));
            if (FindGitDirectory(folder) is { } gitDirectory)
                return RootWith(folder, gitDirectory);
            if (IsGitDirectory(folder))
                return null;
        }
        return null;
    }

    /// <summary>Why a folder that looks like a repository has no working tree that git could read; null: it does not look like one.</summary>
    internal static string? ProblemOf(string folder) =>
        IsGitDirectory(folder) ? "This is a bare repository: it has no working tree."
        : !Path.Exists(Path.Join(folder, ".git")) ? null
        : FindGitDirectory(folder) is not null ? "This repository has no working tree here (core.bare)."
        : "The repository is damaged, or its .git leads nowhere: git does not recognize it. See: git status";

    /// <summary>The folder with HEAD, index and HEAD's reflog of the working tree at this root; null: it is no root.</summary>
    public static string? FindGitDirectory(string root)
    {
        var candidate = Path.Join(root, ".git");
        if (File.Exists(candidate))
        {
            // Linked worktrees and submodules: a file of one line that names the folder.
            var link = ReadText(candidate);
            if (link is null || !link.StartsWith("gitdir: ", StringComparison.Ordinal))
                return null;
            candidate = Path.GetFullPath(link["gitdir: ".Length..].TrimEnd('\r', '\n'), Path.GetFullPath(root));
        }
        return IsGitDirectory(candidate) ? candidate : null;
    }

    /// <summary>The folder with what a repository's worktrees share (objects, branches, config): that of the main one.</summary>
    public static string FindCommonDirectory(string gitDirectory) =>
        ReadText(Path.Join(gitDirectory, "commondir")) is { } common
            ? Path.GetFullPath(common.TrimEnd('\r', '\n'), Path.GetFullPath(gitDirectory))
            : gitDirectory;

    /// <summary>The full path of a folder with its links resolved.</summary>
    public static string RealPath(string folder) => ResolveLinks(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static string? RootWith(string folder, string? gitDirectory) =>
        gitDirectory is null || IsBare(gitDirectory) ? null
        : OperatingSystem.IsWindows() ? folder.Replace('\\', '/')
        : folder;

    private static bool IsGitDirectory(string folder)
    {
        if (!HasHead(folder))
            return false;
        var common = FindCommonDirectory(folder);
        return Directory.Exists(Path.Join(common, "objects")) && Directory.Exists(Path.Join(common, "refs"));
    }

    private static bool HasHead(string folder)
    {
        var file = new FileInfo(Path.Join(folder, "HEAD"));
        if (file.LinkTarget is { } target) // how git wrote HEAD before 2005, and still reads it
            return target.StartsWith("refs/", StringComparison.Ordinal);
        var head = file.Exists ? ReadText(file.FullName)?.TrimEnd() : null;
        return head is not null && (head.StartsWith("ref:", StringComparison.Ordinal) || GitObjectId.IsWhole(head));
    }

    /// <summary>Whether <c>core.bare</c> is set: usual for a <c>.git</c> that only linked worktrees use.</summary>
    private static bool IsBare(string gitDirectory)
    {
        if (File.Exists(Path.Join(gitDirectory, "commondir"))) // git ignores the setting in linked worktrees
            return false;
        var section = "";
        foreach (var line in (ReadText(Path.Join(gitDirectory, "config")) ?? "").AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.StartsWith('['))
                section = text.ToString();
            else if (section.Equals("[core]", StringComparison.OrdinalIgnoreCase)
                && text.StartsWith("bare", StringComparison.OrdinalIgnoreCase)
                && text[4..].TrimStart() is ['=', .. var value])
                return value.Trim() is "true" or "yes" or "on" or "1";
        }
        return false;
    }

    private static string ResolveLinks(string path, int linksLeft = 40)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        parent = ResolveLinks(parent, linksLeft);
        var here = Path.Join(parent, Path.GetFileName(path));
        return linksLeft > 0 && new DirectoryInfo(here).LinkTarget is { } target
            ? ResolveLinks(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target, parent)), linksLeft - 1)
            : here;
    }

    private static string? ReadText(string path)
    {
        try
        {
            // What has no length may be a pipe, which would wait for its writer.
            return new FileInfo(path) is { Exists: true, Length: > 0 } ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
