namespace Codesession;

/// <summary>A commit that was made during a session.</summary>
/// <param name="Id">The number of the record.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Hash">The first seven digits of its id.</param>
/// <param name="FullHash">All digits; null: recorded by the original, which keeps seven.</param>
/// <param name="Message">Its subject line.</param>
/// <param name="Timestamp">The time that git has for it (the committer's).</param>
public sealed record Commit(long Id, long SessionId, string Hash, string? FullHash, string Message, DateTimeOffset Timestamp)
{
    /// <summary>How it is known; null: by a look at the repository.</summary>
    public WorkEvidence? Evidence { get; init; }
}
