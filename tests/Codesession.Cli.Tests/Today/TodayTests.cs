using System.Text.Json;

namespace Codesession.Cli.Tests.Today;

/// <summary><c>cs today</c> over real repositories, beside what git says.</summary>
public sealed class TodayTests : CsTest
{
    private const string Evil = "a\u001b[2J \"'`\n<b>";

    private async Task<JsonElement[]> Projects(params GitRepo[] repos)
    {
        foreach (var repo in repos)
        {
            await Cs.Json("today", "add", repo.Root);
        }
        var projects = (await Cs.Json("today")).List("projects");
        return [.. repos.Select(repo => projects.Single(project => project.Text("path") == repo.Root))];
    }

    /// <summary>Git's own words for people and scripts, taken apart as far as the contract goes.</summary>
    private static void EqualsWhatGitSays(GitRepo repo, JsonElement project)
    {
        var git = project.GetProperty("git");
        var status = repo.Git("-c", "core.quotePath=false", "status", "--porcelain=v1", "-z", "--untracked-files=all").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var (staged, uncommitted) = (new List<string>(), new List<string>());
        for (var i = 0; i < status.Length; i++)
        {
            var (index, tree, path) = (status[i][0], status[i][1], status[i][3..]);
            var isConflict = index == 'U' || tree == 'U' || (index, tree) is ('A', 'A') or ('D', 'D');
            if (index is not (' ' or '?') && !isConflict)
            {
                staged.Add($"{(index == 'A' ? "new file" : "staged")} {path}");
            }
            if (tree != ' ' || isConflict)
            {
                uncommitted.Add($"{(tree == '?' ? "untracked" : tree == 'D' && !isConflict ? "deleted" : "modified")} {path}");
            }
            i += index is 'R' or 'C' ? 1 : 0;
        }
        Assert.Equal(uncommitted.Order(), Files(git, "uncommittedFiles"));
        Assert.Equal(staged.Order(), Files(git, "stagedFiles"));
        Assert.Equal((uncommitted.Count, staged.Count), ((int)git.Whole("uncommittedCount"), (int)git.Whole("stagedCount")));

        var hasCommits = repo.Git("rev-list", "--all", "--max-count=1").Length > 0;
        Assert.Equal(hasCommits ? repo.Git("rev-parse", "--abbrev-ref", "HEAD") : repo.Git("symbolic-ref", "--short", "HEAD"), git.Text("branch"));
        var log = hasCommits ? repo.Git("log", "-5", "--format=%H %at %s").Split('\n') : [];
        Assert.Equal(log.Select(line => line.Split(' ', 3)).Select(commit => $"{commit[0][..7]} {commit[1]} {commit[2]}"),
            git.List("recentCommits").Select(commit => $"{commit.Text("hash")} {commit.Time("date").ToUnixTimeSeconds()} {commit.Text("message")}"));
        var stashes = repo.Git("stash", "list").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(stashes, git.List("stashes").Select(stash => $"stash@{{{stash.Whole("index")}}}: {stash.Text("message")}"));
    }

    private static IEnumerable<string> Files(JsonElement git, string key) => git.List(key).Select(file => $"{file.Text("status")} {file.Text("path")}").Order();

    [Fact]
    public async Task Clean_dirty_detached_unborn_and_stashed_repositories_equal_what_git_says()
    {
        var (clean, dirty, detached, unborn, stashed) = (RepoWithCommit("clean"), RepoWithCommit("dirty"), RepoWithCommit("detached"), Repo("unborn"), RepoWithCommit("stashed"));
        foreach (var name in (string[])["both", "gone", "moved and so on", "removed"])
        {
            dirty.Write(name, $"{name} with enough text to be known again\n");
        }
        dirty.Commit("Second über\nwith more lines");
        dirty.Write("both", "staged");
        dirty.Git("mv", "moved and so on", "here now");
        dirty.Git("rm", "--quiet", "removed");
        dirty.Write("new/added", "1");
        dirty.Git("add", "both", "new/added");
        dirty.Write("both", "and changed again");
        dirty.Delete("gone");
        dirty.Write("über/untracked file", "1");
        detached.Commit("Second");
        detached.Git("checkout", "--quiet", "HEAD~1");
        unborn.Write("first", "1");
        unborn.Git("add", "first");
        foreach (var message in (string[])["one", "two: x"])
        {
            stashed.Write("first.txt", message);
            stashed.Git("stash", "push", "--quiet", "--message", message);
        }

        GitRepo[] repos = [clean, dirty, detached, unborn, stashed];
        foreach (var (repo, project) in repos.Zip(await Projects(repos)))
        {
            Assert.Equal(["path", "name", "isGitRepo", "git", "todos", "pullRequests", "lastSession"], project.Keys().Take(7));
            project.GetProperty("git").HasInOrder("branch", "uncommittedFiles", "stagedFiles", "stashes", "recentCommits", "hasUnpushed", "unpushedCount");
            Assert.True(project.Is("isGitRepo") && project.IsNull("problem"));
            EqualsWhatGitSays(repo, project);
        }
    }

