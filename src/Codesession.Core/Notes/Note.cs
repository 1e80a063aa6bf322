namespace Codesession;

/// <summary>A timestamped note of a session.</summary>
/// <param name="Id">The number of the record.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Message">The text.</param>
/// <param name="Timestamp">When it was written.</param>
public sealed record Note(long Id, long SessionId, string Message, DateTimeOffset Timestamp);
