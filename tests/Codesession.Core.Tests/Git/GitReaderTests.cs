namespace Codesession.Core.Tests.Git;

/// <summary>What every reader of repositories must do; a subclass names the reader.</summary>
public abstract class GitReaderTests
{
    private const string Missing = "1234567890123456789012345678901234567890";

    protected abstract IGitReader Reader { get; }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_repository_has_a_branch_and_no_head()
    {
        using var repository = GitRepository.Create();
        var status = await Reader.ReadStatusAsync(repository.Root, Token);
        Assert.Null(status.Head);
        Assert.Equal("main", status.Branch);
        Assert.Empty(status.DirtyFiles);
    }

    [Fact]
    public async Task The_head_and_the_branch_are_told()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("checkout", "-q", "-b", "topic/über");
        var status = await Reader.ReadStatusAsync(repository.Root, Token);
        Assert.Equal(repository.Head, status.Head);
        Assert.Equal("topic/über", status.Branch);
    }

    [Fact]
    public async Task A_detached_head_is_called_HEAD()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("checkout", "-q", "--detach");
        Assert.Equal("HEAD", (await Reader.ReadStatusAsync(repository.Root, Token)).Branch);
    }

    [Fact]
    public async Task Dirty_files_are_told_by_how_they_differ_from_head_staged_or_not()
    {
        using var repository = GitRepository.Create();
        repository.Write(".gitignore", "ignored*");
        foreach (var name in (string[])["changed", "staged", "both", "deleted", "removed", "untracked-now", "same"])
            repository.Write(name, name);
        repository.Commit("first");
        repository.Write("changed", "other");
        repository.Write("staged", "other");
        repository.Write("both", "other");
        repository.Write("new-staged", "new");
        repository.Write("came-and-went", "new");
        repository.Git("add", "staged", "both", "new-staged", "came-and-went");
        repository.Write("both", "yet another");
        repository.Delete("came-and-went");
        repository.Delete("deleted");
        repository.Git("rm", "-q", "removed");
        repository.Git("rm", "-q", "--cached", "untracked-now");
        repository.Write("folder/new", "new");
        repository.Write("folder/deeper/new", "new");
        repository.Write("ignored.txt", "");

        Assert.Equal(
            [
                ("both", FileChangeType.Modified), ("changed", FileChangeType.Modified), ("deleted", FileChangeType.Deleted),
                ("folder/deeper/new", FileChangeType.Created), ("folder/new", FileChangeType.Created),
                ("new-staged", FileChangeType.Created), ("removed", FileChangeType.Deleted), ("staged", FileChangeType.Modified), ("untracked-now", FileChangeType.Modified),
            ],
            await DirtyFiles(repository));
    }

    [Fact]
    public async Task A_rename_is_a_deletion_and_a_creation()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("mv", "a", "c");
        Assert.Equal([("a", FileChangeType.Deleted), ("c", FileChangeType.Created)], await DirtyFiles(repository));
        repository.Commit("moved");
        var commit = Assert.Single(await Reader.ReadCommitsAsync(repository.Root, [repository.Head], Token));
        Assert.Equal(["a", "c"], commit.Changes.Select(change => change.Path).Order());
    }

    [Fact]
    public async Task A_conflict_is_a_modified_file()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("checkout", "-q", "-b", "topic");
        repository.Write("a", "topic");
        repository.Commit("topic");
        repository.Git("checkout", "-q", "main");
        repository.Write("a", "main");
        repository.Commit("main");
        Assert.Throws<InvalidOperationException>(() => repository.Git("merge", "topic"));
        Assert.Equal([("a", FileChangeType.Modified)], await DirtyFiles(repository));
    }

    [Fact]
    public async Task A_submodule_and_an_inner_repository_are_one_path()
    {
        using var library = GitRepository.CreateWithHistory();
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.Root, "lib");
        repository.Commit("library");
        GitRepository.Run(repository.PathOf("lib"),
            ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-q", "--allow-empty", "-m", "new"]);
        Directory.CreateDirectory(repository.PathOf("inner"));
        GitRepository.Run(repository.PathOf("inner"), ["init", "-q"]);
        File.WriteAllText(repository.PathOf("inner/file"), "");
        Assert.Equal([("inner", FileChangeType.Created), ("lib", FileChangeType.Modified)], await DirtyFiles(repository));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("untracked")]
    [InlineData("dirty")]
    [InlineData("all")]
    public async Task Of_a_submodule_its_commit_counts_and_nothing_else_whatever_the_settings_say(string ignore)
    {
        using var library = GitRepository.CreateWithHistory();
        using var repository = GitRepository.CreateWithHistory();
        foreach (var name in (string[])["dirty", "gone", "moved", "removed", "staged"])
        {
            repository.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.Root, name);
            repository.Git("config", "-f", ".gitmodules", $"submodule.{name}.ignore", ignore);
        }
        repository.Commit("libraries");
        repository.Git("config", "diff.ignoreSubmodules", ignore);
        repository.Write("dirty/a", "changed");
        repository.Write("dirty/new", "new");
        foreach (var name in (string[])["moved", "staged"])
            GitRepository.Run(repository.PathOf(name),
                ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-q", "--allow-empty", "-m", "new"]);
        repository.Git("add", "-f", "staged");
        repository.Git("rm", "-q", "--cached", "removed");
        Directory.Delete(repository.PathOf("removed"), recursive: true);
        Directory.Delete(repository.PathOf("gone"), recursive: true);
        Assert.Equal(
            [
                ("gone", FileChangeType.Deleted), ("moved", FileChangeType.Modified),
                ("removed", FileChangeType.Deleted), ("staged", FileChangeType.Modified),
            ],
            await DirtyFiles(repository));
    }

    [Fact]
    public async Task A_link_a_pipe_or_a_folder_in_place_of_a_file_is_told()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no named pipes in folders.");
        using var repository = GitRepository.Create();
        foreach (var name in (string[])["folder", "link", "pipe", "within/linked"])
            repository.Write(name, name);
        repository.Commit("files");
        foreach (var name in (string[])["folder", "link", "pipe"])
            repository.Delete(name);
        repository.Write("folder/file", "");
        File.CreateSymbolicLink(repository.PathOf("link"), "nowhere");
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", [repository.PathOf("pipe")]);
        await mkfifo.WaitForExitAsync(Token);
        Directory.Move(repository.PathOf("within"), repository.Beside("elsewhere"));
        Directory.CreateSymbolicLink(repository.PathOf("within"), repository.Beside("elsewhere"));
        Assert.Equal(
            [
                ("folder", FileChangeType.Deleted), ("folder/file", FileChangeType.Created), ("link", FileChangeType.Modified),
                ("pipe", FileChangeType.Modified), ("within", FileChangeType.Created), ("within/linked", FileChangeType.Deleted),
            ],
            await DirtyFiles(repository));
    }

    [Fact]
    public async Task A_worktree_is_read_by_its_own_settings_and_those_of_all()
    {
        using var repository = GitRepository.CreateWithHistory();
        var tree = repository.Beside("tree");
        repository.Git("worktree", "add", "-q", tree);
        repository.Git("config", "extensions.worktreeConfig", "true");
        GitRepository.Run(tree, ["config", "--worktree", "core.fileMode", "false"]);
        repository.Git("config", "core.autocrlf", "input");
        foreach (var root in (string[])[repository.Root, tree])
        {
            GitRepository.Run(root, ["update-index", "--chmod=+x", "b"]);
            File.WriteAllText(Path.Join(root, "new"), "1\r\n");
            GitRepository.Run(root, ["add", "new"]);
            GitRepository.Run(root, ["commit", "-q", "-m", "line ends"]);
            File.SetLastWriteTimeUtc(Path.Join(root, "new"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
        // Executable as committed, and not in the working tree: a change where that bit is looked at.
        string[] expected = OperatingSystem.IsWindows() ? [] : ["b"];
        Assert.Equal(expected, (await Reader.ReadStatusAsync(repository.Root, Token)).DirtyFiles.Keys);
        Assert.Empty((await Reader.ReadStatusAsync(tree, Token)).DirtyFiles);
    }

    [Fact]
    public async Task A_file_that_was_only_touched_or_got_other_line_ends_by_setting_is_the_same()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("lines", "1\n2\n");
        repository.Commit("lines");
        repository.Git("config", "core.autocrlf", "true");
        repository.Delete("lines");
        repository.Git("checkout", "-q", "lines");
        Assert.Equal("1\r\n2\r\n", File.ReadAllText(repository.PathOf("lines")));
        foreach (var name in (string[])["a", "lines"])
            File.SetLastWriteTimeUtc(repository.PathOf(name), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Empty(await DirtyFiles(repository));
    }

    public static TheoryData<string> StrangeNames =>
    [
        "with space", "-n", "--help", "\"quoted\\\\\"", "'single'", "line\nbreak", "tab\there", "über/日本語/🎉", ":(glob)*", "@{1}", "#x", " ",
    ];

    [Theory]
    [MemberData(nameof(StrangeNames))]
    public async Task Any_file_name_is_only_a_file_name(string name)
    {
        if (OperatingSystem.IsWindows() && name.IndexOfAny(['"', '\n', '\t', ':', '*', ' ']) >= 0)
            Assert.Skip("Windows has no such file names.");
        using var repository = GitRepository.CreateWithHistory();
        repository.Write(name, "1");
        Assert.Equal([(name, FileChangeType.Created)], await DirtyFiles(repository));
        repository.Commit("named");
        repository.Write(name, "2");
        Assert.Equal([(name, FileChangeType.Modified)], await DirtyFiles(repository));
        var commit = Assert.Single(await Reader.ReadCommitsAsync(repository.Root, [repository.Head], Token));
        Assert.Equal(name, Assert.Single(commit.Changes).Path);
    }

    [Fact]
    public async Task A_file_name_that_is_no_text_has_replacement_characters()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux has file names that are no text.");
        using var repository = GitRepository.CreateWithHistory();
        var blob = repository.Git("hash-object", "-w", "a");
        File.WriteAllBytes(repository.PathOf("../index"), [.. System.Text.Encoding.ASCII.GetBytes($"100644 {blob}\tx"), 0xFF, .. "y\n"u8]);
        using var shell = System.Diagnostics.Process.Start("sh",
            ["-c", $"cd '{repository.Root}' && git update-index --index-info < ../index"]);
        await shell.WaitForExitAsync(Token);
        repository.CommitStaged("no text");
        var commit = Assert.Single(await Reader.ReadCommitsAsync(repository.Root, [repository.Head], Token));
        Assert.Equal("x\uFFFDy", Assert.Single(commit.Changes).Path);
        Assert.Contains(("x\uFFFDy", FileChangeType.Deleted), await DirtyFiles(repository));
    }

    [Fact]
    public async Task Commits_are_read_in_the_order_asked_for_and_missing_ones_left_out()
    {
        using var repository = GitRepository.CreateWithHistory();
        var first = repository.Head;
        repository.Write("a", "2");
        repository.Delete("b");
        var second = repository.Commit("Über\nzwei Zeilen\n\nbody", "2001-01-01T01:00:00+0100");

        var commits = await Reader.ReadCommitsAsync(repository.Root, [second, Missing, first], Token);

        Assert.Equal([second, first], commits.Select(commit => commit.Id));
        Assert.Equal(["Über zwei Zeilen", "first"], commits.Select(commit => commit.Subject));
        Assert.Equal(DateTimeOffset.Parse("2001-01-01T00:00:00Z"), commits[0].CommitterTime);
        Assert.Equal(DateTimeOffset.Parse("2001-01-01T00:00:00Z"), commits[0].AuthorTime);
        Assert.Equal(["a", "b"], commits[0].Changes.Select(change => change.Path));
        Assert.Null(commits[0].Changes[1].New);
        Assert.Equal(["a", "b"], commits[1].Changes.Select(change => change.Path));
        Assert.All(commits[1].Changes, change => Assert.Null(change.Old));
        Assert.Equal(commits[1].Changes[0].New, commits[0].Changes[0].Old);
    }

    [Theory]
    [InlineData("\n\n  lead\n x y \t\n\tz\n\nbody", "  lead  x y \tz")]
    [InlineData("one\r\ntwo\r\n\r\nbody", "one two")]
    [InlineData(" \n\t\nfirst", "first")]
    [InlineData("\u00A0\nno break", "\u00A0 no break")]
    public async Task A_subject_is_the_first_paragraph_in_one_line(string message, string subject)
    {
        using var repository = GitRepository.CreateWithHistory();
        var id = repository.CommitStaged(message, null, "--cleanup=verbatim");
        Assert.Equal(subject, Assert.Single(await Reader.ReadCommitsAsync(repository.Root, [id], Token)).Subject);
    }

    [Fact]
    public async Task Permissions_in_old_trees_are_those_that_git_would_write_today()
    {
        using var repository = GitRepository.Create();
        repository.Write("a", "a");
        var today = repository.Commit("today");
        var blob = Convert.FromHexString(repository.Git("rev-parse", "HEAD:a"));
        File.WriteAllBytes(repository.Beside("tree"), [.. "100664 a\0"u8, .. blob]);
        var tree = repository.Git("hash-object", "-w", "-t", "tree", "--literally", repository.Beside("tree"));
        var old = repository.Git("commit-tree", "-m", "old", tree);
        repository.Git("reset", "-q", old);

        Assert.Empty(await DirtyFiles(repository));
        Assert.Empty(await Reader.DiffAsync(repository.Root, today, old, Token));
        var commit = Assert.Single(await Reader.ReadCommitsAsync(repository.Root, [old], Token));
        Assert.Equal(Convert.ToInt32("100644", 8), Assert.Single(commit.Changes).New!.Value.Mode);
    }

    [Fact]
    public async Task A_commit_without_changes_or_words_and_a_merge_are_read()
    {
        using var repository = GitRepository.CreateWithHistory();
        var empty = repository.CommitStaged("", null, "--allow-empty-message");
        repository.Git("checkout", "-q", "-b", "topic", "HEAD~1");
        repository.Write("c", "c");
        repository.Commit("c");
        repository.Git("merge", "-q", "--no-edit", "main");

        var commits = await Reader.ReadCommitsAsync(repository.Root, [repository.Head, empty], Token);

        Assert.Equal(["Merge branch 'main' into topic", ""], commits.Select(commit => commit.Subject));
        Assert.All(commits, commit => Assert.Empty(commit.Changes));
    }

    [Fact]
    public async Task A_change_of_mode_is_a_change()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("update-index", "--chmod=+x", "a");
        repository.CommitStaged("executable");
        var change = Assert.Single((await Reader.ReadCommitsAsync(repository.Root, [repository.Head], Token))[0].Changes);
        Assert.Equal(change.Old!.Value.Id, change.New!.Value.Id);
        Assert.Equal(Convert.ToInt32("100755", 8), change.New.Value.Mode);
    }

    [Fact]
    public async Task A_difference_is_told_between_any_two_commits_and_from_nothing()
    {
        using var repository = GitRepository.CreateWithHistory();
        var first = repository.Head;
        repository.Write("b", "2");
        repository.Commit("second");
        repository.Write("c", "c");
        var third = repository.Commit("third");

        Assert.Equal(["b", "c"], (await Reader.DiffAsync(repository.Root, first, third, Token)).Select(change => change.Path));
        Assert.Equal(["a", "b", "c"], (await Reader.DiffAsync(repository.Root, null, third, Token)).Select(change => change.Path));
        Assert.Empty(await Reader.DiffAsync(repository.Root, third, third, Token));
    }

    [Fact]
    public async Task Unreachable_is_what_neither_head_nor_a_local_branch_has()
    {
        using var repository = GitRepository.CreateWithHistory();
        var first = repository.Head;
        var dropped = repository.CommitStaged("dropped");
        repository.Git("tag", "tagged");
        repository.Git("reset", "-q", "--hard", first);
        repository.Git("checkout", "-q", "-b", "topic");
        var onBranch = repository.CommitStaged("on a branch");
        repository.Git("checkout", "-q", "--detach", first);
        var detached = repository.CommitStaged("detached");

        var unreachable = await Reader.FindUnreachableAsync(repository.Root, [first, dropped, onBranch, detached], Token);

        Assert.Equal([dropped], unreachable);
        Assert.Empty(await Reader.FindUnreachableAsync(repository.Root, [], Token));
    }

    [Fact]
    public async Task Nothing_is_reachable_where_there_is_no_commit()
    {
        using var repository = GitRepository.CreateWithHistory();
        var first = repository.Head;
        repository.Git("update-ref", "-d", "HEAD");
        Assert.Equal([first], await Reader.FindUnreachableAsync(repository.Root, [first], Token));
    }

    [Fact]
    public async Task History_goes_from_parents_to_children_within_its_limits()
    {
        using var repository = GitRepository.CreateWithHistory();
        var first = repository.Head;
        var second = repository.CommitStaged("second", "2021-01-01T00:00:00Z");
        var third = repository.CommitStaged("third", "2022-01-01T00:00:00Z");

        Assert.Equal([first, second, third], await Reader.ListHistoryAsync(repository.Root, third, cancellationToken: Token));
        Assert.Equal([third], await Reader.ListHistoryAsync(repository.Root, third, except: second, cancellationToken: Token));
        var time = DateTimeOffset.Parse("2021-01-01T00:00:00Z");
        Assert.Equal([second, third], await Reader.ListHistoryAsync(repository.Root, third, since: time, cancellationToken: Token));
    }

    [Fact]
    public async Task What_was_committed_in_a_time_is_listed_of_all_local_branches_newest_first()
    {
        using var repository = GitRepository.Create();
        var time = DateTimeOffset.Parse("2021-01-01T00:00:00Z");
        repository.Commit("before", "2020-12-31T23:59:59Z");
        var first = repository.Commit("first", "2021-01-01T00:00:00Z");
        repository.Git("checkout", "-q", "-b", "topic");
        var topic = repository.Commit("topic", "2021-01-01T02:00:00+01:00");
        repository.Git("checkout", "-q", "--detach", "main");
        var detached = repository.Commit("detached", "2021-01-01T02:00:00Z");
        repository.Commit("after", "2021-01-01T02:00:01Z");

        Assert.Equal([new(detached, time.AddHours(2)), new(topic, time.AddHours(1)), new(first, time)], await List(10));
        Assert.Equal([new(detached, time.AddHours(2)), new(topic, time.AddHours(1))], await List(2));

        Task<IReadOnlyList<GitCommitTime>> List(int most) => Reader.ListCommittedAsync(repository.Root, time, time.AddHours(2), most, Token);
    }

    [Fact]
    public async Task Without_a_commit_nothing_was_committed_and_a_new_branch_without_one_hides_no_other()
    {
        using var repository = GitRepository.Create();
        Assert.Empty(await List());
        var commit = repository.Commit("first", GitRepository.LongAgo);
        repository.Git("checkout", "-q", "--orphan", "other");
        Assert.Equal([new(commit, DateTimeOffset.Parse(GitRepository.LongAgo))], await List());

        Task<IReadOnlyList<GitCommitTime>> List() => Reader.ListCommittedAsync(repository.Root, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 10, Token);
    }

    [Fact]
    public async Task What_is_no_whole_id_is_not_handed_to_git()
    {
        using var repository = GitRepository.CreateWithHistory();
        foreach (var id in (string[])["HEAD", "--all", "-1", "", "abc"])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Reader.ReadCommitsAsync(repository.Root, [id], Token));
            await Assert.ThrowsAsync<ArgumentException>(() => Reader.FindUnreachableAsync(repository.Root, [id], Token));
            await Assert.ThrowsAsync<ArgumentException>(() => Reader.DiffAsync(repository.Root, null, id, Token));
            await Assert.ThrowsAsync<ArgumentException>(() => Reader.ListHistoryAsync(repository.Root, id, cancellationToken: Token));
        }
    }

    [Fact]
    public async Task Nothing_that_a_repository_names_is_executed()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("The traps are shell scripts.");
        using var repository = GitRepository.CreateWithHistory();
        var canary = repository.Beside("canary");
        var trap = repository.Beside("trap");
        GitRepository.WriteScript(trap, $"echo \"$0 $*\" >> '{canary}'\ncat\n");
        repository.Write(".gitattributes", "* diff=evil filter=evil\nb filter=e=vil\n");
        repository.Git("add", ".gitattributes");
        var first = repository.Head;
        repository.Write("a", "changed");
        var second = repository.CommitStaged("second", null, "-a");
        foreach (var hook in (string[])["post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"])
            File.Copy(trap, repository.PathOf($".git/hooks/{hook}"));
        foreach (var setting in (string[])["core.fsmonitor", "core.pager", "core.sshCommand", "core.alternateRefsCommand", "diff.external",
            "diff.evil.command", "diff.evil.textconv", "gpg.program", "alias.status", "alias.diff-tree", "filter.e=vil.process"])
            repository.Git("config", setting, trap);
        // Most filters are hidden in a file that is included.
        File.WriteAllText(repository.PathOf(".git/more"), $"[filter \"evil\"]\n clean = {trap}\n smudge = {trap}\n required = true\n");
        repository.Git("config", "include.path", "more");
        repository.Git("config", "pager.status", "true");
        repository.Git("config", "log.showSignature", "true");
        repository.Git("config", "core.fsmonitorHookVersion", "2");
        // Same size, other time: git has to read these files, through the filters if it may.
        repository.Write("a", "CHANGED");
        repository.Write("b", "B");
        File.Delete(canary);

        var status = await Reader.ReadStatusAsync(repository.Root, Token);
        await Reader.ReadCommitsAsync(repository.Root, [first, second], Token);
        await Reader.FindUnreachableAsync(repository.Root, [first, second], Token);
        await Reader.DiffAsync(repository.Root, first, second, Token);
        await Reader.ListHistoryAsync(repository.Root, second, first, cancellationToken: Token);
        await Reader.ListCommittedAsync(repository.Root, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, 10, Token);

        Assert.False(File.Exists(canary), File.Exists(canary) ? File.ReadAllText(canary) : "");
        Assert.Equal(["a", "b"], status.DirtyFiles.Keys.Order());
        repository.Git("status"); // the traps do work
        Assert.True(File.Exists(canary));
    }

    [Fact]
    public virtual async Task A_sha256_repository_is_read()
    {
        using var repository = GitRepository.Create("--object-format=sha256");
        repository.Write("a", "1");
        var first = repository.Commit("first");
        repository.Write("a", "2");
        Assert.Equal(64, first.Length);
        Assert.Equal([("a", FileChangeType.Modified)], await DirtyFiles(repository));
        Assert.Equal("first", Assert.Single(await Reader.ReadCommitsAsync(repository.Root, [first], Token)).Subject);
        Assert.Equal("a", Assert.Single(await Reader.DiffAsync(repository.Root, null, first, Token)).Path);
    }

    [Fact]
    public async Task A_repository_of_another_user_is_refused_as_such()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            Assert.Skip("Only root can give a repository to another user.");
        using var repository = GitRepository.CreateWithHistory();
        using var chown = System.Diagnostics.Process.Start("chown", ["-R", "54321:54321", repository.Root]);
        await chown.WaitForExitAsync(Token);
        var failure = await Assert.ThrowsAsync<GitException>(() => Reader.ReadStatusAsync(repository.Root, Token));
        Assert.Equal(GitFailure.Refused, failure.Failure);
        Assert.Contains("safe.directory", failure.Message);
    }

    [Fact]
    public async Task A_folder_without_a_repository_is_a_failure()
    {
        using var repository = GitRepository.Create();
        foreach (var folder in (string[])[repository.Beside(""), repository.Beside("missing")])
            Assert.Equal(GitFailure.Other,
                (await Assert.ThrowsAsync<GitException>(() => Reader.ReadStatusAsync(folder, Token))).Failure);
    }

    [Fact]
    public async Task A_cancelled_reading_ends()
    {
        using var repository = GitRepository.CreateWithHistory();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Reader.ReadStatusAsync(repository.Root, new CancellationToken(canceled: true)));
    }

    private async Task<IEnumerable<(string, FileChangeType)>> DirtyFiles(GitRepository repository) =>
        (await Reader.ReadStatusAsync(repository.Root, Token)).DirtyFiles
            .Select(file => (file.Key, file.Value))
            .OrderBy(file => file.Key, StringComparer.Ordinal);
}
