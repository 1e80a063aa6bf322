using System.Text;
using System.Text.Json;

namespace Codesession.Cli.Tests.Hooks;

/// <summary><c>cs hook</c>: what each event of Claude Code leads to.</summary>
public sealed class HookTests : CsTest
{
    private readonly GitRepo repo;
    private readonly Cs cs;
    private readonly Transcript talk;

    public HookTests()
    {
        repo = RepoWithCommit();
        cs = Cs.In(repo.Folder);
        talk = new Transcript(cs.Home, repo.Folder);
    }

    private static Task<CsResult> Tell(Cs cs, Transcript talk, string name, params (string, string)[] more) => cs.RunWith(talk.Event(name, more), "hook");

    private async Task<CsResult> Quietly(string name, params (string, string)[] more)
    {
        var result = await Tell(cs, talk, name, more);
        Assert.True(result is { ExitCode: 0, Text: "", Error: "" }, $"{name}: {result}");
        return result;
    }

    private async Task<JsonElement> Only() => Assert.Single((await cs.Json("list")).EnumerateArray());

    private async Task<JsonElement> Show(long id, params string[] more) => await cs.Json(["show", $"{id}", .. more]);

    private Task Ended(long id) => Poll.Until(async () => (await Show(id)).Text("status") == "completed", "the session's end");

    [Fact]
    public async Task A_conversation_becomes_a_session_with_its_calls_files_and_commits()
    {
        await Quietly("SessionStart", ("source", "startup"));
        var started = await Only();
        talk.Ask("Do it").Respond();
        repo.Write("made.txt", "made");
        await Quietly("Stop");
        talk.Respond().Respond(inSubagent: true);
        await Quietly("SubagentStop", ("agent_transcript_path", talk.SubagentPath));
        repo.Commit("Second");
        repo.Write("left.txt", "left");
        talk.Respond();
        await Quietly("SessionEnd", ("reason", "prompt_input_exit"));
        var id = started.Whole("id");
        await Ended(id);

        Assert.Equal("active", started.Text("status"));
        Assert.Matches(@"^Claude Code in repo, \d{4}-\d\d-\d\d$", started.Text("name"));
        Assert.Equal(repo.Root, started.Text("workingDirectory"));
        var ended = await Show(id, "--files", "--commits");
        Assert.Equal((talk.Tokens, talk.Cost), (ended.Whole("aiTokens"), ended.Dollars("aiCost")));
        Assert.Equal(4, ended.List("aiUsage").Length);
        Assert.All(ended.List("aiUsage"), call => Assert.Equal(("hook", "Claude Code", "claude-sonnet-4-5-20250929"), (call.Text("source"), call.Text("agentName"), call.Text("model"))));
        Assert.Equal(["left.txt", "made.txt"], ended.List("files").Select(file => file.Text("filePath")).Order());
        Assert.Equal("Second", Assert.Single(ended.List("commits")).Text("message"));
        using var ledger = cs.OpenLedger();
        ledger.IsSound();
        Assert.Equal("hook", ledger.Value<string>("SELECT origin FROM sessions"));
    }

    [Fact]
    public async Task A_conversation_that_is_resumed_goes_on_in_its_session()
    {
        await Quietly("SessionStart", ("source", "startup"));
        talk.Respond();
        await Quietly("SessionEnd");
        var id = (await Only()).Whole("id");
        await Ended(id);

        await Quietly("SessionStart", ("source", "resume"));
        Assert.Equal("active", (await Only()).Text("status"));
        talk.Respond();
        await Quietly("SessionStart", ("source", "compact"));
        await Quietly("Stop");
        await Quietly("SessionEnd");
        await Ended(id);

        Assert.Equal(talk.Tokens, (await Only()).Whole("aiTokens"));
    }

    [Fact]
    public async Task A_prompt_resumes_a_session_that_was_ended_meanwhile_and_a_late_stop_does_not()
    {
        await Quietly("SessionStart");
        var id = (await Only()).Whole("id");
        await cs.Json("end", "-s", $"{id}");

        talk.Respond();
        await Quietly("SubagentStop");
        Assert.Equal(("completed", talk.Tokens), ((await Only()).Text("status"), (await Only()).Whole("aiTokens")));

        await Quietly("UserPromptSubmit");
        Assert.Equal("active", (await Only()).Text("status"));
    }

