using System.Globalization;

namespace Codesession.Git;

/// <summary>Reads what a working tree is like, in two or three processes; nothing that the repository's configuration names is executed.</summary>
internal sealed class GitStateReader(GitProcess git)
{
    private const string CommitFormat = "%H%x00%at%x00%s";

    /// <summary>The state of the working tree at this root.</summary>
    /// <exception cref="GitException">It cannot be read.</exception>
    public async Task<GitState> ReadAsync(string root, CancellationToken cancellationToken)
    {
        var settings = await FilterDrivers.SilenceAsync(git, root, cancellationToken).ConfigureAwait(false);
        // Looking for changed files in a submodule would run a git in there, by the submodule's configuration.
        var state = Status(await git.RunAsync(root,
            ["status", "--porcelain=v2", "--branch", "--show-stash", "-z", "--untracked-files=all", "--ignored=no", "--ahead-behind", "--find-renames", "--ignore-submodules=dirty"],
            settings: settings, cancellationToken: cancellationToken).ConfigureAwait(false));
        var commits = state.Head is null ? Task.FromResult<byte[]>([]) : git.RunAsync(root,
            ["log", $"--max-count={GitState.MostCommits}", "--no-show-signature", "--encoding=UTF-8", "-z", $"--format=tformat:{CommitFormat}", "HEAD", "--"],
            cancellationToken: cancellationToken);
        var stashes = state.StashCount == 0 ? Task.FromResult<byte[]>([]) : git.RunAsync(root,
            ["log", "--walk-reflogs", $"--max-count={GitState.MostStashes}", "--no-show-signature", "--encoding=UTF-8", "-z", "--format=tformat:%gs", "refs/stash", "--"],
            cancellationToken: cancellationToken);
        await Task.WhenAll(commits, stashes).ConfigureAwait(false);
        return state with
        {
            RecentCommits = [.. GitOutput.Fields(await commits.ConfigureAwait(false)).Chunk(3).Select(commit => new RecentCommit(commit[0][..7], commit[2], GitOutput.Time(commit[1])))],
            Stashes = [.. GitOutput.Fields(await stashes.ConfigureAwait(false)).Select((message, index) => new Stash(index, message))],
        };
    }

    /// <summary>The output of <c>status --porcelain=v2 --branch --show-stash -z</c>.</summary>
    internal static GitState Status(byte[] output)
    {
        var state = new GitState { Branch = "HEAD", UncommittedFiles = [], StagedFiles = [] };
        var (uncommitted, staged) = (new List<FileState>(), new List<FileState>());
        var conflicts = 0;
        using var fields = GitOutput.Fields(output).GetEnumerator();
        while (fields.MoveNext())
        {
            var field = fields.Current;
            switch (field)
            {
                case ['#', ' ', ..]:
                    state = Header(state, field[2..]);
                    break;
                case ['1', ..]: // 1 XY sub modeHEAD modeIndex modeWorktree idHEAD idIndex path
                    Add(field[2], field[3], field.Split(' ', 9)[8]);
                    break;
                case ['2', ..]: // 2 XY sub modeHEAD modeIndex modeWorktree idHEAD idIndex score path, and in a field of its own the old path
                    Add(field[2], field[3], field.Split(' ', 10)[9]);
                    fields.MoveNext();
                    break;
                case ['u', ..]: // u XY sub mode1 mode2 mode3 modeWorktree id1 id2 id3 path
                    uncommitted.Add(new FileState(field.Split(' ', 11)[10], "modified"));
                    conflicts++;
                    break;
                case ['?', ..]:
                    uncommitted.Add(new FileState(field[2..], "untracked"));
                    break;
            }
        }
        return state with
        {
            UncommittedFiles = First(uncommitted), UncommittedCount = uncommitted.Count,
            StagedFiles = First(staged), StagedCount = staged.Count, ConflictCount = conflicts,
        };

        void Add(char inIndex, char inTree, string path)
        {
            if (inIndex != '.')
                staged.Add(new FileState(path, inIndex == 'A' ? "new file" : "staged"));
            if (inTree != '.')
                uncommitted.Add(new FileState(path, inTree switch { 'D' => "deleted", 'A' => "untracked", _ => "modified" })); // A: only announced (add -N)
        }
    }

    private static GitState Header(GitState state, string header) => header.Split(' ', 2) switch
    {
        ["branch.oid", var id] when id != "(initial)" => state with { Head = id },
        ["branch.head", var name] when name != "(detached)" => state with { Branch = name },
        // How far apart they are follows, where it is there.
        ["branch.upstream", var name] => state with { Upstream = name, UpstreamGone = state.Head is not null },
        ["branch.ab", var counts] when counts.Split(' ') is [var ahead, var behind] => state with { UpstreamGone = false, UnpushedCount = Count(ahead), Behind = Count(behind) },
        ["stash", var count] => state with { StashCount = Count(count) },
        _ => state,
    };

    // +3, -2
    private static int Count(string text) => int.TryParse(text.AsSpan().TrimStart("+-"), CultureInfo.InvariantCulture, out var count) ? count : 0;

    private static List<FileState> First(List<FileState> files) => files.Count <= GitState.MostFiles ? files : files[..GitState.MostFiles];
}
