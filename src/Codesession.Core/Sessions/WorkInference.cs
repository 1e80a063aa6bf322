using Codesession.Git;
using Codesession.Storage;

namespace Codesession;

/// <summary>
/// Finds what was committed in the folders of sessions while they went on, for sessions that only a log tells of. A repository is
/// asked once for all of its sessions, and only for its commits' times; what they changed is read of those that belong to one.
/// </summary>
internal sealed class WorkInference(Database database, SessionStore sessions, WorkStore work, IGitReader reader)
{
    /// <summary>Whoever commits by hand does so soon after the agent's last word.</summary>
    public static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(2);

    /// <summary>Commits of a repository whose times are looked at, and of which the changes are read.</summary>
    private const int MostListed = 50_000, MostRead = 5_000;

    /// <summary>What a process of git, and a transaction, has to do at a time.</summary>
    private const int CommitsAtOnce = 1_000, SessionsAtOnce = 100;

    public async Task<InferredWork> InferAsync(
        IEnumerable<long> ids, Func<Session, IEnumerable<GitFileChange>, IEnumerable<GitFileChange>> filter, CancellationToken cancel)
    {
        var (added, warning) = (0L, default(string));
        foreach (var repository in ids.Select(Logged).OfType<Session>().GroupBy(session => session.GitRoot!))
        {
            cancel.ThrowIfCancellationRequested();
            if (GitFolder.FindGitDirectory(repository.Key) is null) continue;
            try
            {
                var (commits, problem) = await InferAsync(repository.Key, [.. repository], filter, cancel);
                (added, warning) = (added + commits, warning ?? problem);
            }
            catch (GitException error)
            {
                warning ??= error.Message;
                if (error.Failure == GitFailure.NotInstalled) break;
            }
        }
        return new InferredWork(added, warning);
    }

    private Session? Logged(long id) =>
        sessions.Find(id) is { Origin: SessionOrigin.Log, Status: SessionPhase.Completed, GitRoot: not null, EndTime: not null } session ? session : null;

    private async Task<InferredWork> InferAsync(
        string root, IReadOnlyList<Session> there, Func<Session, IEnumerable<GitFileChange>, IEnumerable<GitFileChange>> filter, CancellationToken cancel)
    {
        var listed = await reader.ListCommittedAsync(
            root, there.Min(session => session.StartTime), there.Max(LastMoment), MostListed, cancel);
        if (listed.Count == 0) return new InferredWork(0, null);
        var (made, observed) = (Reflog.Made(root), work.ObservedCommits(root));
        List<GitCommitTime> free =
        [
            .. listed.Where(commit => made?.MayHave(commit) != false && !observed.Contains(commit.Id) && !observed.Contains(commit.Id[..7]))
                .Reverse().OrderBy(commit => commit.Time),
        ];
        var missing = there.Select(session => (Session: session, Ids: Missing(session, free))).Where(session => session.Ids.Count > 0).ToList();
        // The newest ones, where there are too many.
        var wanted = missing.SelectMany(session => session.Ids).ToHashSet();
        List<string> read = [.. free.Where(commit => wanted.Contains(commit.Id)).TakeLast(MostRead).Select(commit => commit.Id)];
        var commits = await ReadAsync(root, read, cancel);

        var added = 0L;
        foreach (var some in missing.Chunk(SessionsAtOnce))
        {
            cancel.ThrowIfCancellationRequested();
            added += database.Write(() => some.Sum(session => Record(session.Session, [.. session.Ids.Select(commits.GetValueOrDefault).OfType<GitCommit>()], filter)));
        }
        var incomplete = listed.Count == MostListed || read.Count < wanted.Count;
        return new InferredWork(added, incomplete ? $"{root} has more commits than are looked at for the sessions of logs. The oldest were left out." : null);
    }

    /// <summary>The commits made during a session that are not on record for it, oldest first.</summary>
    private List<string> Missing(Session session, List<GitCommitTime> commits)
    {
        var first = FirstFrom(commits, session.StartTime.ToUnixTimeSeconds());
        var last = FirstFrom(commits, LastMoment(session).ToUnixTimeSeconds() + 1);
        if (first >= last) return [];
        var known = work.Commits(new RecordQuery { SessionId = session.Id }).Select(commit => commit.FullHash ?? commit.Hash).ToHashSet();
        return [.. commits[first..last].Select(commit => commit.Id).Where(id => !known.Contains(id) && !known.Contains(id[..7]))];
    }

    private async Task<Dictionary<string, GitCommit>> ReadAsync(string root, List<string> ids, CancellationToken cancel)
    {
        var commits = new Dictionary<string, GitCommit>();
        foreach (var some in ids.Chunk(CommitsAtOnce))
        {
            foreach (var commit in await reader.ReadCommitsAsync(root, some, cancel)) commits[commit.Id] = commit;
        }
        return commits;
    }

    private int Record(
        Session session, IReadOnlyList<GitCommit> commits, Func<Session, IEnumerable<GitFileChange>, IEnumerable<GitFileChange>> filter)
    {
        // Somebody may have removed it meanwhile, or gone on with it.
        if (commits.Count == 0 || Logged(session.Id) is null) return 0;
        work.AddCommits(session.Id, commits, WorkEvidence.Inferred);
        var times = new Dictionary<string, DateTimeOffset>();
        foreach (var commit in commits)
        {
            foreach (var change in commit.Changes) times[change.Path] = commit.CommitterTime;
        }
        var files = CommittedWork.Of(GitEvidence.CommitTimes, commits, commits.SelectMany(commit => commit.Changes)).Paths
            .Select(path => new GitFileChange(path.Key, path.Value.Type));
        work.AddFiles(session.Id, filter(session, files).Select(file => (file.Path, file.Type, times[file.Path])), WorkEvidence.Inferred);
        return commits.Count;
    }

    private static DateTimeOffset LastMoment(Session session) =>
        session.EndTime < DateTimeOffset.MaxValue - Afterwards ? session.EndTime.Value + Afterwards : DateTimeOffset.MaxValue;

    // Commits know whole seconds only.
    private static int FirstFrom(List<GitCommitTime> commits, long second)
    {
        var (low, high) = (0, commits.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (commits[middle].Time.ToUnixTimeSeconds() < second) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
