namespace Codesession;

/// <summary>A file that a session changed. A rename is a deletion and a creation.</summary>
/// <param name="Id">The number of the record.</param>
/// <param name="SessionId">The session.</param>
/// <param name="FilePath">Relative to the session's scope, with <c>/</c> between folders.</param>
/// <param name="ChangeType">What became of the file since the session's start.</param>
/// <param name="Timestamp">When the change was recorded.</param>
public sealed record FileChange(long Id, long SessionId, string FilePath, FileChangeType ChangeType, DateTimeOffset Timestamp)
{
    /// <summary>How it is known; null: by a look at the repository.</summary>
    public WorkEvidence? Evidence { get; init; }
}

/// <summary>The names of kinds of change, in the ledger and in JSON.</summary>
public static class FileChangeTypes
{
    /// <summary><c>created</c>, <c>modified</c> or <c>deleted</c>.</summary>
    public static string Name(this FileChangeType type) => type switch
    {
        FileChangeType.Created => "created",
        FileChangeType.Deleted => "deleted",
        _ => "modified",
    };

    internal static FileChangeType Parse(string name) => name switch
    {
        "created" => FileChangeType.Created,
        "deleted" => FileChangeType.Deleted,
        _ => FileChangeType.Modified,
    };
}
