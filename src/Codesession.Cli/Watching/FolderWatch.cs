namespace Codesession.Cli.Watching;

/// <summary>
/// What changes in a folder that is no repository, found by comparing times and sizes. Honours the folder's own
/// <c>.gitignore</c>.
/// </summary>
internal sealed class FolderWatch
{
    /// <summary>A folder with more files than this (about 20 MB) is not watched.</summary>
    public const int MostFiles = 100_000;

    private readonly FolderFiles files;
    private readonly Dictionary<string, (DateTimeOffset Written, long Size)>? start;

    public FolderWatch(string root)
    {
        files = new FolderFiles(root);
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

    private Dictionary<string, (DateTimeOffset, long)>? Scan()
    {
        var found = new Dictionary<string, (DateTimeOffset, long)>();
        foreach (var file in files.Find())
        {
            if (found.Count == MostFiles)
            {
                return null;
            }
            found[file.Path] = (file.Written, file.Size);
        }
        return found;
    }
}