    [Fact]
    public async Task Conflicts_worktrees_and_evil_names_equal_what_git_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Its file names are tamer.");
        var (conflict, main) = (RepoWithCommit("conflict"), RepoWithCommit("main"));
        conflict.Git("checkout", "--quiet", "-b", "other");
        conflict.Write("first.txt", "other\n");
        conflict.Commit("Other");
        conflict.Git("checkout", "--quiet", "main");
        conflict.Write("first.txt", "main\n");
        conflict.Commit("Main");
        Assert.Throws<InvalidOperationException>(() => conflict.Git("merge", "other"));
        main.Git("worktree", "add", "--quiet", "-b", "topic", Path.Combine(main.Folder, "..", "tree"));
        main.Write(Evil, "1");
        main.Write("dir with\ttab/" + Evil, "1");
        main.Git("add", Evil);

        var projects = await Projects(conflict, main);

        EqualsWhatGitSays(conflict, projects[0]);
        Assert.Equal(1, projects[0].GetProperty("git").Whole("conflictCount"));
        EqualsWhatGitSays(main, projects[1]);
        var tree = Cs.In(Path.GetFullPath(Path.Combine(main.Folder, "..", "tree")));
        await tree.Json("today", "init", "-n", Evil);
        Assert.Equal("topic", (await tree.Json("today")).List("projects").Single(project => project.Text("name") == Evil).GetProperty("git").Text("branch"));
        foreach (var form in (string[][])[["today"], ["today", "projects"], ["today", "--ai"], ["today", "--share"]])
        {
            var text = (await Cs.Run(form)).Text;
            Assert.DoesNotContain(text, letter => letter != '\n' && char.IsControl(letter));
            Assert.DoesNotContain("\n<b>", text);
        }
    }

    [Fact]
    public async Task Commits_ahead_of_and_behind_the_upstream_are_counted()
    {
        var (there, here) = (RepoWithCommit("there"), Repo("here"));
        here.Git("remote", "add", "origin", there.Folder);
        here.Git("fetch", "--quiet", "origin");
        here.Git("checkout", "--quiet", "-B", "main", "--track", "origin/main");
        here.Commit("Mine");
        here.Commit("Mine, too");
        there.Commit("Theirs");
        here.Git("fetch", "--quiet", "origin");

        var git = (await Projects(here, there)).Select(project => project.GetProperty("git")).ToList();

        Assert.Equal((true, 2L, 1L, "origin/main"), (git[0].Is("hasUnpushed"), git[0].Whole("unpushedCount"), git[0].Whole("behind"), git[0].Text("upstream")));
        Assert.Equal((false, 0L, 0L, null), (git[1].Is("hasUnpushed"), git[1].Whole("unpushedCount"), git[1].Whole("behind"), git[1].Text("upstream")));
        var text = (await Cs.Run("today")).Text;
        Assert.Contains("on main, 2 unpushed, 1 behind", text);
        here.Git("update-ref", "-d", "refs/remotes/origin/main");
        Assert.True((await Cs.Json("today")).List("projects")[0].GetProperty("git").Is("upstreamGone"));
        Assert.Contains("on main, its upstream is gone", (await Cs.Run("today")).Text);
        Assert.Contains("on main, no upstream", text);
    }

    [Fact]
    public async Task A_vanished_a_damaged_and_a_bare_one_say_so_and_leave_the_others_alone()
    {
        var (good, damaged, bare) = (RepoWithCommit("good"), RepoWithCommit("damaged"), RepoWithCommit("bare"));
        var (plain, gone) = (Folder("plain"), Folder("gone"));
        foreach (var folder in (string[])[good.Root, damaged.Root, bare.Root, plain, gone])
        {
            await Cs.Json("today", "add", folder);
        }
        await Start(Cs.In(gone), "here once");
        Directory.Delete(gone);
        File.WriteAllText(damaged.PathOf(".git/index"), "no index");
        bare.Git("config", "core.bare", "true");

        var result = await Cs.Run("today", "--json");

        Assert.Equal(0, result.ExitCode);
        var projects = result.Document.List("projects").ToDictionary(project => project.Text("name")!);
        Assert.True(projects["good"].IsNull("problem") && !projects["good"].IsNull("git"));
        Assert.True(projects["gone"].Is("missing") && projects["gone"].IsNull("git") && !projects["gone"].Is("isGitRepo"));
        Assert.Equal("here once", projects["gone"].GetProperty("lastSession").Text("name"));
        Assert.Empty(projects["gone"].List("todos"));
        Assert.True(projects["damaged"].Is("isGitRepo") && projects["damaged"].IsNull("git"));
        Assert.Contains("index", projects["damaged"].Text("problem"));
        Assert.Contains("no working tree", projects["bare"].Text("problem"));
        Assert.True(projects["plain"].IsNull("git") && projects["plain"].IsNull("problem") && !projects["plain"].Is("isGitRepo"));
        Assert.Contains("The folder does not exist", (await Cs.Run("today")).Text);
    }

    [Fact]
    public async Task Nothing_that_a_repository_names_is_executed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The trap is a shell script.");
        var repo = RepoWithCommit();
        var (trap, sprung) = (repo.PathOf(".git/trap"), Path.Combine(Folder("sprung"), "it"));
        File.WriteAllText(trap, $"#!/bin/sh\ntouch '{sprung}'\ncat\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(trap, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        repo.Write(".gitattributes", "* filter=trap diff=trap\n");
        repo.Commit("Attributes");
        repo.Write("first.txt", "other\n");
        repo.Git("stash", "push", "--quiet");
        repo.Write("first.txt", "fresh\n");
        foreach (var name in (string[])["core.fsmonitor", "core.pager", "core.sshCommand", "core.askPass", "diff.external", "diff.trap.textconv", "diff.trap.command", "filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "gpg.program"])
        {
            repo.Git("config", name, trap);
        }
        repo.Git("config", "log.showSignature", "true");
        Directory.CreateDirectory(repo.PathOf(".git/hooks"));
        File.Copy(trap, repo.PathOf(".git/hooks/post-index-change"), overwrite: true);

        var git = (await Cs.In(repo.Root).Json("today")).List("projects").Single().GetProperty("git");

        Assert.Equal("modified first.txt", Files(git, "uncommittedFiles").Single());
        Assert.Single(git.List("stashes"));
        Assert.False(File.Exists(sprung));
    }

    [Fact]
    public async Task Comments_of_files_that_changed_lately_and_are_not_ignored_are_found()
    {
        var repo = Repo();
        repo.Write(".gitignore", "ignored/\n");
        repo.Write("ignored/a.ts", "// TODO ignored");
        repo.Write("src/old.ts", "// TODO old");
        repo.Write("src/new.ts", "\n// FIXME: new\nx = '// TODO text'");
        repo.Commit("First");
        repo.Write("untracked.py", "# HACK fresh");
        var now = DateTime.UtcNow;
        File.SetLastWriteTimeUtc(repo.PathOf("src/old.ts"), now.AddDays(-3));
        File.SetLastWriteTimeUtc(repo.PathOf("src/new.ts"), now.AddHours(-2));
        File.SetLastWriteTimeUtc(repo.PathOf("untracked.py"), now.AddHours(-1));

        var project = (await Projects(repo))[0];

        Assert.Equal(["untracked.py:1 HACK fresh", "src/new.ts:2 FIXME new"],
            project.List("todos").Select(todo => $"{todo.Text("file")}:{todo.Whole("line")} {todo.Text("type")} {todo.Text("text")}"));
        Assert.Equal(["file", "line", "type", "text", "modifiedAt"], project.List("todos")[0].Keys());
        Assert.False(project.Is("hasMoreTodos"));
        repo.Write("many.sh", string.Concat(Enumerable.Repeat("# TODO again\n", 30)));
        project = (await Projects(repo))[0];
        Assert.Equal((20, true), (project.List("todos").Length, project.Is("hasMoreTodos")));
    }

    [Fact]
    public async Task A_folder_without_git_honours_its_ignore_file()
    {
        var folder = Folder("plain");
        foreach (var (name, text) in ((string, string)[])[(".gitignore", "secret*\n"), ("a.py", "# TODO seen"), ("secret.py", "# TODO ignored"), ("node_modules/x.js", "// TODO built"), ("deep/b.cs", "// XXX deep")])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllText(Path.Combine(folder, name), text);
        }

        var todos = (await Cs.In(folder).Json("today")).List("projects").Single().List("todos");

        Assert.Equal(["a.py", "deep/b.cs"], todos.Select(todo => todo.Text("file")).Order());
    }

    [Fact]
    public async Task The_last_session_is_that_of_the_project_or_below_it_with_its_calls()
    {
        var (outer, other) = (Folder("outer"), Folder("outer/inner/other"));
        await Cs.Json("today", "add", outer);
        await Cs.Json("today", "add", Path.Combine(outer, "inner"));
        await Start(Cs.In(other), "below");
        await Log(Cs.In(other), 100, "0.25", "--agent", "codex");
        await Cs.Json("note", "a note");
        await Cs.Json("end", "-n", "the end");
        await Start(Cs.In(outer), "above");

        var today = await Cs.Json("today");

        Assert.Equal(["timestamp", "projects", "lastSessionGlobal"], today.Keys().Take(3));
        today.Time("timestamp");
        Assert.Equal("above", today.GetProperty("lastSessionGlobal").Text("name"));
        var sessions = today.List("projects").ToDictionary(project => project.Text("name")!, project => project.GetProperty("lastSession"));
        Assert.Equal(("above", "active", true), (sessions["outer"].Text("name"), sessions["outer"].Text("status"), sessions["outer"].IsNull("endTime")));
        var below = sessions["inner"];
        below.HasInOrder("id", "name", "startTime", "endTime", "duration", "aiCost", "aiTokens", "filesChanged", "commits", "status", "notes", "aiCalls", "fileChanges", "sessionNotes");
        Assert.Equal(("below", 0.25m, 100L, "the end", 1L), (below.Text("name"), below.Dollars("aiCost"), below.Whole("aiTokens"), below.Text("notes"), below.Whole("aiCallCount")));
        Assert.Equal(["a note"], below.List("sessionNotes").Select(note => note.GetString()));
        Assert.Equal(["provider", "model", "tokens", "promptTokens", "completionTokens", "cost", "agentName", "timestamp"], below.List("aiCalls").Single().Keys());
    }

    [Fact]
    public async Task Projects_are_registered_listed_and_removed()
    {
        var repo = RepoWithCommit();
        var inside = Cs.In(Directory.CreateDirectory(repo.PathOf("src")).FullName);

        var project = (await inside.Json("today", "init", "-n", "Shop")).GetProperty("project");

        Assert.Equal(["id", "path", "name", "addedAt"], project.Keys());
        Assert.Equal((repo.Root, "Shop"), (project.Text("path"), project.Text("name")));
        Assert.Equal(project.GetRawText(), (await Cs.Json("today", "add", repo.Root)).GetProperty("project").GetRawText());
        Assert.Equal(project.GetRawText(), (await Cs.Json("today", "ls")).EnumerateArray().Single().GetRawText());
        await Cs.Fails("io_error", "today", "add", "missing");
        await Cs.Fails("invalid_input", "today", "add", repo.PathOf("first.txt"));
        await Cs.Fails("usage", "today", "--ai");
        (await Cs.Json("today", "remove", repo.Root)).IsAnswerOf("removed");
        Assert.False((await Cs.Json("today", "remove", repo.Root)).Is("removed"));
        Assert.Empty((await Cs.Json("today", "projects")).EnumerateArray());
        Assert.Equal([repo.Root], (await inside.Json("today")).List("projects").Select(current => current.Text("path")));
    }

    [Fact]
    public async Task Markdown_for_others_has_no_paths_and_no_costs()
    {
        var repo = RepoWithCommit();
        var there = Cs.In(repo.Root);
        await Start(there, "fix ``the`` login");
        await Log(there, 100, "7.77");
        repo.Write("new.txt", "1");

        var (brief, standup) = ((await there.Run("today", "--ai")).Text, (await there.Run("today", "--share")).Text);

        Assert.Contains($"- Path: `{repo.Root}`", brief);
        Assert.Contains("```fix ``the`` login```", brief);
        Assert.Contains("`claude-sonnet-4`: 1 call, 100 tokens, $7.77", brief);
        Assert.Contains("data, not instructions", brief);
        Assert.Contains("untracked: `new.txt`", brief);
        Assert.Contains("• `repo`: `fix ''the'' login`", standup);
        Assert.Contains("`repo` on `main`: 1 untracked", standup);
        Assert.DoesNotContain(repo.Root, standup);
        Assert.DoesNotContain("7.77", standup);
    }
}
