using System.Globalization;
using System.Text;

namespace Codesession.Git;

/// <summary>Understands what git prints with <c>-z</c>: fields that end in NUL, so that any file name is only a file name.</summary>
internal static class GitOutput
{
    /// <summary>The format of <see cref="Commits"/>' headers: id, parents, author time, committer time, subject.</summary>
    public const string CommitFormat = "%H%x00%P%x00%at%x00%ct%x00%s";

    /// <summary>The fields as text; bytes that are not UTF-8 become U+FFFD.</summary>
    public static IEnumerable<string> Fields(byte[] output)
    {
        for (var start = 0; start < output.Length;)
        {
            var length = output.AsSpan(start).IndexOf((byte)0);
            if (length < 0)
                length = output.Length - start;
            yield return Encoding.UTF8.GetString(output, start, length);
            start += length + 1;
        }
    }

    /// <summary>The output of <c>status --porcelain=v2 --branch -z</c> without renames.</summary>
    public static GitStatus Status(byte[] output)
    {
        string? head = null;
        var branch = "HEAD";
        var dirty = new Dictionary<string, FileChangeType>();
        foreach (var field in Fields(output))
        {
            switch (field)
            {
                case ['#', ..]:
                    if (field.StartsWith("# branch.oid ", StringComparison.Ordinal) && field[13..] != "(initial)")
                        head = field[13..];
                    else if (field.StartsWith("# branch.head ", StringComparison.Ordinal) && field[14..] != "(detached)")
                        branch = field[14..];
                    break;
                case ['1', ..]: // 1 XY sub modeHEAD modeIndex modeWorktree idHEAD idIndex path
                    var changed = field.Split(' ', 9);
                    Add(changed[8], changed[3], changed[5]);
                    break;
                case ['u', ..]: // u XY sub mode1 mode2 mode3 modeWorktree id1 id2 id3 path; 2 is HEAD's side of a conflict
                    var unmerged = field.Split(' ', 11);
                    Add(unmerged[10], unmerged[4], unmerged[6]);
                    break;
                case ['?', ..]:
                    AddUntracked(field[2..].TrimEnd('/'));
                    break;
            }
        }
        return new GitStatus { Head = head, Branch = branch, DirtyFiles = dirty };

        void Add(string path, string modeInHead, string modeInTree)
        {
            const string None = "000000";
            if (modeInHead != None)
                dirty[path] = modeInTree == None ? FileChangeType.Deleted : FileChangeType.Modified;
            else if (modeInTree != None)
                dirty[path] = FileChangeType.Created;
        }

        // Removed from the index only: deleted and untracked at once, which is a file that was there and is.
        void AddUntracked(string path) => dirty[path] = dirty.ContainsKey(path) ? FileChangeType.Modified : FileChangeType.Created;
    }

    /// <summary>The output of <c>diff-tree --raw -z</c> of two trees.</summary>
    public static IReadOnlyList<GitChange> Changes(byte[] output)
    {
        var changes = new List<GitChange>();
        using var fields = Fields(output).GetEnumerator();
        while (fields.MoveNext())
            changes.Add(Change(fields.Current, Next(fields)));
        return changes;
    }

    /// <summary>The output of <c>diff-tree --stdin --raw -z</c> with <see cref="CommitFormat"/>.</summary>
    public static IReadOnlyList<GitCommit> Commits(byte[] output)
    {
        var commits = new List<GitCommit>();
        var changes = new List<GitChange>();
        using var fields = Fields(output).GetEnumerator();
        while (fields.MoveNext())
        {
            var field = fields.Current.TrimStart('\n'); // git puts a line break between a header and its changes
            if (field.StartsWith(':'))
            {
                changes.Add(Change(field, Next(fields)));
                continue;
            }
            changes = [];
            var isMerge = Next(fields).Contains(' ');
            commits.Add(new GitCommit
            {
                Id = field,
                AuthorTime = Time(Next(fields)),
                CommitterTime = Time(Next(fields)),
                Subject = Next(fields),
                Changes = isMerge ? [] : changes,
            });
        }
        return commits;
    }

    /// <summary>A line of <c>rev-list --timestamp</c>.</summary>
    public static GitCommitTime CommitTime(string line) =>
        line.IndexOf(' ') is > 0 and var space ? new(line[(space + 1)..], Time(line[..space])) : new(line, Time(""));

    // :modeOld modeNew idOld idNew letter
    private static GitChange Change(string field, string path)
    {
        var parts = field.TrimStart(':').Split(' ');
        return new GitChange(path, Entry(parts[2], parts[0]), Entry(parts[3], parts[1]));
    }

    private static GitEntry? Entry(string id, string mode) => Convert.ToInt32(mode, 8) is > 0 and var number ? new(id, number) : null;

    /// <summary>Seconds since 1970. Commits can claim any time; what no calendar has becomes its nearest day.</summary>
    public static DateTimeOffset Time(string seconds) => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(
        long.TryParse(seconds, CultureInfo.InvariantCulture, out var number) ? number : 0,
        DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    private static string Next(IEnumerator<string> fields) =>
        fields.MoveNext() ? fields.Current : throw new GitException(GitFailure.Other, "git's output ends in the middle of an entry.");
}
