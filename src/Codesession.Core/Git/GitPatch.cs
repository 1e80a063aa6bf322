namespace Codesession;

/// <summary>A difference as <c>git diff</c> prints it. Of a binary file it only says that it differs.</summary>
/// <param name="Text">The patch; empty: nothing differs. Bytes that are not UTF-8 are U+FFFD.</param>
/// <param name="Truncated">It was longer than <see cref="GitDiffs.Longest"/> and ends behind a line before that.</param>
/// <param name="Until">The whole id of the commit that it leads to; null: the working tree as it is now.</param>
public sealed record GitPatch(string Text, bool Truncated, string? Until);
