using System.Text.Json;
using Codesession.Core.Tests.Storage;

namespace Codesession.Core.Tests.Sessions;

/// <summary>What git says was committed during sessions that only an agent's log tells of.</summary>
public sealed class InferWorkTests : SessionTest
{
    private static readonly DateTimeOffset Start = TestLedger.Noon;

    private string Logs => Test.NewFolder("home/.claude/projects/made-up");

    // Dated an hour before everything.
    private GitRepository Repository(string name = "repository")
    {
        At(-60);
        return GitRepository.Create(Test, name);
    }

    private void At(double minutes) => Test.Clock.AdjustTime(Start + TimeSpan.FromMinutes(minutes));

    /// <summary>The log of a conversation with a call at each of these minutes.</summary>
    private void Log(string conversation, string folder, double[] minutes, params string[] edited) =>
        File.WriteAllLines(Path.Combine(Logs, conversation + ".jsonl"), minutes.Select((minute, i) => JsonSerializer.Serialize(new
        {
            type = "assistant",
            sessionId = conversation,
            cwd = folder,
            gitBranch = "main",
            timestamp = Timestamp.Text(Start + TimeSpan.FromMinutes(minute)),
            requestId = $"req_{conversation}_{i}",
            uuid = $"{conversation}-{i}",
            message = new
            {
                id = $"msg_{conversation}_{i}",
                type = "message",
                role = "assistant",
                model = "claude-sonnet-4-5",
                content = edited.Select(path => new { type = "tool_use", id = "t", name = "Edit", input = new { file_path = path } }),
                usage = new { input_tokens = 100, output_tokens = 10 },
            },
        })));

    private IReadOnlyList<long> Import(Ledger? ledger = null) => (ledger ?? Test.Ledger).Logs.Import(new LogImport
    {
        Surroundings = new LogSurroundings(Path.Combine(Test.Folder, "home"), new Dictionary<string, string>()),
        Agents = ["claude"],
    }).SessionIds;

    private async Task<InferredWork> InferAsync(Ledger? ledger = null)
    {
        var ids = Import(ledger);
        return await (ledger ?? Test.Ledger).Sessions.InferWorkAsync(ids, TestContext.Current.CancellationToken);
    }

    private Session SessionOf(string conversation) => Test.Ledger.Logs.SessionOf("claude", conversation)!;

    private IEnumerable<string> Commits(string conversation) => Test.Ledger.Sessions.Commits(SessionOf(conversation).Id).Select(commit => commit.Message);

    private IEnumerable<string> FilesOf(string conversation) => Test.Ledger.Sessions.Files(SessionOf(conversation).Id)
        .Select(file => $"{file.Evidence?.Name()} {file.ChangeType.Name()} {file.FilePath}").Order(StringComparer.Ordinal);

    [Fact]
    public async Task Commits_from_the_start_to_two_minutes_after_the_end_are_the_sessions()
    {
        var repository = Repository();
        foreach (var (minute, message) in ((double, string)[])[(-0.1, "before"), (0, "at the start"), (5, "during"), (12, "at the last moment"), (12.1, "after")])
        {
            At(minute);
            repository.Commit(message, message);
        }
        Log("one", repository.Root, [0, 10]);

        var inferred = await InferAsync();

        Assert.Equal(new InferredWork(3, null), inferred);
        Assert.Equal(["at the start", "during", "at the last moment"], Commits("one"));
        Assert.Equal(["inferred created at the last moment", "inferred created at the start", "inferred created during"], FilesOf("one"));
        var session = SessionOf("one");
        Assert.Equal((3, 3), (session.Commits, session.FilesChanged));
        var commit = Test.Ledger.Sessions.Commits(session.Id).ElementAt(1);
        Assert.Equal((WorkEvidence.Inferred, Start.AddMinutes(5), 40), (commit.Evidence, commit.Timestamp, commit.FullHash!.Length));
    }

