using System.Globalization;

namespace Codesession.Git;

/// <summary>What moved HEAD, as far as it tells new work from old.</summary>
internal enum HeadMove
{
    /// <summary>To a commit that was there already: checkout, reset, fast-forward, …</summary>
    Moved,
    /// <summary>To a new commit: commit, merge, cherry-pick, revert, am.</summary>
    Committed,
    /// <summary>To a new commit in place of the one HEAD was at.</summary>
    Amended,
    /// <summary>To a new copy of a commit: a step of a rebase.</summary>
    Copied,
    /// <summary>To a new commit that is the one HEAD was at and another: a fixup or squash of a rebase.</summary>
    Squashed,
}

/// <summary>One line of HEAD's reflog.</summary>
/// <param name="OldId">Where HEAD was; zeros: nowhere.</param>
/// <param name="NewId">Where it went.</param>
/// <param name="Move">What moved it.</param>
internal sealed record ReflogEntry(string OldId, string NewId, HeadMove Move);

/// <summary>The commits that were made in a working tree.</summary>
/// <param name="Since">What was made before is not known: git forgets old entries, and a clone has none of before.</param>
/// <param name="Ids">The commits made since.</param>
internal sealed record MadeCommits(DateTimeOffset Since, IReadOnlySet<string> Ids)
{
    /// <summary>Whether a commit may have been made here. One that was pulled, or made in another worktree, was not.</summary>
    public bool MayHave(GitCommitTime commit) => commit.Time < Since || Ids.Contains(commit.Id);
}

/// <summary>
/// HEAD's reflog, read from its file: the one record of what was done in this working tree. Its order counts, not its times,
/// which GIT_COMMITTER_DATE forges.
/// </summary>
internal static class Reflog
{
    /// <summary>How many entries there are. Null: unknown, because git keeps none here or keeps them otherwise (reftable).</summary>
    public static int? Count(string root, bool hasCommits) =>
        PathOf(root) is not { } path ? null
        : ReadLines(path) is { } lines ? lines.Count
        : hasCommits ? null
        : 0; // git makes the file with the first commit

    /// <summary>
    /// The entries beyond the first <paramref name="count"/>, oldest first. Null where the reflog does not tell: it is missing,
    /// was cut (shorter than it was) or does not go on from <paramref name="head"/>.
    /// </summary>
    public static IReadOnlyList<ReflogEntry>? ReadSince(string root, int? count, string? head)
    {
        if (count is not { } known || PathOf(root) is not { } path)
            return null;
        var lines = ReadLines(path) ?? [];
        if (lines.Count < known)
            return null;
        var entries = lines.Skip(known).Select(Parse).OfType<ReflogEntry>().ToList();
        var goesOn = entries is not [var first, ..] || first.OldId == head || (head is null && GitObjectId.IsZero(first.OldId));
        return goesOn ? entries : null;
    }

    /// <summary>The commits that were made in this working tree, as far back as it is known. Null: the reflog does not tell.</summary>
    public static MadeCommits? Made(string root)
    {
        if (PathOf(root) is not { } path || ReadLines(path) is not [var first, ..] lines)
            return null;
        var made = lines.Select(Parse).OfType<ReflogEntry>().Where(entry => entry.Move != HeadMove.Moved);
        return TimeOf(first) is { } since ? new MadeCommits(since, made.Select(entry => entry.NewId).ToHashSet()) : null;
    }

    private static DateTimeOffset? TimeOf(string line)
    {
        var tab = line.IndexOf('\t');
        return (tab < 0 ? line : line[..tab]).Split(' ') is [.., var seconds, _] && uint.TryParse(seconds, CultureInfo.InvariantCulture, out var number)
            ? DateTimeOffset.FromUnixTimeSeconds(number)
            : null;
    }

    // old SP new SP who SP time SP zone TAB message
    private static ReflogEntry? Parse(string line)
    {
        var tab = line.IndexOf('\t');
        var ids = line.Split(' ', 3);
        return ids.Length == 3 && GitObjectId.IsWhole(ids[0]) && GitObjectId.IsWhole(ids[1])
            ? new ReflogEntry(ids[0], ids[1], Classify(tab < 0 ? "" : line[(tab + 1)..]))
            : null;
    }

    /// <summary>What a message such as <c>rebase (pick): Subject</c> says.</summary>
    internal static HeadMove Classify(string message)
    {
        var colon = message.IndexOf(": ", StringComparison.Ordinal);
        var action = colon < 0 ? message.TrimEnd(':') : message[..colon];
        var detail = colon < 0 ? "" : message[(colon + 2)..];
        if (detail.Equals("fast-forward", StringComparison.OrdinalIgnoreCase) && !action.StartsWith("commit", StringComparison.Ordinal))
            return HeadMove.Moved;

        return action.Split(' ')[0] switch
        {
            "commit" => action.Contains("(amend)", StringComparison.Ordinal) ? HeadMove.Amended : HeadMove.Committed,
            "cherry-pick" or "revert" or "am" when !action.Contains(" --abort", StringComparison.Ordinal) => HeadMove.Committed,
            "merge" or "pull" when detail.StartsWith("Merge made", StringComparison.Ordinal) => HeadMove.Committed,
            "rebase" or "pull" => RebaseStep(action, detail),
            _ => HeadMove.Moved,
        };
    }

    private static HeadMove RebaseStep(string action, string detail)
    {
        var open = action.IndexOf('(');
        var step = open < 0 ? "" : action[(open + 1)..].Split(')')[0];
        return step switch
        {
            "pick" or "reword" or "edit" or "continue" or "merge" => HeadMove.Copied,
            "fixup" or "squash" => HeadMove.Squashed,
            // Git before 2.26 writes no step where it rebases by applying patches.
            "" when action == "rebase" && !detail.StartsWith("checkout ", StringComparison.Ordinal) => HeadMove.Copied,
            _ => HeadMove.Moved,
        };
    }

    private static string? PathOf(string root)
    {
        if (GitFolder.FindGitDirectory(root) is not { } gitDirectory)
            return null;
        var isReftable = Directory.Exists(Path.Join(GitFolder.FindCommonDirectory(gitDirectory), "reftable"));
        return isReftable ? null : Path.Join(gitDirectory, "logs", "HEAD");
    }

    private static List<string>? ReadLines(string path)
    {
        try
        {
            // Git may be writing to it.
            using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return [.. file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
