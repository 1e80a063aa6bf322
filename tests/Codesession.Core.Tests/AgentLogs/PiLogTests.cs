using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>The logs of pi, OMP and OpenClaw.</summary>
public sealed class PiLogTests
{
    private const string Session = "pi/2026-10-01T08-00-00-000Z_11111111-aaaa.jsonl";
    private const string Fork = "pi/2026-10-01T09-00-00-000Z_22222222-bbbb.jsonl";

    [Fact]
    public void Each_reply_is_a_call_with_its_classes_of_tokens()
    {
        var calls = LogReading.OfSample(PiLog.Pi, Session).Calls;

        Assert.Equal(["00000003", "00000005", "0000000e"], calls.Select(call => call.EventId));
        Assert.Equal(new TokenCounts { Input = 10, CacheRead = 3000, CacheWrite = 400, Output = 200 }, calls[0].Observed.Tokens);
        Assert.Equal(("claude-sonnet-4-5", "msg_pi1", "anthropic", 0.00543m), (calls[0].Observed.Model, calls[0].Observed.ResponseId, calls[0].Provider, calls[0].StatedCost));
        Assert.Equal(LogTime.Of("2026-10-01T08:00:05Z"), calls[0].Time);
        Assert.Equal(new TokenCounts { Input = 7, Output = 8 }, calls[2].Observed.Tokens);
        Assert.Null(calls[2].StatedCost);
    }

    [Fact]
    public void Of_a_router_the_model_it_chose_counts_and_what_broke_off_is_partial()
    {
        var call = LogReading.OfSample(PiLog.Pi, Session).Calls[1];

        Assert.Equal("openai/gpt-5", call.Observed.Model);
        Assert.Null(call.Provider);
        Assert.Null(call.StatedCost);
        Assert.True(call.Observed.Partial);
    }

    [Fact]
    public void The_conversation_is_that_of_the_header()
    {
        var conversation = Assert.Single(LogReading.OfSample(PiLog.Pi, Session).Conversations);

        Assert.Equal(("11111111-aaaa", "/made/up", null), (conversation.Id, conversation.Folder, conversation.Title));
        Assert.Equal(LogTime.Of("2026-10-01T08:00:00Z"), conversation.Start);
        Assert.Equal(LogTime.Of("2026-10-01T08:00:20Z"), conversation.End);
        Assert.Equal("src/made-up.txt", Assert.Single(conversation.Edits).Key);
    }

    [Fact]
    public void What_is_no_usage_is_told_and_the_cut_off_line_waits()
    {
        var reading = LogReading.OfSample(PiLog.Pi, Session);

        Assert.Equal(5, reading.Problems.Single(problem => problem.Kind == LogProblemKind.UnknownShape).Count);
        Assert.Equal(1, reading.Problems.Single(problem => problem.Kind == LogProblemKind.Broken).Count);
        Assert.Equal(2, reading.Problems.Count);
        Assert.True(reading.End!.Value.Offset < new FileInfo(LogReading.PathOf(Session)).Length);
    }

    [Fact]
    public void What_a_fork_copied_from_its_parent_is_its_parents()
    {
        var call = Assert.Single(LogReading.OfSample(PiLog.Pi, Fork).Calls);

        Assert.Equal(("22222222-bbbb", "00000021"), (call.Conversation.Id, call.EventId));
    }

    [Fact]
    public void Reading_goes_on_in_the_middle_as_from_the_beginning()
    {
        var path = LogReading.PathOf(Fork);
        var header = File.ReadAllText(path).IndexOf('\n') + 1;
        var state = "22222222-bbbb\t" + LogTime.Of("2026-10-01T09:00:00Z")!.Value.UtcTicks + "\t/made/up";
        Assert.Equal(state, LogReading.Of(PiLog.Pi, path).End!.Value.State);

        var call = Assert.Single(LogReading.Of(PiLog.Pi, path, new LogPosition(header, state)).Calls);

        Assert.Equal(("22222222-bbbb", "00000021", "/made/up"), (call.Conversation.Id, call.EventId, call.Conversation.Folder));
    }

