using System.Text;
using Codesession.Git;

namespace Codesession;

/// <summary>
/// What a session changed, line by line, read from its repository with the <c>git</c> executable. Nothing that the repository's
/// configuration names is executed, and nothing outside of its working tree is read. For use by any number of threads.
/// </summary>
public sealed class GitDiffs
{
    /// <summary>The longest patch, in bytes.</summary>
    public const int Longest = 1_000_000;

    // The plumbing takes nothing from the user's settings of git diff; the prefixes are for the one command that does.
    private static readonly string[] Form =
        ["-p", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=dirty", "--src-prefix=a/", "--dst-prefix=b/"];

    private readonly GitProcess git;

    /// <summary>Makes a reader.</summary>
    /// <param name="environment">The variables of the caller's process, as for <see cref="GitExecutable"/>.</param>
    /// <param name="timeout">How long one command of git may take; 10 seconds unless told.</param>
    public GitDiffs(IReadOnlyDictionary<string, string> environment, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        git = new GitProcess(environment, timeout ?? TimeSpan.FromSeconds(10));
    }

    /// <summary>What a commit changed; a merge, to its first parent.</summary>
    /// <param name="session">The session that made it.</param>
    /// <param name="commit">The commit (<see cref="Sessions.FindCommit(long, string)"/>).</param>
    /// <param name="cancel">Stops git.</param>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.CommitNotFound"/>: the repository has it no more; <see cref="ErrorCode.GitUnavailable"/>: there is no git, no
    /// repository any more, or it cannot be read.
    /// </exception>
    public Task<GitPatch> OfCommitAsync(Session session, Commit commit, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(commit);
        return GuardAsync(async () =>
        {
            var repository = await OpenAsync(session, cancel).ConfigureAwait(false);
            var id = await IdAsync(repository, commit.FullHash ?? commit.Hash, cancel).ConfigureAwait(false);
            var patch = await git.RunAsync(repository.Root, ["diff-tree", "-r", "--root", "--no-commit-id", "--diff-merges=first-parent", .. Form, id],
                most: Longest, cancellationToken: cancel).ConfigureAwait(false);
            return Patch(patch, id);
        });
    }

    /// <summary>
    /// What became of a file in a session: from the commit at its start (where there was none, from nothing) to its last commit where it has
    /// ended, else to the working tree as it is now; there, too, where no commit of the session has a change of the file. A session that
    /// only a log tells of begins before its first commit.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="commits">Its commits, oldest first.</param>
    /// <param name="file">The file (<see cref="Sessions.FindFile"/>).</param>
    /// <param name="cancel">Stops git.</param>
    /// <exception cref="CodesessionException">
    /// As for a commit; <see cref="ErrorCode.CommitNotFound"/> too where it is not known what the session began with;
    /// <see cref="ErrorCode.InvalidInput"/>: the file is outside of the repository.
    /// </exception>
    public Task<GitPatch> OfFileAsync(Session session, IReadOnlyList<Commit> commits, FileChange file, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(commits);
        ArgumentNullException.ThrowIfNull(file);
        return GuardAsync(async () =>
        {
            var repository = await OpenAsync(session, cancel).ConfigureAwait(false);
            var path = PathIn(repository.Root, session, file);
            var from = await StartAsync(repository, session, commits, cancel).ConfigureAwait(false);
            if (session.Status == SessionPhase.Completed && commits.Count > 0)
            {
                var last = await IdAsync(repository, commits[^1].FullHash ?? commits[^1].Hash, cancel).ConfigureAwait(false);
                var committed = await git.RunAsync(repository.Root, ["diff-tree", "-r", .. Form, from, last, "--", Literal(path)],
                    most: Longest, cancellationToken: cancel).ConfigureAwait(false);
                if (committed.Length > 0)
                    return Patch(committed, last);
            }
            return Patch(await ToWorkingTreeAsync(repository.Root, from, path, cancel).ConfigureAwait(false), null);
        });
    }

    private async Task<byte[]> ToWorkingTreeAsync(string root, string from, string path, CancellationToken cancel)
    {
        var settings = await FilterDrivers.SilenceAsync(git, root, cancel).ConfigureAwait(false);
        var patch = await git.RunAsync(root, ["diff-index", .. Form, from, "--", Literal(path)],
            settings: settings, most: Longest, cancellationToken: cancel).ConfigureAwait(false);
        if (patch.Length > 0)
            return patch;

        // Git compares only what it tracks. What it is told to ignore, a file with keys for one, stays unseen; so does what lies behind a link.
        var untracked = await git.RunAsync(root, ["ls-files", "-z", "--others", "--exclude-standard", "--", Literal(path)],
            settings: settings, cancellationToken: cancel).ConfigureAwait(false);
        return GitOutput.Fields(untracked).Contains(path)
            ? await git.RunAsync(root, ["diff", "--no-index", .. Form, "--", "/dev/null", path],
                settings: settings, emptyExitCode: 1, most: Longest, cancellationToken: cancel).ConfigureAwait(false)
            : patch;
    }

    /// <summary>The repository, where it still is one. Its configuration may say that the working tree is elsewhere: then it is not read.</summary>
    private async Task<Repository> OpenAsync(Session session, CancellationToken cancel)
    {
        if (session.GitRoot is not { } root)
            throw Unavailable($"Session {session.Id} was in no git repository.");
        if (!Path.IsPathFullyQualified(root) || GitFolder.FindRoot(root) is not { } found || GitFolder.RealPath(root) != GitFolder.RealPath(found))
            throw Unavailable($"{root} is no git repository any more. It may have been moved or removed.");
        var answer = Encoding.UTF8.GetString(await git.RunAsync(found, ["rev-parse", "--show-toplevel", "--show-object-format"], cancellationToken: cancel).ConfigureAwait(false));
        return answer.TrimEnd('\n').Split('\n') is [.. var lines, var format] && string.Join('\n', lines) == found
            ? new Repository(found, GitObjectId.EmptyTree(format == "sha256"))
            : throw Unavailable($"The working tree of the repository at {found} is elsewhere (core.worktree).");
    }

    private async Task<string> StartAsync(Repository repository, Session session, IReadOnlyList<Commit> commits, CancellationToken cancel)
    {
        if (session.StartGitHead is { } head)
            return await IdAsync(repository, head, cancel).ConfigureAwait(false);
        if (session.Origin != SessionOrigin.Log)
            return repository.EmptyTree;
        if (commits.Count == 0)
            throw new CodesessionException(ErrorCode.CommitNotFound, $"Only a log tells of session {session.Id}: it is not known which commit it began with.") { Subject = session.Id };
        var first = await IdAsync(repository, commits[0].FullHash ?? commits[0].Hash, cancel).ConfigureAwait(false);
        return await FindAsync(repository, first + "^1", cancel).ConfigureAwait(false) ?? repository.EmptyTree;
    }

    private async Task<string> IdAsync(Repository repository, string hash, CancellationToken cancel)
    {
        // A branch may have the digits for its name.
        var id = GitObjectId.IsHash(hash) ? await FindAsync(repository, hash, cancel).ConfigureAwait(false) : null;
        return id?.StartsWith(hash, StringComparison.Ordinal) == true ? id
            : throw new CodesessionException(ErrorCode.CommitNotFound,
                $"The repository {repository.Root} has no commit {PlainText.Of(hash, 64)} any more. It may have been amended, rebased or never fetched.")
            {
                Subject = hash,
            };
    }

    private async Task<string?> FindAsync(Repository repository, string name, CancellationToken cancel)
    {
        var answer = await git.RunAsync(repository.Root, ["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"],
            emptyExitCode: 1, cancellationToken: cancel).ConfigureAwait(false);
        return Encoding.ASCII.GetString(answer).TrimEnd() is var id && GitObjectId.IsWhole(id) ? id : null;
    }

    private static string PathIn(string root, Session session, FileChange file)
    {
        if (!file.FilePath.Contains('\0') && Path.IsPathFullyQualified(session.WorkingDirectory))
        {
            var path = Path.GetRelativePath(root, Path.GetFullPath(file.FilePath, GitFolder.RealPath(session.WorkingDirectory)));
            if (path is not ("." or "..") && !path.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(path))
                return OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
        }
        throw new CodesessionException(ErrorCode.InvalidInput, $"{PlainText.Of(file.FilePath, 400)} is outside of the repository {root}.") { Subject = file.FilePath };
    }

    // Whatever its characters are, from the root.
    private static string Literal(string path) => ":(top,literal)" + path;

    private static GitPatch Patch(byte[] output, string? until)
    {
        var truncated = output.Length > Longest;
        var length = truncated ? output.AsSpan(0, Longest).LastIndexOf((byte)'\n') + 1 : output.Length;
        return new GitPatch(Encoding.UTF8.GetString(output, 0, length), truncated, until);
    }

    private static async Task<GitPatch> GuardAsync(Func<Task<GitPatch>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (GitException error)
        {
            throw new CodesessionException(ErrorCode.GitUnavailable, error.Message, error);
        }
    }

    private static CodesessionException Unavailable(string problem) => new(ErrorCode.GitUnavailable, problem);

    private sealed record Repository(string Root, string EmptyTree);
}
