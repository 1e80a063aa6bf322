namespace Codesession;

/// <summary>A folder that somebody wants to hear of each day.</summary>
/// <param name="Id">The number of the record.</param>
/// <param name="Path">Full path: the git root, else the folder itself; <c>/</c> between folders, on Windows too.</param>
/// <param name="Name">What it is called.</param>
/// <param name="AddedAt">When it was registered.</param>
public sealed record Project(long Id, string Path, string Name, DateTimeOffset AddedAt);
