namespace Codesession.Core.Tests.Sessions;

/// <summary>What a session changed, line by line, in real repositories.</summary>
public sealed class GitDiffsTests : SessionTest
{
    [Fact]
    public async Task A_commit_shows_what_it_changed()
    {
        var repository = GitRepository.Create(Test);
        var id = Test.Start(repository.Root).Id;
        repository.Write("größe.txt", "one\ntwo\n");
        var hash = repository.Commit("Second");
        await Test.EndAsync(id);

        var patch = await OfCommit(id, hash[..7]);

        Assert.Equal("""
            diff --git a/größe.txt b/größe.txt
            new file mode 100644
            index 0000000..814f4a4
            --- /dev/null
            +++ b/größe.txt
            @@ -0,0 +1,2 @@
            +one
            +two

            """.ReplaceLineEndings("\n"), patch.Text);
        Assert.Equal((false, hash), (patch.Truncated, patch.Until));
    }

    [Fact]
    public async Task The_first_commit_of_all_is_compared_with_nothing_and_a_merge_with_its_first_parent()
    {
        var repository = GitRepository.Create(Test, withCommit: false);
        var id = Test.Start(repository.Root).Id;
        var first = repository.Commit("First", "a.txt");
        repository.Git("checkout", "--quiet", "-b", "side");
        repository.Commit("Side", "side.txt");
        repository.Git("checkout", "--quiet", "main");
        repository.Commit("Main", "main.txt");
        repository.Git("merge", "--quiet", "--no-ff", "--message", "Merge", "side");
        await Test.EndAsync(id);

        Assert.Contains("+First", (await OfCommit(id, first)).Text);
        var merge = await OfCommit(id, repository.Git("rev-parse", "HEAD"));
        Assert.Contains("+Side", merge.Text);
        Assert.DoesNotContain("+Main", merge.Text);
    }

    [Fact]
    public async Task A_file_of_an_ended_session_shows_all_that_its_commits_did_and_nothing_later()
    {
        var repository = GitRepository.Create(Test);
        repository.Commit("before\n", "a.txt");
        var id = Test.Start(repository.Root).Id;
        repository.Commit("between\n", "a.txt");
        var last = repository.Commit("after\n", "a.txt");
        await Test.EndAsync(id);
        repository.Write("a.txt", "later");

        var patch = await OfFile(id, "a.txt");

        Assert.Equal(["-before", "+after"], Lines(patch));
        Assert.Equal(last, patch.Until);
    }

    [Fact]
    public async Task A_file_of_a_session_that_goes_on_shows_the_working_tree()
    {
        var repository = GitRepository.Create(Test);
        repository.Commit("before\n", "a.txt");
        repository.Commit("gone\n", "b.txt");
        var id = Test.Start(repository.Root).Id;
        repository.Commit("between\n", "a.txt");
        repository.Write("a.txt", "now\n");
        repository.Write("new/c.txt", "untracked\n");
        File.Delete(repository.FullPath("b.txt"));
        await Test.Ledger.Sessions.RecordWorkAsync(id, TestContext.Current.CancellationToken);

        Assert.Equal(["-before", "+now"], Lines(await OfFile(id, "a.txt")));
        Assert.Equal(["-gone"], Lines(await OfFile(id, "b.txt")));
        var added = await OfFile(id, "new/c.txt");
        Assert.Equal(["+untracked"], Lines(added));
        Assert.StartsWith("diff --git a/new/c.txt b/new/c.txt\nnew file mode 100644\n", added.Text);
        Assert.Null(added.Until);
    }

    [Fact]
    public async Task What_was_not_committed_when_a_session_ended_shows_the_working_tree()
    {
        var repository = GitRepository.Create(Test);
        repository.Commit("before\n", "a.txt");
        var id = Test.Start(repository.Root).Id;
        repository.Commit("committed\n", "b.txt");
        repository.Write("a.txt", "left\n");
        await Test.EndAsync(id);

        var patch = await OfFile(id, "a.txt");

        Assert.Equal(["-before", "+left"], Lines(patch));
        Assert.Null(patch.Until);
    }

