namespace Codesession.Git;

/// <summary>Finds the commits that a session made, by the best evidence there is.</summary>
internal sealed class SessionCommits(IGitReader reader, string root, DateTimeOffset sessionStart, CancellationToken cancellationToken)
{
    // Commits know whole seconds only.
    private readonly DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(sessionStart.ToUnixTimeSeconds());

    /// <summary>
    /// The commits that the reflog says were made, less those that nothing reaches any more (amended, reset). So a commit on a branch
    /// that was left again counts, and one that was pulled or switched to does not.
    /// </summary>
    public async Task<CommittedWork> FromReflogAsync(IReadOnlyList<ReflogEntry> entries)
    {
        var moves = MovesToNewCommits(entries);
        // Whether an amended commit still exists is asked along with the new ones.
        var replaced = moves.Where(move => move.Move is HeadMove.Amended or HeadMove.Squashed).Select(move => move.OldId);
        var ids = moves.Select(move => move.NewId).ToList();
        var read = reader.ReadCommitsAsync(root, [.. ids.Union(replaced)], cancellationToken);
        var unreachable = reader.FindUnreachableAsync(root, ids, cancellationToken);
        await Task.WhenAll(read, unreachable).ConfigureAwait(false);

        var existing = (await read.ConfigureAwait(false)).ToDictionary(commit => commit.Id);
        var gone = await unreachable.ConfigureAwait(false);
        var made = OnlyNewWork([.. moves.Where(move => existing.ContainsKey(move.NewId))], existing).ToDictionary(move => move.NewId);
        var kept = made.Keys.Where(id => !gone.Contains(id)).Select(id => existing[id]).ToList(); // a dictionary that only grew is in order
        // Of several squashes in a row only the last has its final message, by which new work is known.
        var steps = moves.Where(move => made.ContainsKey(move.NewId) || move.Move == HeadMove.Squashed).ToDictionary(move => move.NewId);
        var changes = await Task.WhenAll(kept.Select(commit => ChangesOfAsync(commit, steps, existing))).ConfigureAwait(false);
        return CommittedWork.Of(GitEvidence.Reflog, kept, changes.SelectMany(list => list));
    }

    /// <summary>The commits between the start and the end, where the reflog does not tell.</summary>
    public async Task<CommittedWork> WithoutReflogAsync(GitBaseline baseline, string? head)
    {
        if (head is null || head == baseline.Head)
            return CommittedWork.Of(GitEvidence.StartCommit, [], []);

        if (await ExistsAsync(baseline.Head).ConfigureAwait(false))
            return await BetweenAsync(GitEvidence.StartCommit, baseline.Head, head).ConfigureAwait(false);

        var startedEmpty = baseline.Head is null && (baseline.ReflogLength is not null || baseline.DirtyFiles is not null);
        if (startedEmpty)
            return await BetweenAsync(GitEvidence.EmptyStart, null, head).ConfigureAwait(false);

        var ids = await reader.ListHistoryAsync(root, head, since: start, cancellationToken: cancellationToken).ConfigureAwait(false);
        var commits = await reader.ReadCommitsAsync(root, ids, cancellationToken).ConfigureAwait(false);
        return CommittedWork.Of(GitEvidence.CommitTimes, commits, commits.SelectMany(commit => commit.Changes));
    }

    /// <summary>
    /// The moves that made a commit. Where HEAD was before is not new: an amend that changes nothing, within a second, makes the commit
    /// that is there already.
    /// </summary>
    private static List<ReflogEntry> MovesToNewCommits(IReadOnlyList<ReflogEntry> entries)
    {
        var seen = new HashSet<string>();
        var moves = new List<ReflogEntry>();
        foreach (var entry in entries)
        {
            seen.Add(entry.OldId);
            if (entry.Move != HeadMove.Moved && seen.Add(entry.NewId))
                moves.Add(entry);
        }
        return moves;
    }

    /// <summary>
    /// The moves without the steps of rebases that only copied old work. A copy keeps the author's time of its original; it counts where
    /// that is in the session, and where the original, or the fixup in it, was committed in the session.
    /// </summary>
    private IEnumerable<ReflogEntry> OnlyNewWork(IReadOnlyList<ReflogEntry> moves, Dictionary<string, GitCommit> commits)
    {
        var committed = moves
            .Where(move => move.Move is HeadMove.Committed or HeadMove.Amended)
            .Select(move => commits[move.NewId])
            .ToList();
        var originals = committed.Select(commit => (commit.AuthorTime, commit.Subject)).ToHashSet();
        var subjects = committed.Select(commit => commit.Subject).ToHashSet();
        return moves.Where(IsNew);

        bool IsNew(ReflogEntry move)
        {
            var commit = commits[move.NewId];
            return move.Move is HeadMove.Committed or HeadMove.Amended
                || commit.AuthorTime >= start
                || originals.Contains((commit.AuthorTime, commit.Subject))
                || (move.Move is HeadMove.Squashed
                    && (subjects.Contains($"fixup! {commit.Subject}") || subjects.Contains($"squash! {commit.Subject}")));
        }
    }

    /// <summary>What a commit added: to its parent, but to the commit it replaced where that was there before the session.</summary>
    private Task<IReadOnlyList<GitChange>> ChangesOfAsync(
        GitCommit commit, Dictionary<string, ReflogEntry> steps, Dictionary<string, GitCommit> existing)
    {
        string? replaced = null;
        var move = steps[commit.Id];
        while (move?.Move is HeadMove.Amended or HeadMove.Squashed)
        {
            replaced = move.OldId;
            move = steps.GetValueOrDefault(replaced);
        }
        var replacedOldWork = replaced is not null && move is null && existing.ContainsKey(replaced);
        return replacedOldWork
            ? reader.DiffAsync(root, replaced, commit.Id, cancellationToken)
            : Task.FromResult(commit.Changes);
    }

    private async Task<CommittedWork> BetweenAsync(GitEvidence evidence, string? start, string head)
    {
        var changes = reader.DiffAsync(root, start, head, cancellationToken);
        var ids = await reader.ListHistoryAsync(root, head, except: start, cancellationToken: cancellationToken).ConfigureAwait(false);
        var commits = await reader.ReadCommitsAsync(root, ids, cancellationToken).ConfigureAwait(false);
        return CommittedWork.Of(evidence, commits, await changes.ConfigureAwait(false));
    }

    private async Task<bool> ExistsAsync(string? id) => GitObjectId.IsWhole(id)
        && (await reader.ReadCommitsAsync(root, [id!], cancellationToken).ConfigureAwait(false)).Count == 1;
}