    [Fact]
    public async Task The_files_of_several_commits_are_told_as_what_became_of_them()
    {
        var repository = Repository();
        At(1);
        repository.Write("came and went", "1");
        repository.Write("new", "1");
        repository.Commit("first", "readme.md");
        At(2);
        repository.Write("new", "2");
        File.Delete(repository.FullPath("came and went"));
        repository.Commit("second");
        Log("one", repository.Root, [0, 10]);

        await InferAsync();

        Assert.Equal(["inferred created new", "inferred modified readme.md"], FilesOf("one"));
        Assert.Equal(Start.AddMinutes(2), Test.Ledger.Sessions.Files(SessionOf("one").Id).Single(file => file.FilePath == "new").Timestamp);
    }

    [Fact]
    public async Task What_the_log_states_stays_stated()
    {
        var repository = Repository();
        At(5);
        repository.Write("other", "1");
        repository.Commit("work", "readme.md");
        Log("one", repository.Root, [0, 10], repository.FullPath("readme.md"));

        await InferAsync();

        Assert.Equal(["inferred created other", "stated modified readme.md"], FilesOf("one"));
    }

    [Fact]
    public async Task Repeated_it_adds_only_what_is_new()
    {
        var repository = Repository();
        At(5);
        repository.Commit("first", "a");
        Log("one", repository.Root, [0, 10]);
        await InferAsync();
        At(15);
        repository.Commit("second", "b");

        Assert.Equal(0, (await Test.Ledger.Sessions.InferWorkAsync([SessionOf("one").Id], TestContext.Current.CancellationToken)).Commits);
        Log("one", repository.Root, [0, 10, 20]);
        Assert.Equal(1, (await InferAsync()).Commits);

        Assert.Equal(["first", "second"], Commits("one"));
        Assert.Equal(["inferred created a", "inferred created b"], FilesOf("one"));
    }

    [Fact]
    public async Task A_commit_that_a_tracked_session_made_is_not_the_conversations()
    {
        var repository = Repository();
        At(-10);
        var tracked = (await Test.StartAsync(repository.Root, origin: SessionOrigin.Hook)).Session;
        At(1);
        repository.Commit("seen", "a");
        At(2);
        await Test.EndAsync(tracked.Id);
        At(5);
        repository.Commit("not seen", "b");
        Log("one", repository.Root, [0, 10]);

        await InferAsync();

        Assert.Equal(["seen"], Test.Ledger.Sessions.Commits(tracked.Id).Select(commit => commit.Message));
        Assert.All(Test.Ledger.Sessions.Commits(tracked.Id), commit => Assert.Null(commit.Evidence));
        Assert.Equal(["not seen"], Commits("one"));
    }

    [Fact]
    public async Task A_branch_that_was_left_again_counts_and_what_was_pulled_does_not()
    {
        var repository = Repository();
        repository.Git("clone", "--quiet", repository.Root, Path.Combine(Test.Folder, "theirs"));
        At(1);
        repository.Git("-C", Path.Combine(Test.Folder, "theirs"), "commit", "--quiet", "--allow-empty", "-m", "a colleague's");
        repository.Git("checkout", "--quiet", "-b", "topic");
        At(2);
        repository.Commit("on a branch", "a");
        repository.Git("checkout", "--quiet", "main");
        At(3);
        repository.Git("pull", "--quiet", "--ff-only", Path.Combine(Test.Folder, "theirs"), "main");
        At(4);
        repository.Commit("mine", "b");
        Log("one", repository.Root, [0, 10]);

        await InferAsync();

        Assert.Equal(["on a branch", "mine"], Commits("one"));
    }

    [Fact]
    public async Task Where_the_reflog_does_not_reach_the_times_of_commits_tell()
    {
        var repository = Repository();
        At(5);
        repository.Commit("work", "a");
        At(60);
        repository.Git("reflog", "expire", "--expire=all", "--all");
        repository.Commit("later", "b");
        Log("one", repository.Root, [0, 10]);

        await InferAsync();

        Assert.Equal(["work"], Commits("one"));
    }

    [Fact]
    public async Task Each_repository_counts_by_itself()
    {
        var (one, two) = (Repository("one"), Repository("two"));
        At(5);
        one.Commit("in one", "a");
        two.Commit("in two", "b");
        Log("one", one.Root, [0, 10]);
        Log("two", Path.GetDirectoryName(two.FullPath("b"))!, [0, 10]);
        Log("nowhere", Test.Work, [0, 10]);

        Assert.Equal(2, (await InferAsync()).Commits);

        Assert.Equal(["in one"], Commits("one"));
        Assert.Equal(["in two"], Commits("two"));
        Assert.Empty(Commits("nowhere"));
    }