    [Fact]
    public async Task A_session_that_began_without_a_commit_began_with_nothing()
    {
        var repository = GitRepository.Create(Test, withCommit: false);
        var id = Test.Start(repository.Root).Id;
        repository.Write("a.txt", "one\n");
        await Test.Ledger.Sessions.RecordWorkAsync(id, TestContext.Current.CancellationToken);

        Assert.Equal(["+one"], Lines(await OfFile(id, "a.txt")));

        repository.Commit("two\n", "a.txt");
        await Test.EndAsync(id);
        Assert.Equal(["+two"], Lines(await OfFile(id, "a.txt")));
    }

    [Fact]
    public async Task A_session_of_a_log_begins_before_its_first_commit()
    {
        var repository = GitRepository.Create(Test);
        repository.Commit("before\n", "a.txt");
        var id = Test.Start(repository.Root).Id;
        repository.Commit("after\n", "a.txt");
        await Test.EndAsync(id);
        Test.Sql.Execute("UPDATE sessions SET origin = 'log', start_git_head = NULL");

        Assert.Equal(["-before", "+after"], Lines(await OfFile(id, "a.txt")));

        Test.Sql.Execute("DELETE FROM commits");
        await RefusedAsync(ErrorCode.CommitNotFound, () => OfFile(id, "a.txt"));
    }

    [Theory]
    [InlineData("-p")]
    [InlineData(":(top)a.txt")]
    [InlineData("a?[b]*.txt")]
    [InlineData("with \"quotes\" and\ttab.txt")]
    [InlineData("two\nlines.txt")]
    [InlineData("sub/a b.txt")]
    public async Task Whatever_a_file_is_called_it_is_that_file_alone(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        var repository = GitRepository.Create(Test);
        repository.Commit("other\n", "a.txt");
        var id = Test.Start(repository.Root).Id;
        repository.Write("a.txt", "changed\n");
        repository.Write("aXbY.txt", "matched\n");
        repository.Write(name, "mine\n");
        await Test.Ledger.Sessions.RecordWorkAsync(id, TestContext.Current.CancellationToken);

        Assert.Equal(["+mine"], Lines(await OfFile(id, name)));

        repository.Commit("all");
        await Test.EndAsync(id);
        Assert.Equal(["+mine"], Lines(await OfFile(id, name)));
    }

    [Fact]
    public async Task Nothing_outside_of_the_working_tree_is_shown()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        var repository = GitRepository.Create(Test);
        var id = Test.Start(repository.Root).Id;
        File.WriteAllText(Path.Combine(Test.NewFolder("outside"), "secret"), "secret\n");
        Directory.CreateSymbolicLink(repository.FullPath("link"), Path.Combine(Test.Folder, "outside"));
        foreach (var path in (string[])["../outside/secret", Path.Combine(Test.Folder, "outside", "secret"), "sub/../../outside/secret", "..", ".", "", "/"])
        {
            Told(id, path);
            await RefusedAsync(ErrorCode.InvalidInput, () => OfFile(id, path));
        }

