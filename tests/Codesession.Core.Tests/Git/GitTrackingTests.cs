namespace Codesession.Core.Tests.Git;

/// <summary>What a session is told to have done; a subclass names the reader.</summary>
public abstract class GitTrackingTests
{
    protected abstract IGitReader Reader { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GitTracking Tracking => new(Reader);

    /// <summary>Runs a session around the work, and tells it as text: subjects, and paths as <c>+created *modified -deleted</c>.</summary>
    private async Task<(string Commits, string Files, GitEvidence Evidence)> During(
        GitRepository repository, Action work, Func<GitBaseline, GitBaseline>? change = null, string? root = null)
    {
        root ??= repository.Root;
        var baseline = await Tracking.CaptureAsync(root, Token);
        var start = DateTimeOffset.UtcNow;
        work();
        var changes = await Tracking.ChangesSinceAsync(root, change?.Invoke(baseline) ?? baseline, start, Token);
        return (string.Join(", ", changes.Commits.Select(commit => commit.Message)), Tell(changes), changes.Evidence);
    }

    private static string Tell(GitChanges changes) => string.Join(' ', changes.Files.Select(file => "+*-"[(int)file.Type] + file.Path));

    // What a session did without commits

    [Fact]
    public async Task Nothing_done_is_nothing_told()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("a", "dirty");
        repository.Write("untracked", "x");
        repository.Delete("b");
        Assert.Equal(("", "", GitEvidence.Reflog), await During(repository, () => { }));
    }