    [Fact]
    public void Entries_of_the_first_version_are_known_by_their_time()
    {
        var call = Assert.Single(LogReading.OfSample(PiLog.Pi, "pi/first-version.jsonl").Calls);

        Assert.Equal(("33333333-cccc", "2025-11-20T08:00:05.0000000Z"), (call.Conversation.Id, call.EventId));
        Assert.Equal(new TokenCounts { Input = 1, Output = 2, CacheRead = 3, CacheWrite = 4 }, call.Observed.Tokens);
    }

    [Fact]
    public void Omp_tells_calls_beside_the_talk_too_and_more_of_each()
    {
        var reading = LogReading.OfSample(PiLog.Omp, "omp/.omp/2026-10-02T08-00-00-000Z_44444444-dddd.jsonl");

        Assert.Empty(reading.Problems);
        Assert.Equal(
            [
                new TokenCounts { Input = 90, Output = 8, Reasoning = 3 },
                new TokenCounts { Input = 20, Output = 300, CacheRead = 1000, CacheWrite = 100, CacheWrite1h = 400 },
                new TokenCounts { Input = 33, Output = 44, CacheRead = 55 },
            ],
            reading.Calls.Select(call => call.Observed.Tokens));
        Assert.Equal(["gpt-5-nano", "claude-opus-4-8", "gpt-5.5"], reading.Calls.Select(call => call.Observed.Model));
        Assert.Equal(2, reading.Calls[1].Observed.WebSearches);
        Assert.Equal("openai", reading.Calls[2].Provider);
        var conversation = Assert.Single(reading.Conversations);
        Assert.Equal("44444444-dddd", conversation.Id);
        Assert.Equal("/made/up/new.txt", Assert.Single(conversation.Edits).Key);
        Assert.Equal("Mend the gutter", conversation.Title);
    }

    [Fact]
    public void OpenClaw_keeps_logs_of_sessions_that_were_reset()
    {
        var call = Assert.Single(LogReading.OfSample(PiLog.OpenClaw, "openclaw/agents/main/sessions/55555555-eeee.jsonl.reset.2026-02-03T04-05-06.789Z").Calls);

        Assert.Equal(("55555555-eeee", "b0000002"), (call.Conversation.Id, call.EventId));
        Assert.Equal(new TokenCounts { Input = 5, Output = 6, CacheRead = 70, CacheWrite1h = 80 }, call.Observed.Tokens);
    }

    [Theory]
    [InlineData("/home/u/.openclaw/agents/main/sessions/a.jsonl", true)]
    [InlineData("/home/u/.openclaw/agents/main/sessions/a.jsonl.deleted.2026-01-01T00-00-00.000Z", true)]
    [InlineData("/home/u/.openclaw/agents/main/sessions/a.jsonl.deleted.2026-01-01T00-00-00.000Z.zst", false)]
    [InlineData("/home/u/.openclaw/agents/main/sessions/a.trajectory.jsonl", false)]
    [InlineData("/home/u/.openclaw/agents/main/sessions/a.checkpoint.00000000-0000-4000-8000-000000000000.jsonl", false)]
    [InlineData("/home/u/.openclaw/agents/main/sessions/sessions.json", false)]
    [InlineData("/home/u/.openclaw/agents/main/agent/codex-home/sessions/2026/01/01/rollout-a.jsonl", false)]
    public void Of_OpenClaws_files_some_are_logs(string path, bool isLog) => Assert.Equal(isLog, PiLog.OpenClaw.IsLog(path));

    [Fact]
    public void The_agents_own_variables_move_their_logs()
    {
        var surroundings = new LogSurroundings("/home/u", new Dictionary<string, string>
        {
            ["PI_CODING_AGENT_DIR"] = "~/elsewhere", ["PI_CODING_AGENT_SESSION_DIR"] = "/sessions", ["OPENCLAW_STATE_DIR"] = "/claw",
        });

        Assert.Equal(["/home/u/elsewhere/sessions", "/sessions"], PiLog.Pi.Places(surroundings).Select(WithSlashes));
        Assert.Equal(["/claw/agents"], PiLog.OpenClaw.Places(surroundings).Select(WithSlashes));
        Assert.Contains("/home/u/.omp/agent/sessions", PiLog.Omp.Places(surroundings).Select(WithSlashes));

        static string WithSlashes(string path) => path.Replace('\\', '/');
    }
}
