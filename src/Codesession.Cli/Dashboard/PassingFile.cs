namespace Codesession.Cli.Dashboard;

/// <summary>A file for one answer, which only its owner can read, and which is gone with the answer.</summary>
internal static class PassingFile
{
    /// <summary>Makes one beside the ledger: there is room for it, and the folder for temporary files may be memory.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.IoError"/>.</exception>
    public static FileStream Create(string ledgerPath)
    {
        var path = $"{ledgerPath}.export-{Guid.NewGuid():N}.tmp";
        var how = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 64 * 1024,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        try
        {
            var file = new FileStream(path, how);
            if (!OperatingSystem.IsWindows())
            {
                // A process that is killed leaves none behind.
                File.Delete(path);
            }
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CodesessionException(ErrorCode.IoError, $"A file beside the ledger cannot be written: {error.Message}", error) { Subject = path };
        }
    }
}
