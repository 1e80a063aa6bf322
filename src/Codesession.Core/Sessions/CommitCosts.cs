namespace Codesession;

/// <summary>
/// What the commits of a session cost. Each call of the session is in one part: up to the first commit, between one and the next, or
/// behind the last.
/// </summary>
/// <param name="Commits">The commits, in the order in which they were recorded.</param>
/// <param name="Uncommitted">What came behind the last commit, all where there is none; null: not known.</param>
public sealed record CommitCosts(IReadOnlyList<CommitCost> Commits, CallTotals? Uncommitted)
{
    /// <summary>
    /// Gives each call to the first commit that is not earlier. Git knows whole seconds: what was in the second of a commit led to it.
    /// A commit with a time at which the session did not go on, by a clock that was wrong or by a forger, may have been made anywhere
    /// between those recorded before and after it. Then nothing is known of it, nor of the part up to the one after it.
    /// </summary>
    internal static CommitCosts Of(
        Session session, IReadOnlyList<Commit> commits, DateTimeOffset now, Func<DateTimeOffset?, DateTimeOffset?, CallTotals> sum)
    {
        var (first, last) = (Second(session.StartTime), Second(session.EndTime ?? now) + (long)WorkInference.Afterwards.TotalSeconds);
        var dated = commits.Where(commit => Second(commit.Timestamp) is var second && second >= first && second <= last)
            .OrderBy(commit => Second(commit.Timestamp)).ToList();
        var unclear = commits.Except(dated).Select(commit => dated.Where(other => other.Id > commit.Id).MinBy(other => other.Id)?.Id).ToHashSet();

        var parts = new Dictionary<long, CallTotals>();
        DateTimeOffset? from = null;
        foreach (var commit in dated)
        {
            var end = DateTimeOffset.FromUnixTimeSeconds(Second(commit.Timestamp) + 1);
            if (!unclear.Contains(commit.Id))
            {
                parts.Add(commit.Id, sum(from, end));
            }
            from = end;
        }
        return new CommitCosts(
            [.. commits.Select(commit => new CommitCost(commit, parts.GetValueOrDefault(commit.Id)))],
            unclear.Contains(null) ? null : sum(from, null));
    }

    private static long Second(DateTimeOffset time) => time.ToUnixTimeSeconds();
}

/// <summary>A commit with what led to it.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Calls">The calls of its session since the commit before, or since its start; null: not known.</param>
public sealed record CommitCost(Commit Commit, CallTotals? Calls);
