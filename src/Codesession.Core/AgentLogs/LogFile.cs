namespace Codesession.AgentLogs;

/// <summary>A log as it was found.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When it was last written, in UTC ticks.</param>
/// <param name="From">Where to read on.</param>
internal sealed record LogFile(string Path, long Size, long Modified, LogPosition From);

/// <summary>How far a log was read.</summary>
/// <param name="Offset">Bytes from its beginning.</param>
/// <param name="State">What its reader must know to go on, as short as can be; null: nothing.</param>
internal readonly record struct LogPosition(long Offset, string? State);