    [Fact]
    public async Task Two_conversations_in_one_folder_have_a_session_each()
    {
        var other = new Transcript(cs.Home, repo.Folder);
        await Quietly("SessionStart");
        await Tell(cs, other, "SessionStart");
        talk.Respond();
        other.Respond().Respond();
        await Tell(cs, other, "Stop");
        await Quietly("Stop");

        var sessions = (await cs.Json("list")).EnumerateArray().ToList();
        Assert.Equal([other.Tokens, talk.Tokens], sessions.Select(session => session.Whole("aiTokens")));
    }

    [Fact]
    public async Task A_hook_that_comes_first_in_the_middle_of_a_conversation_makes_its_session()
    {
        talk.Respond();

        await Quietly("Stop");

        Assert.Equal(talk.Tokens, (await Only()).Whole("aiTokens"));
    }

    [Fact]
    public async Task Within_a_run_calls_go_to_the_run_and_the_conversations_end_does_not_end_it()
    {
        var run = await Start(cs, "as a run");
        var inRun = cs.In(Cs.Folder).With("CODESESSION_SESSION", $"{run}");
        foreach (var name in (string[])["SessionStart", "Stop", "SessionEnd"])
        {
            if (name == "Stop") talk.Respond();
            Assert.Equal((0, ""), (await Tell(inRun, talk, name)) is { ExitCode: var code, Error: var error } ? (code, error) : default);
        }

        Assert.Equal(("active", talk.Tokens), ((await Only()).Text("status"), (await Only()).Whole("aiTokens")));
    }

    [Fact]
    public async Task A_conversation_that_outlives_its_run_gets_a_session_of_its_own()
    {
        var run = await Start(cs, "as a run");
        await Tell(cs.With("CODESESSION_SESSION", $"{run}"), talk, "SessionStart");
        talk.Respond();
        await Tell(cs.With("CODESESSION_SESSION", $"{run}"), talk, "Stop");
        await cs.Json("end", "-s", $"{run}");

        await Quietly("SessionStart", ("source", "resume"));
        talk.Respond();
        await Quietly("Stop");

        Assert.Equal([talk.Tokens / 2, talk.Tokens / 2], (await cs.Json("list")).EnumerateArray().Select(session => session.Whole("aiTokens")));
        Assert.Equal("completed", (await Show(run)).Text("status"));
    }

    [Fact]
    public async Task Where_somebody_has_started_a_session_calls_go_there_and_it_goes_on()
    {
        await Start(cs);

        await Quietly("SessionStart");
        talk.Respond();
        await Quietly("Stop");
        await Quietly("SessionEnd");

        Assert.Equal(("work", "active", talk.Tokens), ((await Only()).Text("name"), (await Only()).Text("status"), (await Only()).Whole("aiTokens")));
    }

    [Fact]
    public async Task What_an_import_has_recorded_is_not_recorded_again()
    {
        talk.Respond();
        await cs.Json("import");

        await Quietly("SessionStart", ("source", "resume"));
        talk.Respond();
        await Quietly("Stop");
        await cs.Json("import", "--reread");

        var sessions = (await cs.Json("list")).EnumerateArray().ToList();
        Assert.Equal(2, sessions.Count);
        Assert.Equal(talk.Tokens, sessions.Sum(session => session.Whole("aiTokens")));
    }

    [Fact]
    public async Task A_first_line_of_any_length_hides_no_transcript()
    {
        talk.Ask(new string('x', 20_000)).Respond();
        talk.Ask(new string('x', 20_000), inSubagent: true).Respond(inSubagent: true);

        await Quietly("Stop");

        Assert.Equal(talk.Tokens, (await Only()).Whole("aiTokens"));
    }

    [Fact]
    public async Task A_line_that_is_still_being_written_is_read_by_the_next_hook()
    {
        await Quietly("SessionStart");
        var line = talk.ResponseLines(1);
        Transcript.Append(talk.Path, line[..^20]);
        await Quietly("Stop");
        Transcript.Append(talk.Path, line[^20..]);
        await Quietly("Stop");

        Assert.Equal(2_550, (await Only()).Whole("aiTokens"));
    }

