using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Codesession.Storage;

/// <summary>What SQLite and the file system say, as errors that a user can act on.</summary>
internal static class StoreErrors
{
    public static CodesessionException From(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(ErrorCode.StoreBusy,
            $"Another program has been writing to the ledger {path} for too long. Try again; if it stays, end the program that holds the file.", error),
        raw.SQLITE_CORRUPT => new(ErrorCode.StoreCorrupt,
            $"The ledger {path} is damaged. Nothing was changed. Save a copy, then try: sqlite3 \"{path}\" .recover", error),
        raw.SQLITE_NOTADB => NoLedger(path, error),
        raw.SQLITE_FULL => Full(path, error),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => ReadOnly(path, error),
        raw.SQLITE_CANTOPEN => Directory.Exists(path)
            ? IsFolder(path, error)
            : ReadOnly(path, error),
        raw.SQLITE_IOERR => new(ErrorCode.IoError, $"The ledger {path} cannot be read or written ({error.Message}). Check the disk and the folder's rights.", error),
        _ => new(ErrorCode.Internal, $"The ledger {path} answered with an unexpected error: {error.Message}", error),
    };

    // Of the errors that .NET has no exception for, HResult is the number that the system gave.
    public static CodesessionException From(Exception error, string path) => error switch
    {
        _ when Directory.Exists(path) => IsFolder(path, error),
        UnauthorizedAccessException or IOException { HResult: 30 /* EROFS */ } => ReadOnly(path, error),
        IOException { HResult: 28 /* ENOSPC */ } => Full(path, error),
        _ => new(ErrorCode.IoError, $"The ledger {path} cannot be opened: {error.Message}", error),
    };

    private static CodesessionException IsFolder(string path, Exception error) => new(ErrorCode.IoError,
        $"{path} is a folder; the ledger is a file. Set CODESESSION_DB_PATH to a file.", error);

    private static CodesessionException Full(string path, Exception error) => new(ErrorCode.StoreFull,
        $"The disk of the ledger {path} is full. Nothing was recorded. Free some space and try again.", error);

    public static CodesessionException NoLedger(string path, Exception? error = null) => new(ErrorCode.StoreInvalid,
        $"{path} is not a Codesession ledger. Nothing was changed. Move the file away or set CODESESSION_DB_PATH to another one.", error);

    public static CodesessionException TooNew(string path, long version) => new(ErrorCode.StoreTooNew,
        $"The ledger {path} was written by a newer version of Codesession (schema {version}; this one knows {Migrations.Latest}). Update Codesession.");

    private static CodesessionException ReadOnly(string path, Exception error) => new(ErrorCode.StoreReadOnly,
        $"The ledger {path} cannot be written. Check the rights of the file and its folder, or set CODESESSION_DB_PATH to a place of yours.", error);
}