    [Fact]
    public async Task The_start_takes_down_head_branch_reflog_and_dirty_files()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.CommitStaged("second");
        repository.Write("a", "dirty");
        repository.Write("new", "dirty");
        repository.Delete("b");
        var baseline = await Tracking.CaptureAsync(repository.Root, Token);
        Assert.Equal((repository.Head, "main", 2), (baseline.Head, baseline.Branch, baseline.ReflogLength));
        Assert.Equal(["a", "b", "new"], baseline.DirtyFiles!.Keys.Order());
        Assert.Equal(baseline.DirtyFiles["a"], baseline.DirtyFiles["new"]);
        Assert.Equal(32, baseline.DirtyFiles["a"]!.Length);
        Assert.Null(baseline.DirtyFiles["b"]);
    }

    [Fact]
    public async Task Files_left_uncommitted_are_told()
    {
        using var repository = GitRepository.CreateWithHistory();
        Assert.Equal(("", "*a -b +c/d", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("a", "2");
            repository.Delete("b");
            repository.Write("c/d", "3");
        }));
    }

    [Fact]
    public async Task Files_dirty_at_the_start_count_only_where_their_content_changed()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("a", "dirty");
        repository.Write("b", "dirty");
        repository.Write("left", "dirty");
        repository.Write("gone", "dirty");
        Assert.Equal("*b -gone", (await During(repository, () =>
        {
            repository.Write("a", "dirty"); // another time, the same content
            repository.Write("b", "dirtier");
            repository.Delete("gone");
        })).Files);
    }

    [Fact]
    public async Task A_dirty_file_that_was_put_back_is_modified()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("a", "dirty");
        Assert.Equal("*a", (await During(repository, () => repository.Git("checkout", "-q", "a"))).Files);
    }

    [Fact]
    public async Task A_file_deleted_at_the_start_and_back_at_the_end_is_created()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Delete("a");
        repository.Delete("b");
        Assert.Equal("+a +b", (await During(repository, () =>
        {
            repository.Write("a", "a");
            repository.Write("b", "other");
        })).Files);
    }

    [Fact]
    public async Task A_dirty_file_that_was_deleted_is_deleted()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("a", "dirty");
        Assert.Equal("-a", (await During(repository, () => repository.Delete("a"))).Files);
    }

    [Fact]
    public async Task An_ignored_file_is_not_told_and_an_untracked_one_that_gets_ignored_is_unchanged()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("x.log", "dirty");
        Assert.Equal("+.gitignore", (await During(repository, () =>
        {
            repository.Write(".gitignore", "*.log");
            repository.Write("y.log", "");
        })).Files);
    }

    [Fact]
    public async Task A_dirty_link_counts_by_its_target_text()
    {
        using var repository = GitRepository.CreateWithHistory();
        try
        {
            File.CreateSymbolicLink(repository.PathOf("same"), "a");
            File.CreateSymbolicLink(repository.PathOf("turned"), "a");
            Directory.CreateSymbolicLink(repository.PathOf("loose"), "nowhere");
        }
        catch (IOException) when (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows lets this user make no symbolic links.");
        }
        Assert.Equal("*a *turned", (await During(repository, () =>
        {
            repository.Write("a", "what the link leads to"); // the link is the same
            repository.Delete("turned");
            File.CreateSymbolicLink(repository.PathOf("turned"), "b");
        })).Files);
    }

    [Fact]
    public async Task An_inner_repository_and_a_submodule_count_by_their_commit()
    {
        using var library = GitRepository.CreateWithHistory();
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.Root, "lib");
        repository.Commit("library", GitRepository.LongAgo);
        foreach (var inner in (string[])["inner", "idle"])
            repository.Git("-c", "protocol.file.allow=always", "clone", "-q", library.Root, inner);
        CommitIn("lib"); // dirty at the start, and again at the end
        Assert.Equal("*inner *lib", (await During(repository, () =>
        {
            CommitIn("lib");
            CommitIn("inner");
        })).Files);

        void CommitIn(string folder) => GitRepository.Run(repository.PathOf(folder),
            ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-q", "--allow-empty", "-m", "new"]);
    }

    // What a session committed

    [Fact]
    public async Task Commits_and_their_files_are_told_oldest_first()
    {
        using var repository = GitRepository.CreateWithHistory();
        var baseline = await Tracking.CaptureAsync(repository.Root, Token);
        repository.Write("a", "2");
        var one = repository.Commit("one\n\nbody");
        repository.Delete("b");
        repository.Write("c", "c");
        var two = repository.Commit("two", "2001-01-01T00:00:00Z");

        var changes = await Tracking.ChangesSinceAsync(repository.Root, baseline, DateTimeOffset.UtcNow, Token);

        Assert.Equal([one, two], changes.Commits.Select(commit => commit.Hash));
        Assert.Equal(["one", "two"], changes.Commits.Select(commit => commit.Message));
        Assert.Equal(DateTimeOffset.Parse("2001-01-01T00:00:00Z"), changes.Commits[1].Time); // a forged time hides no commit
        Assert.Equal("*a -b +c", Tell(changes));
        Assert.Equal("main", changes.Branch);
        Assert.Equal(GitEvidence.Reflog, changes.Evidence);
    }

    [Fact]
    public async Task Committed_changes_are_told_as_one()
    {
        using var repository = GitRepository.CreateWithHistory();
        Assert.Equal(("1, 2, 3", "-b +kept", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("a", "2");
            repository.Write("b", "2");
            repository.Write("came-and-went", "");
            repository.Write("kept", "1");
            repository.Commit("1");
            repository.Write("a", "a"); // back to what it was
            repository.Delete("came-and-went");
            repository.Commit("2");
            repository.Delete("b");
            repository.Write("kept", "2");
            repository.Commit("3");
        }));
    }

    [Fact]
    public async Task A_committed_change_of_mode_is_a_modification()
    {
        using var repository = GitRepository.CreateWithHistory();
        Assert.Equal(("executable", "*a", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Git("update-index", "--chmod=+x", "a");
            repository.CommitStaged("executable");
            repository.Git("checkout", "-q", "-f", "HEAD", "--", "a");
        }));
    }

    [Fact]
    public async Task Commits_and_the_working_tree_are_told_relative_to_the_start()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("c", "c");
        repository.Commit("c", GitRepository.LongAgo);
        Assert.Equal("-a *b *c +new", (await During(repository, () =>
        {
            repository.Write("a", "2");
            repository.Delete("b");
            repository.Write("new", "new");
            repository.Commit("all");
            repository.Delete("a"); // committed modified, then deleted
            repository.Write("b", "again"); // committed deleted, then untracked
            repository.Write("c", "2");
            repository.Delete("new"); // committed created, then deleted
        })).Files);
    }

    [Fact]
    public async Task A_file_dirty_at_the_start_and_committed_is_always_told()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("a", "dirty");
        repository.Write("untracked", "dirty");
        repository.Delete("b");
        // The untracked file was there already; so it was modified, not created.
        Assert.Equal(("left overs", "*a -b *untracked", GitEvidence.Reflog),
            await During(repository, () => repository.Commit("left overs")));
    }

    [Fact]
    public async Task A_file_dirty_at_the_start_whose_commits_undo_each_other_is_told_where_its_content_changed()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("a", "dirty");
        Assert.Equal(("dirty, clean", "*a", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Commit("dirty");
            repository.Write("a", "a");
            repository.Commit("clean");
        }));
    }

    [Fact]
    public async Task A_commit_on_a_branch_that_was_left_counts_and_the_old_ones_of_a_branch_switched_to_do_not()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("checkout", "-q", "-b", "old");
        repository.Write("old", "old");
        repository.Commit("old work", GitRepository.LongAgo);
        repository.Git("checkout", "-q", "main");
        Assert.Equal(("new work", "+new", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Git("checkout", "-q", "-b", "topic");
            repository.Write("new", "new");
            repository.Commit("new work");
            repository.Git("checkout", "-q", "old");
        }));
    }

    [Fact]
    public async Task Pulled_commits_do_not_count_but_the_merge_of_them_does()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("clone", "-q", ".", repository.Beside("other"));
        CommitElsewhere("theirs 1");
        Assert.Equal(("", "", GitEvidence.Reflog), await During(repository, () => Pull("--ff-only")));

        CommitElsewhere("theirs 2");
        Assert.Equal(("mine, Merge branch 'main' of ../other", "+mine", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("mine", "");
            repository.Commit("mine", GitRepository.LongAgo); // so that it is older than the next session, to the second
            Pull("--no-rebase");
        }));

        CommitElsewhere("theirs 3");
        Assert.Equal(("mine again", "*mine", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("mine", "again");
            repository.Commit("mine again");
            Pull("--rebase");
        }));

        void Pull(string how) => repository.Git("pull", "-q", "--no-edit", how, "../other", "main");
        void CommitElsewhere(string subject)
        {
            File.WriteAllText(Path.Join(repository.Beside("other"), subject), subject);
            GitRepository.Run(repository.Beside("other"), ["add", "-A"]);
            GitRepository.Run(repository.Beside("other"), ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-q", "-m", subject]);
        }
    }

    [Fact]
    public async Task A_merge_counts_as_a_commit_and_brings_no_files()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("checkout", "-q", "-b", "topic");
        repository.Write("topic", "");
        repository.Commit("topic", GitRepository.LongAgo);
        repository.Git("checkout", "-q", "main");
        Assert.Equal(("Merge branch 'topic'", "", GitEvidence.Reflog),
            await During(repository, () => repository.Git("merge", "-q", "--no-ff", "--no-edit", "topic")));
    }

    [Fact]
    public async Task Cherry_picks_reverts_and_applied_patches_count()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("checkout", "-q", "-b", "topic");
        repository.Write("picked", "");
        repository.Commit("picked", GitRepository.LongAgo);
        repository.Write("patched", "");
        repository.Commit("patched", GitRepository.LongAgo);
        repository.Git("format-patch", "-q", "-1", "-o", repository.Beside("patches"));
        repository.Git("checkout", "-q", "main");
        repository.CommitStaged("main goes on", GitRepository.LongAgo);
        Assert.Equal(("picked, patched, Revert \"picked\"", "+patched", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Git("cherry-pick", "topic~1");
            repository.Git("am", "-q", Directory.GetFiles(repository.Beside("patches"))[0]);
            repository.Git("revert", "--no-edit", "HEAD~1");
        }));
    }

    // What a session rewrote

    [Fact]
    public async Task Of_a_commit_amended_in_the_session_only_the_last_form_counts()
    {
        using var repository = GitRepository.CreateWithHistory();
        Assert.Equal(("final", "+c +d", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("c", "");
            repository.Commit("draft");
            repository.Write("d", "");
            Amend(repository, "better");
            Amend(repository, "final");
        }));
    }

    [Fact]
    public async Task Of_an_older_commit_that_was_amended_only_what_is_new_counts()
    {
        using var repository = GitRepository.CreateWithHistory();
        Assert.Equal(("first again", "*b +c", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("b", "2");
            Amend(repository, "first, amended");
            repository.Write("c", "");
            Amend(repository, "first again");
        }));
    }

    [Fact]
    public async Task An_amend_that_changes_nothing_ends()
    {
        using var repository = GitRepository.Create();
        repository.Write("a", "a");
        (string, string)[] time = [("GIT_COMMITTER_DATE", GitRepository.LongAgo)];
        repository.Commit("first", GitRepository.LongAgo);
        Assert.Equal(("", "", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Git(["commit", "-q", "--amend", "--no-edit"], time); // the same commit
            repository.Git(["commit", "-q", "--amend", "-m", "there"], time);
            repository.Git(["commit", "-q", "--amend", "-m", "first"], time); // and back
        }));
    }

    [Fact]
    public async Task Rebasing_old_work_is_no_new_work()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("checkout", "-q", "-b", "topic");
        repository.Write("topic", "");
        repository.Commit("old topic", GitRepository.LongAgo);
        repository.Git("checkout", "-q", "main");
        repository.CommitStaged("main goes on", GitRepository.LongAgo);
        repository.Git("checkout", "-q", "topic");
        Assert.Equal(("new topic", "+new", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("new", "");
            repository.Commit("new topic");
            repository.Git("rebase", "-q", "main");
        }));
    }

    [Fact]
    public async Task New_work_with_an_old_author_time_survives_a_rebase()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("branch", "topic");
        repository.CommitStaged("main goes on", GitRepository.LongAgo);
        repository.Git("checkout", "-q", "topic");
        Assert.Equal(("forged", "+new", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("new", "");
            repository.Commit("forged", "2001-01-01T00:00:00Z");
            repository.Git("rebase", "-q", "main");
        }));
    }

    [Fact]
    public async Task A_fixup_of_an_old_commit_counts_with_its_own_files()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("old", "1");
        repository.Commit("old", GitRepository.LongAgo);
        repository.Write("later", "");
        repository.Commit("later", GitRepository.LongAgo);
        Assert.Equal(("old", "+fix *old", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("old", "2");
            repository.Commit("fixup! old");
            repository.Write("fix", "");
            repository.Commit("fixup! old");
            repository.Git("rebase", "-q", "-i", "--autosquash", "HEAD~4");
        }));
    }

    [Fact]
    public async Task New_commits_that_were_squashed_are_one()
    {
        using var repository = GitRepository.CreateWithHistory();
        Assert.Equal(("new", "+one +two", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("one", "");
            repository.Commit("new");
            repository.Write("two", "");
            repository.Commit("fixup! new");
            repository.Git("rebase", "-q", "-i", "--autosquash", "HEAD~2");
        }));
    }

    [Fact]
    public async Task Commits_that_were_reset_away_do_not_count()
    {
        using var repository = GitRepository.CreateWithHistory();
        Assert.Equal(("kept", "+kept", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("dropped", "");
            repository.Commit("dropped");
            repository.Git("reset", "-q", "--hard", "HEAD~1");
            repository.Write("kept", "");
            repository.Commit("kept");
        }));
    }

    [Fact]
    public async Task Old_commits_that_were_reset_away_change_nothing()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.CommitStaged("second", GitRepository.LongAgo);
        Assert.Equal(("", "", GitEvidence.Reflog), await During(repository, () => repository.Git("reset", "-q", "--hard", "HEAD~1")));
    }

    // Where the repository is special

    [Fact]
    public async Task A_repository_without_commits_at_both_ends_has_its_files()
    {
        using var repository = GitRepository.Create();
        repository.Write("before", "");
        Assert.Equal(("", "+a", GitEvidence.Reflog), await During(repository, () => repository.Write("a", "")));
    }

    [Fact]
    public async Task A_repository_that_was_empty_has_all_its_commits()
    {
        using var repository = GitRepository.Create();
        Assert.Equal(("one, two", "+a +b", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("a", "");
            repository.Commit("one");
            repository.Write("b", "");
            repository.Commit("two");
        }));
    }

    [Fact]
    public async Task A_detached_head_has_its_commits()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("checkout", "-q", "--detach");
        Assert.Equal(("detached", "*a", GitEvidence.Reflog), await During(repository, () =>
        {
            repository.Write("a", "2");
            repository.Commit("detached");
        }));
    }

    [Fact]
    public async Task A_linked_worktree_has_only_its_own_commits()
    {
        using var repository = GitRepository.CreateWithHistory();
        var tree = repository.Beside("tree");
        repository.Git("worktree", "add", "-q", tree);
        Assert.Equal(("in the tree", "+t", GitEvidence.Reflog), await During(repository, root: tree, work: () =>
        {
            repository.Write("main", "");
            repository.Commit("in the main one");
            File.WriteAllText(Path.Join(tree, "t"), "");
            GitRepository.Run(tree, ["add", "-A"]);
            GitRepository.Run(tree, ["commit", "-q", "-m", "in the tree"]);
        }));
    }

    [Fact]
    public async Task A_submodule_has_its_own_commits()
    {
        using var library = GitRepository.CreateWithHistory();
        using var repository = GitRepository.CreateWithHistory();
        repository.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.Root, "lib");
        repository.Write("lib/new", "");
        var root = GitFolder.FindRoot(repository.PathOf("lib"))!;
        Assert.Equal(("in the library", "+new", GitEvidence.Reflog), await During(repository, root: root, work: () =>
        {
            File.WriteAllText(Path.Join(root, "new"), "");
            GitRepository.Run(root, ["add", "-A"]);
            GitRepository.Run(root, ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-q", "-m", "in the library"]);
        }, change: baseline => baseline with { DirtyFiles = new Dictionary<string, string?>() }));
    }

    [Fact]
    public virtual async Task A_sha256_repository_is_tracked()
    {
        using var repository = GitRepository.Create("--object-format=sha256");
        repository.Write("a", "");
        repository.Commit("first", GitRepository.LongAgo);
        void Work()
        {
            repository.Write("b", "");
            repository.Commit("second");
        }
        Assert.Equal(("second", "+b", GitEvidence.Reflog), await During(repository, Work));
    }

    // Where the reflog does not tell

    [Fact]
    public async Task Without_a_reflog_the_commits_since_the_start_count()
    {
        using var repository = GitRepository.CreateWithHistory();
        Assert.Equal(("one, two", "*a +c *d", GitEvidence.StartCommit), await During(WithUntracked(repository), () =>
        {
            repository.Write("a", "2");
            repository.Git("add", "a");
            repository.CommitStaged("one");
            repository.Write("c", "");
            repository.Git("add", "c");
            repository.CommitStaged("two");
            repository.Write("d", "2");
            File.Delete(repository.PathOf(".git/logs/HEAD"));
        }));

        static GitRepository WithUntracked(GitRepository repository)
        {
            repository.Write("d", "1");
            return repository;
        }
    }

    [Theory]
    [InlineData("shorter")]
    [InlineData("unknown")]
    [InlineData("reftable")]
    [InlineData("not going on from the start")]
    [InlineData("switched off")]
    public async Task A_reflog_that_does_not_tell_is_not_used(string why)
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.CommitStaged("second", GitRepository.LongAgo);
        if (why == "reftable")
            Directory.CreateDirectory(repository.PathOf(".git/reftable"));
        var log = repository.PathOf(".git/logs/HEAD");
        Assert.Equal(("new", "*a", GitEvidence.StartCommit), await During(repository, () =>
        {
            if (why == "switched off")
            {
                repository.Git("config", "core.logAllRefUpdates", "false");
                File.Move(log, log + ".old");
            }
            repository.Write("a", "2");
            repository.Commit("new");
            if (why == "switched off")
                File.Move(log + ".old", log);
            if (why == "shorter")
                File.WriteAllLines(log, File.ReadLines(log).Take(1).ToArray());
            if (why == "not going on from the start")
                File.WriteAllLines(log, [.. File.ReadLines(log).Reverse()]);
        }, baseline => why == "unknown" ? baseline with { ReflogLength = null } : baseline));
    }

    [Fact]
    public async Task Without_a_reflog_a_repository_that_was_empty_has_all_its_commits()
    {
        using var repository = GitRepository.Create();
        repository.Git("config", "core.logAllRefUpdates", "false");
        Assert.Equal(("one", "+a +b", GitEvidence.EmptyStart), await During(repository, () =>
        {
            repository.Write("a", "");
            repository.Commit("one", GitRepository.LongAgo);
            repository.Write("b", "");
        }));
    }

    [Fact]
    public async Task Where_the_start_is_gone_the_times_of_commits_tell()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("doomed", "");
        repository.Commit("doomed", GitRepository.LongAgo);
        Assert.Equal(("one, two", "*a +c", GitEvidence.CommitTimes), await During(repository, () =>
        {
            repository.Git("reset", "-q", "--hard", "HEAD~1");
            repository.Write("a", "2");
            repository.Commit("one");
            repository.Write("c", "");
            repository.Commit("two");
            repository.Git("reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all");
            repository.Git("gc", "-q", "--prune=now");
        }));
    }

    [Fact]
    public async Task A_session_that_another_tool_started_is_told_by_its_commit_and_the_files_times()
    {
        using var repository = GitRepository.CreateWithHistory();
        repository.Write("deep/er/old", "");
        repository.Commit("old", GitRepository.LongAgo);
        repository.Write("b", "dirty long ago");
        repository.Write("untracked", "long ago");
        repository.Delete("deep/er/old");
        Directory.Delete(repository.PathOf("deep/er"));
        foreach (var path in (string[])["b", "untracked", "deep"])
            SetTime(repository.PathOf(path), new DateTime(2020, 2, 2, 0, 0, 0, DateTimeKind.Utc));
        var start = repository.Head;

        Assert.Equal(("new", "-a +c +new", GitEvidence.StartCommit), await During(repository, () =>
        {
            repository.Write("new", "");
            repository.Git("add", "new");
            repository.CommitStaged("new");
            repository.Write("c", "");
            repository.Delete("a");
        }, _ => new GitBaseline { Head = start }));

        Assert.Equal(("", "", GitEvidence.StartCommit), await During(repository, () => repository.Git("stash", "-q", "-u"),
            _ => new GitBaseline { Head = repository.Head }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0123456")]
    [InlineData("--all")]
    [InlineData("1234567890123456789012345678901234567890")]
    public async Task A_session_with_an_unknown_start_is_told_by_times(string? head)
    {
        using var repository = GitRepository.CreateWithHistory();
        Assert.Equal(("new", "*a", GitEvidence.CommitTimes), await During(repository, () =>
        {
            repository.Write("a", "2");
            repository.Commit("new");
        }, _ => new GitBaseline { Head = head }));
    }

    // Sizes

    [Fact]
    public async Task Ten_thousand_untracked_files_are_told()
    {
        using var repository = GitRepository.CreateWithHistory();
        for (var i = 0; i < 10_000; i++)
            repository.Write($"many/{i % 100}/{i}", $"{i}");
        var (_, files, _) = await During(repository, () =>
        {
            repository.Write("many/7/7", "changed");
            repository.Write("more", "");
        });
        Assert.Equal("*many/7/7 +more", files);
        var unknown = await Tracking.ChangesSinceAsync(repository.Root, new GitBaseline(), DateTimeOffset.UnixEpoch, Token);
        Assert.Equal(10_003, unknown.Files.Count); // and two in the commit
    }

    [Fact]
    public async Task Two_hundred_commits_of_two_thousand_files_are_told_within_a_second()
    {
        using var repository = GitRepository.Create();
        for (var file = 0; file < 2000; file++)
            repository.Write($"{file / 10}/{file}", "");
        repository.Commit("first", GitRepository.LongAgo);
        var baseline = await Tracking.CaptureAsync(repository.Root, Token);
        for (var commit = 0; commit < 200; commit++)
        {
            for (var file = commit * 10; file < (commit + 1) * 10; file++)
                repository.Write($"{commit}/{file}", $"{commit}");
            repository.Git("commit", "-q", "-a", "-m", $"{commit}");
        }
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var changes = await Tracking.ChangesSinceAsync(repository.Root, baseline, DateTimeOffset.UtcNow, Token);
        var elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(start);
        Assert.Equal((200, 2000), (changes.Commits.Count, changes.Files.Count));
        Assert.True(elapsed < TimeSpan.FromSeconds(1), $"{elapsed.TotalMilliseconds} ms");
    }

    private static void Amend(GitRepository repository, string message)
    {
        repository.Git("add", "-A");
        repository.Git("commit", "-q", "--amend", "-m", message);
    }

    private static void SetTime(string path, DateTime time)
    {
        if (Directory.Exists(path))
            Directory.SetLastWriteTimeUtc(path, time);
        else
            File.SetLastWriteTimeUtc(path, time);
    }
}
