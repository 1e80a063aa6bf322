using System.Globalization;
using Codesession.Core.Tests.Storage;
using static Codesession.Core.Tests.AgentLogs.LogLines;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>Which sessions imported calls belong to, and what else of a conversation is recorded.</summary>
public sealed class ImportSessionsTests : ImportTest
{
    private List<string> CallsOfSessions => Test.Sql.Rows("SELECT s.origin, response_id FROM ai_usage JOIN sessions AS s ON s.id = session_id ORDER BY 2");

    [Fact]
    public void A_conversation_becomes_a_session_from_its_first_line_to_its_last()
    {
        ClaudeLog(User("hello", "2026-03-01T09:58:00.000Z"), Claude("m1"), User("bye", "2026-03-01T10:30:30.500Z"));

        Import();

        Assert.Equal(["Claude Code in up, 2026-03-01|2026-03-01T09:58:00.000Z|2026-03-01T10:30:30.500Z|1950|/made/up|main|log|completed"],
            Test.Sql.Rows("SELECT name, start_time, end_time, duration, working_directory, branch, origin, status FROM sessions"));
    }

    [Fact]
    public async Task Calls_join_the_session_that_somebody_tracked_there_at_that_time()
    {
        var session = Test.Start();
        Test.Clock.Advance(TimeSpan.FromHours(1));
        await Test.EndAsync(session.Id);
        ClaudeLog(
            Claude("m1", time: Time(-1), folder: Test.Work), Claude("m2", time: Time(0), folder: Test.Work), Claude("m3", time: Time(60), folder: Test.Work),
            Claude("m4", time: Time(61), folder: Test.Work), Claude("m5", time: Time(30), session: "s2", folder: Test.NewFolder("elsewhere")));

        Import();

        Assert.Equal(["log|m1", "NULL|m2", "NULL|m3", "log|m4", "log|m5"], CallsOfSessions);
        Assert.Equal(2, Test.Session(session.Id).AiCalls);
        AssertSound(Test);
    }

    [Fact]
    public void Calls_join_a_session_that_is_still_going_on()
    {
        Test.Start();
        ClaudeLog(Claude("m1", time: Time(5), folder: Test.Work));

        Import();

        Assert.Equal(["NULL|m1"], CallsOfSessions);
        Assert.Equal(1, Test.Sql.Number("SELECT count(*) FROM sessions"));
    }

    [Fact]
    public void A_conversation_that_a_hook_connected_goes_with_its_session()
    {
        Test.Start();
        var hooked = Test.Start(Test.NewFolder("other"), SessionOrigin.Hook);
        Test.Ledger.Logs.Connect("claude", "s1", hooked.Id);
        ClaudeLog(Claude("m1", time: Time(5), folder: Test.Work), Claude("m2", time: Time(5), folder: Test.Work, session: "s2"));

        Import();

        Assert.Equal(["hook|m1", "NULL|m2"], CallsOfSessions);
        Assert.Equal(hooked.Id, Test.Ledger.Logs.SessionOf("claude", "s1")!.Id);
    }

    [Fact]
    public void Calls_of_no_other_session_go_where_they_are_asked_to()
    {
        var session = Test.Start();
        var log = ClaudeLog(Claude("m1", time: Time(5)));

        Import(request => request with { Paths = [log], SessionId = session.Id, Source = UsageSource.Hook });
        Import();

        Assert.Equal(["NULL|m1"], CallsOfSessions);
        Assert.Equal(1, Test.Sql.Number("SELECT count(*) FROM sessions"));
    }

    [Fact]
    public void What_a_resumed_conversation_had_cost_before_is_no_matter_of_today()
    {
        var asked = Test.Start();
        var run = Test.Start(Test.NewFolder("other"), SessionOrigin.Run);
        Test.Ledger.Logs.Connect("claude", "s2", run.Id);
        var log = ClaudeLog(
            Claude("m1", time: Time(-600)), Claude("m2", time: Time(5)), Claude("m3", time: Time(-600), session: "s2"), Claude("m4", time: Time(5), session: "s2"));

        Import(request => request with { Paths = [log], SessionId = asked.Id, Source = UsageSource.Hook });

        Assert.Equal(["log|m1", "NULL|m2", "log|m3", "run|m4"], CallsOfSessions);
        Assert.Equal(run.Id, Test.Ledger.Logs.SessionOf("claude", "s2")!.Id);
        AssertSound(Test);
    }

    [Fact]
    public void What_a_hook_recorded_is_not_recorded_from_the_log()
    {
        var log = ClaudeLog(Claude("m1", output: 5));
        Import(request => request with { Paths = [log], Source = UsageSource.Hook });
        File.AppendAllText(log, Claude("m1", output: 80) + "\n" + Claude("m2") + "\n");

        Import();
        Import(request => request with { Reread = true });

        Assert.Equal(["m1|80|hook", "m2|100|log"], Test.Sql.Rows("SELECT response_id, completion_tokens, source FROM ai_usage ORDER BY 1"));
        AssertSound(Test);
    }

