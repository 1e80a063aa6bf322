using Codesession.Git;

namespace Codesession;

/// <summary>Reads repositories with the <c>git</c> executable (2.31 or newer): whatever git can read, this can.</summary>
public sealed class GitExecutable : IGitReader
{
    private static readonly string[] DiffTree =
        ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none"];

    private readonly GitProcess git;

    /// <summary>Makes a reader.</summary>
    /// <param name="environment">
    /// The variables of the caller's process: PATH says where git is, HOME where the user's configuration is. Those that begin with
    /// GIT_ are not passed on: a GIT_DIR, left by a hook that called us, would lead to another repository.
    /// </param>
    /// <param name="timeout">How long one command may take; 30 seconds unless told.</param>
    public GitExecutable(IReadOnlyDictionary<string, string> environment, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        git = new GitProcess(environment, timeout ?? TimeSpan.FromSeconds(30));
    }

    /// <inheritdoc/>
    public async Task<GitStatus> ReadStatusAsync(string root, CancellationToken cancellationToken = default)
    {
        var settings = await FilterDrivers.SilenceAsync(git, root, cancellationToken).ConfigureAwait(false);
        // Looking for changed files in a submodule would run a git in there, by the submodule's configuration.
        return GitOutput.Status(await git.RunAsync(root,
            ["status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--ignored=no", "--no-renames", "--no-ahead-behind",
                "--ignore-submodules=dirty"],
            settings: settings, cancellationToken: cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GitCommit>> ReadCommitsAsync(
        string root, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        if (ids.Count == 0)
            return [];
        return GitOutput.Commits(await git.RunAsync(root,
            [.. DiffTree, "--stdin", "--root", "--always", "--encoding=UTF-8", $"--format=tformat:{GitOutput.CommitFormat}"],
            input: [.. ids.Select(Whole)], cancellationToken: cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> FindUnreachableAsync(
        string root, IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        if (ids.Count == 0)
            return new HashSet<string>();
        var output = await git.RunAsync(root, ["rev-list", "--ignore-missing", "--stdin", "--not", "--branches", "HEAD"],
            input: [.. ids.Select(Whole)], cancellationToken: cancellationToken).ConfigureAwait(false);
        return Lines(output).Intersect(ids).ToHashSet();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListHistoryAsync(
        string root, string from, string? except = null, DateTimeOffset? since = null, CancellationToken cancellationToken = default)
    {
        List<string> arguments = ["rev-list", "--reverse", "--topo-order"];
        if (since is { } time)
            arguments.Add($"--max-age={time.ToUnixTimeSeconds()}");
        arguments.Add(Whole(from));
        if (except is not null)
            arguments.Add("^" + Whole(except));
        return Lines(await git.RunAsync(root, arguments, cancellationToken: cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GitCommitTime>> ListCommittedAsync(
        string root, DateTimeOffset from, DateTimeOffset to, int most, CancellationToken cancellationToken = default) =>
        // Without a commit on its branch HEAD is missing.
        [.. Lines(await git.RunAsync(root,
            ["rev-list", "--timestamp", $"--max-age={Seconds(from)}", $"--min-age={Seconds(to)}", $"--max-count={most}",
                "--ignore-missing", "--branches", "HEAD", "--"],
            cancellationToken: cancellationToken).ConfigureAwait(false)).Select(GitOutput.CommitTime)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GitChange>> DiffAsync(
        string root, string? from, string to, CancellationToken cancellationToken = default) =>
        GitOutput.Changes(await git.RunAsync(root, [.. DiffTree, Whole(from ?? GitObjectId.EmptyTreeLike(to)), Whole(to)],
            cancellationToken: cancellationToken).ConfigureAwait(false));

    private static string Whole(string id) =>
        GitObjectId.IsWhole(id) ? id : throw new ArgumentException($"'{id}' is no whole id of a git object.", nameof(id));

    // Git takes a negative number for a mistake.
    private static long Seconds(DateTimeOffset time) => Math.Max(0, time.ToUnixTimeSeconds());

    private static string[] Lines(byte[] output) =>
        System.Text.Encoding.ASCII.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
