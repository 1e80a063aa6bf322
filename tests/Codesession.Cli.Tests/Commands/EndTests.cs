using System.Text.Json;

namespace Codesession.Cli.Tests.Commands;

/// <summary><c>cs end</c> and <c>cs note</c>.</summary>
public sealed class EndTests : CsTest
{
    private static IEnumerable<string> Changes(JsonElement ended) =>
        ended.List("files").Select(file => $"{file.Text("changeType")} {file.Text("filePath")}").Order(StringComparer.Ordinal);

    [Fact]
    public async Task End_answers_the_session_with_all_that_belongs_to_it()
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        var id = await Start(cs);
        await Log(cs, 5);
        await cs.Json("note", "half way");
        repo.Write("src/new.txt", "new");
        var commit = repo.Commit("Add a file\n\nWith a long story.");

        var ended = await cs.Json("end", "-n", "done \"well\"");

        Assert.Equal([.. JsonShape.Session, "branch", "files", "aiUsage", "annotations"], ended.Keys());
        ended.HasVersion();
        Assert.Equal(id, ended.Whole("id"));
        Assert.Equal("completed", ended.Text("status"));
        Assert.Equal("done \"well\"", ended.Text("notes"));
        Assert.True(ended.Time("endTime") >= ended.Time("startTime"));
        Assert.InRange(ended.Whole("duration"), 0, 300);
        Assert.Equal(1, ended.Whole("filesChanged"));
        var file = Assert.Single(ended.List("files"));
        Assert.Equal(JsonShape.File, file.Keys());
        Assert.Equal(id, file.Whole("sessionId"));
        Assert.Equal("src/new.txt", file.Text("filePath"));
        var made = Assert.Single(ended.List("commits"));
        Assert.Equal(JsonShape.Commit, made.Keys());
        Assert.Equal(commit[..7], made.Text("hash"));
        Assert.Equal("Add a file", made.Text("message"));
        Assert.Single(ended.List("aiUsage"));
        Assert.Equal("half way", Assert.Single(ended.List("annotations")).Text("message"));
    }

    [Fact]
    public async Task A_session_that_ends_at_once_lasted_0_seconds()
    {
        await Start(Cs);

        var ended = await Cs.Json("end");

        Assert.Equal(JsonValueKind.Number, ended.GetProperty("duration").ValueKind);
        Assert.Matches(@"^\d+s$", ended.Text("durationFormatted"));
        Assert.True(ended.IsNull("notes"));
    }

    [Fact]
    public async Task Committed_and_uncommitted_changes_are_found()
    {
        var repo = Repo();
        foreach (var name in (ReadOnlySpan<string>)["edited", "removed", "renamed", "edited-committed", "same"])
        {
            repo.Write(name, $"{name}\n");
        }
        repo.Commit("First");
        var cs = Cs.In(repo.Folder);
        await Start(cs);

        repo.Write("edited-committed", "other");
        repo.Write("added-committed", "new");
        repo.Commit("Second");
        repo.Write("edited", "other");
        repo.Write("added", "new");
        repo.Delete("removed");
        repo.Git("mv", "renamed", "new-name");
        repo.Git("add", "added");
        repo.Write("folder/untracked", "new");

        var ended = await cs.Json("end");
        Assert.Equal(
            [
                "created added", "created added-committed", "created folder/untracked", "created new-name",
                "deleted removed", "deleted renamed", "modified edited", "modified edited-committed",
            ],
            Changes(ended));
        Assert.Equal(8, ended.Whole("filesChanged"));
    }

    [Fact]
    public async Task What_was_dirty_before_is_not_the_sessions_unless_it_changes_again()
    {
        var repo = RepoWithCommit();
        repo.Write("second.txt", "second");
        repo.Commit("Second");
        repo.Write("first.txt", "dirty");
        repo.Write("second.txt", "dirty");
        repo.Write("untracked.txt", "dirty");
        repo.Write("untracked-too.txt", "dirty");
        var cs = Cs.In(repo.Folder);
        await Start(cs);

        repo.Write("second.txt", "dirtier");
        repo.Write("untracked-too.txt", "dirtier");

        Assert.Equal(["modified second.txt", "modified untracked-too.txt"], Changes(await cs.Json("end")));
    }

    [Fact]
    public async Task Commits_from_before_are_not_the_sessions_and_all_since_are()
    {
        var repo = RepoWithCommit();
        repo.Commit("Before");
        var cs = Cs.In(repo.Folder);
        await Start(cs);
        var made = Enumerable.Range(1, 3).Select(number =>
        {
            repo.Write("file.txt", $"{number}");
            return repo.Commit($"Number {number}")[..7];
        }).ToList();

        var ended = await cs.Json("end");

        Assert.Equal(made, ended.List("commits").Select(commit => commit.Text("hash")));
        Assert.Equal(["Number 1", "Number 2", "Number 3"], ended.List("commits").Select(commit => commit.Text("message")));
    }

    [Fact]
    public async Task A_first_commit_of_a_repository_is_found()
    {
        var repo = Repo();
        var cs = Cs.In(repo.Folder);
        await Start(cs);
        repo.Write("first.txt", "first");
        repo.Commit("First");

        var ended = await cs.Json("end");

        Assert.Equal("First", Assert.Single(ended.List("commits")).Text("message"));
        Assert.Equal(["created first.txt"], Changes(ended));
    }

    [Fact]
    public async Task File_names_of_any_kind_are_told_as_they_are()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names.");
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder);
        await Start(cs);
        var names = (string[])["a b.txt", "q\"uote.txt", "tab\there", "zeile\nzwei", "ä/ö/ü.txt", "🙂.txt", "-n", "--json"];
        foreach (var name in names)
        {
            repo.Write(name, "x");
        }

        Assert.Equal(
            names.Select(name => $"created {name}").Order(StringComparer.Ordinal),
            Changes(await cs.Json("end")));
    }

    [Fact]
    public async Task End_by_id_ends_that_session_from_anywhere()
    {
        var there = await Start(Cs.In(RepoWithCommit().Folder), "there");
        await Start(Cs, "here");

        Assert.Equal("there", (await Cs.Json("end", "--session", $"{there}", "--notes", "enough")).Text("name"));
        Assert.Equal("here", (await Cs.Json("status")).Text("name"));
    }

    [Fact]
    public async Task A_folder_that_is_gone_does_not_stop_the_end()
    {
        var repo = RepoWithCommit();
        var id = await Start(Cs.In(repo.Folder));
        Directory.Move(repo.Folder, repo.Folder + "-gone");

        Assert.Equal("completed", (await Cs.Json("end", "-s", $"{id}")).Text("status"));
    }

    [Fact]
    public async Task A_note_is_answered_and_kept_with_its_time()
    {
        var id = await Start(Cs);

        var note = await Cs.Json("note", "  \"quoted\"\nand ünïcode 🙂 ");

        note.IsAnswerOf("id", "sessionId", "message", "timestamp");
        Assert.Equal(id, note.Whole("sessionId"));
        Assert.Equal("  \"quoted\"\nand ünïcode 🙂 ", note.Text("message"));
        Assert.InRange(note.Time("timestamp"), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
        Assert.Equal(note.Text("message"), Assert.Single((await Cs.Json("status")).List("annotations")).Text("message"));
    }

    [Fact]
    public async Task Notes_stand_in_the_order_in_which_they_were_made()
    {
        var id = await Start(Cs);
        foreach (var text in (string[])["one", "two", "three"])
        {
            await Cs.Json("note", text, "-s", $"{id}");
        }

        Assert.Equal(["one", "two", "three"], (await Cs.Json("end")).List("annotations").Select(note => note.Text("message")));
    }

    [Fact]
    public async Task A_text_that_begins_like_an_option_goes_behind_two_dashes()
    {
        await Start(Cs);

        var result = await Cs.Run("note", "--json", "--", "--not an option");

        Assert.Equal("--not an option", result.Document.Text("message"));
    }

    [Fact]
    public async Task A_note_needs_a_text()
    {
        await Start(Cs);

        await Cs.Fails("invalid_input", "note", "");
        await Cs.Fails("usage", "note");
    }

    [Fact]
    public async Task A_ledger_inside_the_repository_is_nobodys_work()
    {
        var repo = RepoWithCommit();
        var cs = Cs.In(repo.Folder).With("CODESESSION_DB_PATH", Path.Combine(repo.Folder, "ledger.db"));
        await Start(cs);
        await Log(cs, 10);
        repo.Write("new.txt", "new");

        var ended = await cs.Json("end");

        Assert.Equal(["new.txt"], ended.List("files").Select(file => file.Text("filePath")));
    }
}
