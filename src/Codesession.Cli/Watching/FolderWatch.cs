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
    private Dictionary<string, (DateTimeOffset Written, long Size)>? known;

    public FolderWatch(string root)
    {
        this.root = root;
        var rules = Path.Combine(root, ".gitignore");
        if (File.Exists(rules))
        {
            ignored.AddRules(File.ReadAllLines(rules));
        }
        known = Scan();
    }

    /// <summary>Whether the folder holds too many files.</summary>
    public bool IsTooLarge => known is null;

    /// <summary>What has changed since the last look.</summary>
    public List<GitFileChange> Look()
    {
        var now = Scan();
        var changes = new List<GitFileChange>();
        if (now is not null && known is not null)
        {
            foreach (var (path, state) in now)
            {
                if (!known.Remove(path, out var before))
                {
                    changes.Add(new(path, FileChangeType.Created));
                }
                else if (before != state)
                {
                    changes.Add(new(path, FileChangeType.Modified));
                }
            }
            changes.AddRange(known.Keys.Select(path => new GitFileChange(path, FileChangeType.Deleted)));
        }
        known = now;
        return changes;
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
