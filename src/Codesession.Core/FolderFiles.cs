using System.IO.Enumeration;
using MAB.DotIgnore;

namespace Codesession;

/// <summary>A file of a folder that is no repository.</summary>
/// <param name="Path">From the folder, <c>/</c> between folders.</param>
/// <param name="Written">When it was last written.</param>
/// <param name="Size">In bytes.</param>
public sealed record FolderFile(string Path, DateTimeOffset Written, long Size);

/// <summary>The files of a folder that is no repository, without what its own <c>.gitignore</c> names. Links are not followed.</summary>
public sealed class FolderFiles
{
    private static readonly EnumerationOptions Flat = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly string root;
    private readonly IgnoreList ignored;

    /// <summary>Reads what to leave out.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="besides">What to leave out besides <c>.git</c> and <c>node_modules</c>, as a line of <c>.gitignore</c> says it.</param>
    public FolderFiles(string root, params IEnumerable<string> besides)
    {
        ArgumentNullException.ThrowIfNull(root);
        this.root = root;
        ignored = new IgnoreList([".git", "node_modules", .. besides]);
        foreach (var rule in Rules(Path.Combine(root, ".gitignore")))
        {
            TryIgnore(rule);
        }
    }

    /// <summary>The files as they are found.</summary>
    /// <param name="deepest">How many folders deep to look.</param>
    public IEnumerable<FolderFile> Find(int deepest = int.MaxValue)
    {
        var folders = new Stack<(string Path, int Depth)>([("", 0)]);
        while (folders.TryPop(out var folder))
        {
            foreach (var (name, isFolder, written, size) in Entries(Path.Combine(root, folder.Path)))
            {
                var path = folder.Path.Length == 0 ? name : $"{folder.Path}/{name}";
                if (ignored.IsIgnored(path, isFolder))
                {
                    continue;
                }
                if (!isFolder)
                {
                    yield return new FolderFile(path, written, size);
                }
                else if (folder.Depth < deepest)
                {
                    folders.Push((path, folder.Depth + 1));
                }
            }
        }
    }

    private static string[] Rules(string path)
    {
        try
        {
            // What has no length may be a pipe, which would wait for its writer.
            return new FileInfo(path) is { Exists: true, Length: > 0 } ? File.ReadAllLines(path) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void TryIgnore(string rule)
    {
        try
        {
            ignored.AddRule(rule);
        }
        catch (ArgumentException)
        {
            // The library takes some patterns apart that git just matches nothing with.
        }
    }

    private static List<(string Name, bool IsFolder, DateTimeOffset Written, long Size)> Entries(string folder)
    {
        try
        {
            return [.. new FileSystemEnumerable<(string, bool, DateTimeOffset, long)>(
                folder, (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory, entry.LastWriteTimeUtc, entry.Length), Flat)];
        }
        catch (DirectoryNotFoundException)
        {
            // Removed since its parent was listed.
            return [];
        }
    }
}
