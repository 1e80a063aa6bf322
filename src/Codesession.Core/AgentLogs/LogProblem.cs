namespace Codesession;

/// <summary>What may be wrong with a log.</summary>
public enum LogProblemKind
{
    /// <summary>A line, or the whole file, is no JSON.</summary>
    Broken,
    /// <summary>It is JSON, but a call in it is told in no shape that is known.</summary>
    UnknownShape,
    /// <summary>A line, or the whole file, is too long to be read.</summary>
    TooLong,
    /// <summary>The file or folder cannot be read.</summary>
    Unreadable,
    /// <summary>A link leads back to a folder that contains it.</summary>
    LinkLoop,
    /// <summary>The ledger refused a call.</summary>
    Refused,
}

/// <summary>What could not be read in a log. Nothing else of it is lost.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Count">How often.</param>
/// <param name="Offset">Where first, in bytes from the file's beginning; null: all of it.</param>
/// <param name="Message">What the system or the ledger says; null: nothing.</param>
public sealed record LogProblem(string Path, LogProblemKind Kind, long Count, long? Offset, string? Message);

/// <summary>The names of kinds of problems, in JSON.</summary>
public static class LogProblemKinds
{
    /// <summary><c>broken</c>, <c>unknown_shape</c>, <c>too_long</c>, <c>unreadable</c>, <c>link_loop</c> or <c>refused</c>.</summary>
    public static string Name(this LogProblemKind kind) => kind switch
    {
        LogProblemKind.Broken => "broken",
        LogProblemKind.UnknownShape => "unknown_shape",
        LogProblemKind.TooLong => "too_long",
        LogProblemKind.LinkLoop => "link_loop",
        LogProblemKind.Refused => "refused",
        _ => "unreadable",
    };
}