    [Fact]
    public void A_session_that_somebody_removed_does_not_come_back()
    {
        var file = ClaudeLog(Claude("m1"), Claude("m2", session: "s2"));
        Import();
        var removed = Test.Ledger.Logs.SessionOf("claude", "s1")!;
        Test.Ledger.Sessions.Remove(removed.Id);

        Import();

        Assert.Equal(["log|m2"], CallsOfSessions);
        File.AppendAllText(file, Claude("m3", session: "s2") + "\n");
        Import();
        Assert.Equal(["log|m2", "log|m3"], CallsOfSessions);
        AssertSound(Test);
    }

    [Fact]
    public void A_conversation_in_no_folder_has_a_session_too()
    {
        ClaudeLog(Claude("m1").Replace($"\"cwd\":\"{Folder}\",", ""));

        Import();

        Assert.Equal(["Claude Code, 2026-03-01|unknown"], Test.Sql.Rows("SELECT name, working_directory FROM sessions"));
    }

    [Fact]
    public void Only_conversations_of_one_scope_are_recorded_where_that_is_asked_for()
    {
        var folder = Test.NewFolder("there");
        ClaudeLog(Claude("m1", folder: folder));
        Log(".claude/projects/-other/other.jsonl", Claude("m2", session: "s2"));

        Import(request => request with { Scope = folder });
        Assert.Equal(["log|m1"], CallsOfSessions);
        Import();

        Assert.Equal(["log|m1", "log|m2"], CallsOfSessions);
    }

    [Fact]
    public void Calls_of_models_without_a_price_are_recorded_and_priced_by_nobody()
    {
        ClaudeLog(Claude("m1", model: "made-up-model-1"), Claude("m2"));

        var agent = Import().Agents.Single();

        Assert.Equal((2, 1, 0.0045m), (agent.Calls, agent.UnpricedCalls, agent.Cost));
        Assert.Equal(["m1|NULL|NULL", "m2|45000000|built-in"], Test.Sql.Rows("SELECT response_id, cost_e10, price_source FROM ai_usage ORDER BY 1"));
        AssertSound(Test);
    }

    [Fact]
    public void Of_an_unpriced_call_what_its_agent_reckoned_counts()
    {
        ClaudeLog(Claude("m1", model: "made-up-model-1", more: ",\"costUSD\":0.25"), Claude("m2", more: ",\"costUSD\":0.25"));

        var agent = Import().Agents.Single();

        Assert.Equal((0, 0.2545m), (agent.UnpricedCalls, agent.Cost));
    }

    [Fact]
    public void Files_that_the_log_says_were_edited_are_changes_of_the_session()
    {
        ClaudeLog(
            Claude("m1", content: Edit("/made/up/src/a.cs")), Claude("m2", content: Edit("/made/up/src/a.cs", "Write")), Claude("m3", content: Edit("/elsewhere/b.cs")),
            Claude("m4", content: Edit("src/c.cs", "MultiEdit")), Claude("m5", content: Edit("/made/up/d.cs", "Read")), Claude("m6", content: Edit("/made/upper/e.cs")));

        Import();
        Import(request => request with { Reread = true });

        Assert.Equal(["src/a.cs|modified|stated", "src/c.cs|modified|stated"], Test.Sql.Rows("SELECT file_path, change_type, evidence FROM file_changes ORDER BY 1"));
        Assert.Equal(2, Test.Sql.Number("SELECT files_changed FROM sessions"));
        AssertSound(Test);
    }

    [Fact]
    public void Files_that_Codex_patched_are_changes_of_the_session()
    {
        CodexLog(Thread(), Turn(), Count(1),
            """{"timestamp":"2026-03-01T10:01:00.000Z","type":"event_msg","payload":{"type":"patch_apply_end","success":true,"changes":{"/made/up/new.cs":{"type":"add"},"/made/up/old.cs":{"type":"delete"},"/made/up/c.cs":{"type":"update"}}}}""",
            """{"timestamp":"2026-03-01T10:01:00.000Z","type":"event_msg","payload":{"type":"patch_apply_end","success":false,"changes":{"/made/up/not.cs":{"type":"add"}}}}""");

        Import();

        Assert.Equal(["c.cs|modified", "new.cs|created", "old.cs|deleted"], Test.Sql.Rows("SELECT file_path, change_type FROM file_changes ORDER BY 1"));
    }

    private static string Time(int minutes) => TestLedger.Noon.AddMinutes(minutes).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
