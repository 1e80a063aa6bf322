namespace Codesession.Storage;

/// <summary>The ledger as a file: nobody but its owner may read it.</summary>
internal static class LedgerFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Makes folder and file where they are missing. SQLite gives its side files the mode of the main one.</summary>
    public static void EnsureExists(string path)
    {
        if (File.Exists(path))
        {
            return;
        }
        if (Directory.Exists(path))
        {
            throw new IOException("It is a folder.");
        }
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            CreateFolder(folder);
        }
        CreateEmpty(path);
    }

    /// <summary>Takes away what others may do with a file that an earlier program made.</summary>
    public static void Protect(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        try
        {
            File.SetUnixFileMode(path, OwnerFile);
            var folder = new DirectoryInfo(Path.GetDirectoryName(path)!);
            // Only the tool's own folder: another one (CODESESSION_DB_PATH) may be shared on purpose.
            if (folder.Name == ".codesession")
            {
                folder.UnixFileMode = OwnerFolder;
            }
        }
        catch (UnauthorizedAccessException)
        {
            // It belongs to somebody else, who lets us write: theirs to protect.
        }
    }

    public static void CreateEmpty(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }
        using var file = new FileStream(path, options);
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }
}
