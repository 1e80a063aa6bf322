using System.Globalization;

namespace Codesession;

/// <summary>Words of a snapshot that every form of it shares.</summary>
public static class TodayText
{
    /// <summary>The name of a state on the wire: <c>passing</c>.</summary>
    public static string NameOf(CheckState state) => state switch
    {
        CheckState.Passing => "passing",
        CheckState.Failing => "failing",
        CheckState.Pending => "pending",
        _ => "unknown",
    };

    /// <summary>The branch and how it stands to its upstream: <c>main, 2 unpushed, 1 behind</c>.</summary>
    public static string Branch(GitState git)
    {
        ArgumentNullException.ThrowIfNull(git);
        return string.Join(", ", ((string?[])
        [
            BranchName(git),
            git.Head is null ? "no commits yet" : null,
            git.HasUnpushed ? $"{git.UnpushedCount:N0} unpushed" : null,
            git.Behind > 0 ? $"{git.Behind:N0} behind" : null,
            git.UpstreamGone ? "its upstream is gone" : null,
            git.Upstream is null && git.Head is not null && git.Branch != "HEAD" ? "no upstream" : null,
        ]).OfType<string>());
    }

    /// <summary>The branch; of a detached HEAD its commit.</summary>
    public static string BranchName(GitState git)
    {
        ArgumentNullException.ThrowIfNull(git);
        return git is { Branch: "HEAD", Head: { } head } ? $"detached at {head[..7]}" : git.Branch;
    }

    /// <summary>What is not committed: <c>2 staged, 3 modified, 1 untracked</c>; null: nothing.</summary>
    public static string? Changes(GitState git)
    {
        ArgumentNullException.ThrowIfNull(git);
        var listed = git.UncommittedFiles.CountBy(file => file.Status).ToDictionary();
        var unlisted = git.UncommittedCount - git.UncommittedFiles.Count;
        string?[] parts =
        [
            Part(git.ConflictCount, "with conflicts"), Part(git.StagedCount, "staged"), Part(listed.GetValueOrDefault("modified") - git.ConflictCount, "modified"),
            Part(listed.GetValueOrDefault("deleted"), "deleted"), Part(listed.GetValueOrDefault("untracked"), "untracked"), Part(unlisted, "more"),
        ];
        return parts.OfType<string>().ToList() is { Count: > 0 } some ? string.Join(", ", some) : null;

        static string? Part(int count, string what) => count > 0 ? string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}") : null;
    }

    /// <summary>What a session came to: <c>2h 5m, 3 files, 1 commit, $1.43</c>.</summary>
    public static string Outcome(Session session, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(session);
        return string.Join(", ", ((string?[])
        [
            session.Status == SessionPhase.Active ? $"active for {DurationText.Of(session.DurationAt(now))}" : DurationText.Of(session.Duration ?? TimeSpan.Zero),
            session.FilesChanged > 0 ? Count(session.FilesChanged, "file") : null,
            session.Commits > 0 ? Count(session.Commits, "commit") : null,
            session.AiCalls > 0 || session.AiCost > 0 ? MoneyText.Of(session) : null,
        ]).OfType<string>());
    }

    /// <summary><c>1 file</c>, <c>2 files</c>.</summary>
    public static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
