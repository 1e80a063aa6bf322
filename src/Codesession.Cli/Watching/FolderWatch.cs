using System.IO.Enumeration;
using MAB.DotIgnore;

namespace Codesession.Cli.Watching;

/// <summary>
/// What changes in a folder that is no repository, found by comparing times and sizes. Honours the folder's own
/// <c>.gitignore</c>.
/// </summary>
internal sealed class FolderWatch
{
    /// <summary>A folder with more files than this (about 20 MB) is not watched.</summary>
    public const int MostFiles = 100_000;

    private static readonly EnumerationOptions Flat = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly string root;
    private readonly IgnoreList ignored = new([".git", "node_modules"]);
    private readonly Dictionary<string, (DateTimeOffset Written, long Size)>? start;

    public FolderWatch(string root)
    {
        this.root = root;
        foreach (var rule in Rules(Path.Combine(root, ".gitignore")))
        {
            TryIgnore(rule);
        }
        start = Scan();
    }

    /// <summary>Whether the folder holds too many files.</summary>
    public bool IsTooLarge => start is null;

    /// <summary>What differs from the start.</summary>
    public List<GitFileChange> Look()
    {
        if (start is null || Scan() is not { } now)
        {
            return [];
        }
        return
        [
            .. from file in now
               let known = start.ContainsKey(file.Key)
               where !known || start[file.Key] != file.Value
               select new GitFileChange(file.Key, known ? FileChangeType.Modified : FileChangeType.Created),
            .. from path in start.Keys
               where !now.ContainsKey(path)
               select new GitFileChange(path, FileChangeType.Deleted),
        ];
    }

    private static string[] Rules(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
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

    private Dictionary<string, (DateTimeOffset, long)>? Scan()
    {
        var files = new Dictionary<string, (DateTimeOffset, long)>();
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var folder))
        {
            foreach (var (name, isFolder, written, size) in Entries(Path.Combine(root, folder)))
            {
                var path = folder.Length == 0 ? name : $"{folder}/{name}";
                if (ignored.IsIgnored(path, isFolder))
                {
                    continue;
                }
                if (isFolder)
                {
                    folders.Push(path);
                }
                else if (files.Count == MostFiles)
                {
                    return null;
                }
                else
                {
                    files[path] = (written, size);
                }
            }
        }
        return files;
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