        Told(id, "link/secret");
        Assert.Empty((await OfFile(id, "link/secret")).Text);
        Told(id, "link");
        Assert.DoesNotContain("secret", (await OfFile(id, "link")).Text);
    }

    [Fact]
    public async Task A_configuration_that_moves_the_working_tree_is_not_followed()
    {
        var repository = GitRepository.Create(Test);
        var id = Test.Start(repository.Root).Id;
        File.WriteAllText(Path.Combine(Test.NewFolder("outside"), "secret"), "secret\n");
        repository.Git("config", "core.worktree", Path.Combine(Test.Folder, "outside"));
        Told(id, "secret");

        await RefusedAsync(ErrorCode.GitUnavailable, () => OfFile(id, "secret"));
    }

    [Fact]
    public async Task What_git_is_told_to_ignore_stays_unseen()
    {
        var repository = GitRepository.Create(Test);
        repository.Commit(".env\n", ".gitignore");
        var id = Test.Start(repository.Root).Id;
        repository.Write(".env", "KEY=secret\n");
        Told(id, ".env");

        Assert.Empty((await OfFile(id, ".env")).Text);
    }

    [Fact]
    public async Task Nothing_that_the_repository_names_is_executed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are shell scripts.");
        var repository = GitRepository.Create(Test);
        repository.Commit("*.txt diff=evil filter=evil\n", ".gitattributes");
        repository.Commit("before\n", "a.txt");
        var id = Test.Start(repository.Root).Id;
        var last = repository.Commit("between\n", "a.txt");
        var (program, trace) = (Path.Combine(Test.Folder, "evil"), Path.Combine(Test.Folder, "trace"));
        Tests.Git.GitRepository.WriteScript(program, $"echo \"$0 $@\" >> '{trace}'\ncat\n");
        foreach (var setting in (string[])["diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "core.fsmonitor", "core.pager"])
        {
            repository.Git("config", setting, program);
        }
        repository.Git("config", "core.hooksPath", Test.Folder);
        repository.Write("a.txt", "now\n");
        repository.Write("b.txt", "untracked\n");
        Told(id, "a.txt");
        Told(id, "b.txt");
        Test.Sql.Execute("INSERT INTO commits (session_id, hash, full_hash, message, timestamp) VALUES ($1, $2, $3, 'm', '2026-11-20T12:00:00.000Z')", id, last[..7], last);
        var environment = new Dictionary<string, string>(Test.GitEnvironment) { ["GIT_EXTERNAL_DIFF"] = program, ["GIT_PAGER"] = program };

        Assert.Equal(["-before", "+between"], Lines(await OfCommit(id, last, new GitDiffs(environment))));
        Assert.Equal(["-before", "+now"], Lines(await OfFile(id, "a.txt", new GitDiffs(environment))));
        Assert.Equal(["+untracked"], Lines(await OfFile(id, "b.txt", new GitDiffs(environment))));
        Assert.False(File.Exists(trace), File.Exists(trace) ? File.ReadAllText(trace) : "");
    }

    [Fact]
    public async Task The_users_own_ways_of_seeing_differences_change_nothing()
    {
        var repository = GitRepository.Create(Test);
        File.WriteAllText(Path.Combine(Test.Folder, ".gitconfig"), "[diff]\n\tnoprefix = true\n\tmnemonicPrefix = true\n[color]\n\tui = always\n");
        var id = Test.Start(repository.Root).Id;
        repository.Write("b.txt", "untracked\n");
        Told(id, "b.txt");

        Assert.StartsWith("diff --git a/b.txt b/b.txt\n", (await OfFile(id, "b.txt")).Text);
    }

    [Fact]
    public async Task A_binary_file_says_so()
    {
        var repository = GitRepository.Create(Test);
        var id = Test.Start(repository.Root).Id;
        repository.Write("a.bin", "\0\u0001\0");
        await Test.Ledger.Sessions.RecordWorkAsync(id, TestContext.Current.CancellationToken);

        Assert.Contains("Binary files /dev/null and b/a.bin differ", (await OfFile(id, "a.bin")).Text);
    }

    [Fact]
    public async Task A_long_difference_is_cut_behind_a_line()
    {
        var repository = GitRepository.Create(Test);
        var id = Test.Start(repository.Root).Id;
        repository.Write("long.txt", string.Concat(Enumerable.Range(0, 400_000).Select(i => $"line {i}\n")));
        repository.Write("wide.txt", new string('x', 3_000_000));
        await Test.Ledger.Sessions.RecordWorkAsync(id, TestContext.Current.CancellationToken);

        var patch = await OfFile(id, "long.txt");

        Assert.True(patch.Truncated);
        Assert.InRange(patch.Text.Length, GitDiffs.Longest - 100, GitDiffs.Longest);
        Assert.Matches(@"\n\+line \d+\n$", patch.Text[^50..]);
        var wide = await OfFile(id, "wide.txt");
        Assert.True(wide.Truncated);
        Assert.EndsWith("@@ -0,0 +1 @@\n", wide.Text);
    }

    [Fact]
    public async Task Only_commits_and_files_of_the_session_are_found()
    {
        var repository = GitRepository.Create(Test);
        var before = repository.Git("rev-parse", "HEAD");
        var id = Test.Start(repository.Root).Id;
        repository.Commit("Second", "a.txt");
        await Test.EndAsync(id);
        var sessions = Test.Ledger.Sessions;

        Assert.Equal(ErrorCode.CommitNotFound, Code(() => sessions.FindCommit(id, before)));
        foreach (var hash in (string[])["", "HEAD", "abc", "--output=x", before + "^", before.ToUpperInvariant() + "Z", new string('a', 65)])
        {
            Assert.Equal(ErrorCode.InvalidInput, Code(() => sessions.FindCommit(id, hash)));
        }
        Assert.Equal(ErrorCode.SessionNotFound, Code(() => sessions.FindCommit(99, before)));
        Assert.Equal(ErrorCode.InvalidInput, Code(() => sessions.FindFile(id, "readme.md")));
        Assert.Equal(ErrorCode.SessionNotFound, Code(() => sessions.FindFile(99, "a.txt")));
    }

    [Fact]
    public async Task A_commit_of_the_original_is_found_by_its_seven_digits_and_not_by_a_branch_of_that_name()
    {
        var repository = GitRepository.Create(Test);
        var id = Test.Start(repository.Root).Id;
        var hash = repository.Commit("Second\n", "a.txt");
        await Test.EndAsync(id);
        Test.Sql.Execute("UPDATE commits SET full_hash = NULL");

        Assert.Equal(hash, (await OfCommit(id, hash)).Until);

        repository.Git("update-ref", $"refs/heads/{hash[..7]}", "HEAD^");
        await RefusedAsync(ErrorCode.CommitNotFound, () => OfCommit(id, hash));
    }

    [Fact]
    public async Task A_commit_a_repository_or_a_git_that_is_gone_is_told()
    {
        var repository = GitRepository.Create(Test);
        var id = Test.Start(repository.Root).Id;
        var hash = repository.Commit("Second", "a.txt");
        await Test.EndAsync(id);
        var none = Test.Start(Test.Work).Id;
        Told(none, "a.txt");
        Test.Sql.Execute("INSERT INTO commits (session_id, hash, full_hash, message, timestamp) SELECT $1, 'abcdef1', 'abcdef1' || substr(full_hash, 8), 'm', timestamp FROM commits", id);

        await RefusedAsync(ErrorCode.CommitNotFound, () => OfCommit(id, "abcdef1"));
        await RefusedAsync(ErrorCode.GitUnavailable, () => OfFile(none, "a.txt"));
        await RefusedAsync(ErrorCode.GitUnavailable, () => OfCommit(id, hash, new GitDiffs(new Dictionary<string, string> { ["PATH"] = "" })));
        await RefusedAsync(ErrorCode.GitUnavailable, () => OfCommit(id, hash, new GitDiffs(SlowGit(), TimeSpan.FromMilliseconds(50))));
        repository.Delete();
        await RefusedAsync(ErrorCode.GitUnavailable, () => OfCommit(id, hash));
    }

    /// <summary>An environment with a git that does not answer.</summary>
    private Dictionary<string, string> SlowGit()
    {
        var git = Path.Combine(Test.NewFolder("slow"), OperatingSystem.IsWindows() ? "git.cmd" : "git");
        File.WriteAllText(git, OperatingSystem.IsWindows() ? "@ping -n 60 127.0.0.1 > nul" : "#!/bin/sh\nexec sleep 60\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(git, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new(Test.GitEnvironment) { ["PATH"] = Path.GetDirectoryName(git) + Path.PathSeparator + Test.GitEnvironment["PATH"] };
    }

    private Task<GitPatch> OfCommit(long id, string hash, GitDiffs? diffs = null) =>
        (diffs ?? new GitDiffs(Test.GitEnvironment)).OfCommitAsync(Test.Session(id), Test.Ledger.Sessions.FindCommit(id, hash), TestContext.Current.CancellationToken);

    private Task<GitPatch> OfFile(long id, string path, GitDiffs? diffs = null) => (diffs ?? new GitDiffs(Test.GitEnvironment))
        .OfFileAsync(Test.Session(id), [.. Test.Ledger.Sessions.Commits(id)], Test.Ledger.Sessions.FindFile(id, path), TestContext.Current.CancellationToken);

    /// <summary>Records a file of that path as a log may tell of it.</summary>
    private void Told(long id, string path) => Test.Sql.Execute(
        "INSERT INTO file_changes (session_id, file_path, change_type, timestamp, evidence) VALUES ($1, $2, 'modified', '2026-11-20T12:00:00.000Z', 'stated')", id, path);

    /// <summary>What was taken away and added.</summary>
    private static IEnumerable<string> Lines(GitPatch patch) => patch.Text.Split('\n')
        .Where(line => line is ['+' or '-', ..] && !line.StartsWith("+++", StringComparison.Ordinal) && !line.StartsWith("---", StringComparison.Ordinal));

    private static ErrorCode Code(Action act) => Assert.Throws<CodesessionException>(act).Code;
}