    [Fact]
    public async Task A_session_that_goes_on_again_or_was_tracked_is_left_alone()
    {
        var repository = Repository();
        At(5);
        repository.Commit("work", "a");
        Log("one", repository.Root, [0, 10]);
        Import();
        Test.Ledger.Sessions.Resume(SessionOf("one").Id);
        At(20);
        var tracked = (await Test.StartAsync(repository.Root, origin: SessionOrigin.Run)).Session;
        await Test.EndAsync(tracked.Id);

        Assert.Equal(new InferredWork(0, null),
            await Test.Ledger.Sessions.InferWorkAsync([SessionOf("one").Id, tracked.Id, 999], TestContext.Current.CancellationToken));

        Assert.Empty(Commits("one"));
    }

    [Fact]
    public async Task A_repository_that_is_gone_is_passed_over_without_a_word()
    {
        var repository = Repository();
        Log("one", repository.Root, [0, 10]);
        Import();
        repository.Delete();

        Assert.Equal(new InferredWork(0, null), await Test.Ledger.Sessions.InferWorkAsync([SessionOf("one").Id], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_broken_repository_is_one_warning_and_the_others_are_read()
    {
        var (broken, whole) = (Repository("a-broken"), Repository("whole"));
        At(5);
        broken.Commit("lost", "a");
        whole.Commit("kept", "b");
        Log("one", broken.Root, [0, 10]);
        Log("two", whole.Root, [0, 10]);
        TestLedger.AllowRemoval(broken.Root);
        foreach (var file in Directory.GetFiles(broken.FullPath(".git/objects"), "*", SearchOption.AllDirectories))
        {
            File.Delete(file);
            File.WriteAllText(file, "no object");
        }

        var inferred = await InferAsync();

        Assert.Equal(1, inferred.Commits);
        Assert.Contains(broken.Root, inferred.Warning);
        Assert.Equal(["kept"], Commits("two"));
    }

    [Fact]
    public async Task Without_git_there_is_a_warning_and_nothing_else_is_lost()
    {
        var repository = Repository();
        Log("one", repository.Root, [0, 10]);

        var inferred = await InferAsync(WithoutGit());

        Assert.Contains("git was not found", inferred.Warning);
        Assert.Equal(2, SessionOf("one").AiCalls);
    }

    [Fact]
    public async Task A_ledger_in_the_repository_is_nobodys_work()
    {
        var repository = Repository();
        Test.Options = Test.Options with { DatabasePath = repository.FullPath("ledger/sessions.db") };
        At(5);
        repository.Write("ledger/sessions.db.bak", "");
        repository.Commit("with a copy of the ledger", "a");
        Log("one", repository.Root, [0, 10]);

        await InferAsync();

        Assert.Equal(["inferred created a"], FilesOf("one"));
    }

    [Fact]
    public async Task What_was_added_stays_when_the_session_ends_anew()
    {
        var repository = Repository();
        At(5);
        repository.Commit("work", "a");
        Log("one", repository.Root, [0, 10], repository.FullPath("stated"));
        await InferAsync();
        Test.Ledger.Sessions.Resume(SessionOf("one").Id);

        At(30);
        await Test.EndAsync(SessionOf("one").Id);

        Assert.Equal(["work"], Commits("one"));
        Assert.Equal(["inferred created a", "stated modified stated"], FilesOf("one"));
    }

    [Fact]
    public async Task Json_tells_the_evidence_where_nobody_looked()
    {
        var repository = Repository();
        At(5);
        repository.Commit("work", "a");
        Log("one", repository.Root, [0, 10], repository.FullPath("stated"));
        await InferAsync();
        using var output = new MemoryStream();

        LedgerExport.WriteJson(Test.Ledger, output, [SessionOf("one")]);

        using var json = JsonDocument.Parse(output.ToArray());
        var session = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(["inferred"], session.GetProperty("commits").EnumerateArray().Select(commit => commit.GetProperty("evidence").GetString()));
        Assert.Equal(["a inferred", "stated stated"],
            session.GetProperty("files").EnumerateArray().Select(file => $"{file.GetProperty("filePath")} {file.GetProperty("evidence")}").Order());
    }
}