    [Fact]
    public async Task A_prompt_and_a_tool_are_denied_while_a_budget_is_exceeded()
    {
        await cs.Json("budget", "set", "0.005", "--per", "day");
        await Quietly("SessionStart");
        await Quietly("UserPromptSubmit");
        talk.Respond();
        await Quietly("PreToolUse");
        // It counts long before the turn is over: at once, or the next time where the machine has no time for it.
        talk.Respond();
        await Poll.Until(async () => (await Tell(cs, talk, "PreToolUse")).Text.Length > 0, "a tool that is denied");

        var tool = (await Tell(cs, talk, "PreToolUse", ("tool_name", "Bash"))).Document;
        var prompt = (await Tell(cs, talk, "UserPromptSubmit", ("prompt", "secret words"))).Document;

        var denied = tool.GetProperty("hookSpecificOutput");
        Assert.Equal(["hookSpecificOutput"], tool.Keys());
        Assert.Equal(("PreToolUse", "deny"), (denied.Text("hookEventName"), denied.Text("permissionDecision")));
        Assert.Equal(["decision", "reason"], prompt.Keys());
        Assert.Equal("block", prompt.Text("decision"));
        Assert.All([denied.Text("permissionDecisionReason"), prompt.Text("reason")], reason =>
        {
            Assert.Contains("$0.0050 a day spent", reason);
            Assert.Contains("cs budget set <dollars> --per day", reason);
            Assert.DoesNotContain("secret", reason);
        });
        await cs.Json("budget", "set", "1", "--per", "day");
        await Quietly("PreToolUse");
    }

    [Theory]
    [InlineData("Claude Code", true)]
    [InlineData("codex", false)]
    public async Task A_budget_for_an_agent_counts_for_that_agent(string agent, bool denies)
    {
        await cs.Json("budget", "set", "0.001", "--agent", agent);
        await Quietly("SessionStart");
        talk.Respond();
        await Quietly("Stop");

        var result = await Tell(cs, talk, "PreToolUse");

        Assert.Equal((0, denies), (result.ExitCode, result.Text.Length > 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{\"hook_event_name\":\"Stop\"")]
    [InlineData("{\"hook_event_name\":7,\"session_id\":[{\"a\":1}]}")]
    [InlineData("{\"hook_event_name\":\"\\ud800\"}")]
    [InlineData("{\"hook_event_name\":\"ThatNobodyKnows\",\"session_id\":\"x\"}")]
    [InlineData("{\"hook_event_name\":\"PreToolUse\"}")]
    [InlineData("{\"hook_event_name\":\"SessionEnd\",\"session_id\":\"never seen\",\"transcript_path\":\"/nowhere/x.jsonl\"}")]
    public async Task Bad_input_and_unknown_events_do_no_harm(string input)
    {
        var result = await cs.RunWith(Encoding.UTF8.GetBytes(input), "hook");

        Assert.Equal((0, ""), (result.ExitCode, result.Text));
        Assert.Empty((await cs.Json("list")).EnumerateArray());
    }

    [Fact]
    public async Task The_input_of_a_tool_may_be_larger_than_what_is_read()
    {
        await cs.Json("budget", "set", "0.001");
        await Quietly("SessionStart");
        talk.Respond();
        await Quietly("Stop");
        var told = Encoding.UTF8.GetString(talk.Event("PreToolUse"));
        var input = $"{told[..^1]},\"tool_input\":{{\"content\":\"{new string('x', 20_000_000)}\"}}}}";

        var result = await cs.RunWith(Encoding.UTF8.GetBytes(input), "hook");

        Assert.Equal("deny", result.Document.GetProperty("hookSpecificOutput").Text("permissionDecision"));
    }

    [Fact]
    public async Task On_a_terminal_it_waits_for_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "Needs the program \"script\" of util-linux.");
        var terminal = cs.BeginProgram("/usr/bin/script", "-q", "-e", "-c", $"'{Cs.Executable}' hook", "/dev/null");

        var result = await terminal.Ended();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("cs hook install", result.Text);
    }

    [Fact]
    public async Task A_ledger_in_trouble_does_not_stop_the_agent()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(cs.LedgerPath)!);
        await File.WriteAllTextAsync(cs.LedgerPath, "This is no database, and long enough to be told from an empty one.", TestContext.Current.CancellationToken);
        talk.Respond();

        foreach (var name in (string[])["SessionStart", "UserPromptSubmit", "PreToolUse", "Stop", "SessionEnd"])
        {
            var result = await Tell(cs, talk, name);
            Assert.Equal((0, ""), (result.ExitCode, result.Text));
            Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        }
    }

    [Fact]
    public async Task Prices_that_cannot_be_read_keep_no_session_open()
    {
        await Quietly("SessionStart");
        talk.Respond();
        await File.WriteAllTextAsync(cs.PricingPath, "{", TestContext.Current.CancellationToken);

        var result = await Tell(cs, talk, "SessionEnd");

        Assert.Equal((0, ""), (result.ExitCode, result.Text));
        Assert.Contains("pricing.json", result.Error);
        await Ended((await Only()).Whole("id"));
        File.Delete(cs.PricingPath);
        await cs.Json("import");
        Assert.Equal(talk.Tokens, (await Only()).Whole("aiTokens"));
    }

    [Fact]
    public async Task While_another_program_holds_the_ledger_tools_go_ahead_and_the_end_comes_when_it_lets_go()
    {
        await Quietly("SessionStart");
        talk.Respond();
        await cs.Json("budget", "set", "100");
        using (var ledger = cs.OpenLedger())
        {
            ledger.Execute("BEGIN IMMEDIATE");
            Assert.Equal((0, ""), await Tell(cs, talk, "PreToolUse") is { ExitCode: var code, Text: var text } ? (code, text) : default);
            Assert.Equal(0, (await Tell(cs, talk, "SessionEnd")).ExitCode);
            Assert.Equal("active", (await Only()).Text("status"));
            ledger.Execute("COMMIT");
        }

        await Ended((await Only()).Whole("id"));
        Assert.Equal(talk.Tokens, (await Only()).Whole("aiTokens"));
    }

    [Fact]
    public async Task A_git_that_takes_long_is_left_to_a_process_of_its_own()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The slow git is a script for sh.");
        await Quietly("SessionStart");
        repo.Write("made.txt", "made");
        talk.Respond();
        // Waits until it is let go.
        var (gate, folder) = (Path.Combine(Cs.Folder, "gate"), Folder("slow"));
        var git = Path.Combine(folder, "git");
        await File.WriteAllTextAsync(git, $"""
            #!/bin/sh
            PATH=${"{"}PATH#*:{"}"}
            while [ ! -e '{gate}' ]; do sleep 0.05; done
            exec git "$@"
            """, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(git, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var result = await Tell(cs.With("PATH", $"{folder}:{Environment.GetEnvironmentVariable("PATH")}"), talk, "SessionEnd");

        Assert.Equal((0, ""), (result.ExitCode, result.Text));
        Assert.Equal("active", (await Only()).Text("status"));
        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);
        var id = (await Only()).Whole("id");
        await Ended(id);
        Assert.Equal("made.txt", Assert.Single((await Show(id, "--files")).List("files")).Text("filePath"));
        Assert.Equal(talk.Tokens, (await Only()).Whole("aiTokens"));
    }

    [Fact]
    public async Task Under_json_the_answer_is_one_document()
    {
        await Quietly("SessionStart");
        talk.Respond();

        var answer = (await cs.RunWith(talk.Event("Stop"), "hook", "--json")).Document;

        answer.IsAnswerOf("event", "sessionId", "calls");
        Assert.Equal(("Stop", (await Only()).Whole("id"), 1), (answer.Text("event"), answer.Whole("sessionId"), answer.Whole("calls")));
        (await cs.RunWith([], "hook", "--json")).Document.IsAnswerOf("event", "calls");
    }

    [Fact]
    public async Task Neither_prompts_nor_replies_reach_the_ledger()
    {
        await Quietly("SessionStart");
        talk.Ask("secret words").Respond();
        await Tell(cs, talk, "UserPromptSubmit", ("prompt", "secret words"));
        await Quietly("Stop");
        await Quietly("SessionEnd");
        await Ended((await Only()).Whole("id"));

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(cs.LedgerPath)!))
        {
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf("secret words"u8));
        }
    }
}
