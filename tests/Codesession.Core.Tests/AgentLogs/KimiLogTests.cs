using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>The logs of Kimi CLI.</summary>
public sealed class KimiLogTests
{
    private const string Session = "kimi/sessions/0123abcd/aaaa-kimi/wire.jsonl";

    private static readonly KimiLog Log = new();

    [Fact]
    public void Each_status_with_usage_is_a_call_of_no_stated_model()
    {
        var calls = LogReading.OfSample(Log, Session).Calls;

        Assert.Equal(2, calls.Count);
        Assert.Equal(("chatcmpl-kimi1", null, null), (calls[0].Observed.ResponseId, calls[0].Observed.Model, calls[0].EventId));
        Assert.Equal(new TokenCounts { Input = 100, CacheRead = 1000, Output = 50 }, calls[0].Observed.Tokens);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1791100805500), calls[0].Time);
    }

    [Fact]
    public void A_subagents_events_count_where_it_has_no_log_of_its_own()
    {
        var inSession = LogReading.OfSample(Log, Session).Calls[1];
        var own = Assert.Single(LogReading.OfSample(Log, "kimi/sessions/0123abcd/aaaa-kimi/subagents/s1/wire.jsonl").Calls);

        Assert.Equal(new TokenCounts { Input = 1, CacheRead = 3, CacheWrite = 4, Output = 2 }, inSession.Observed.Tokens);
        Assert.Equal(new TokenCounts { Input = 7, CacheWrite = 9, Output = 8 }, own.Observed.Tokens);
        Assert.Equal(["aaaa-kimi", "aaaa-kimi"], [inSession.Conversation.Id, own.Conversation.Id]);
        Assert.NotEqual(inSession.EventId, own.EventId);
    }

    [Fact]
    public void The_folder_is_that_of_the_last_session_beside_it()
    {
        var conversation = Assert.Single(LogReading.OfSample(Log, Session).Conversations);

        Assert.Equal(("aaaa-kimi", "/made/up", null), (conversation.Id, conversation.Folder, conversation.Title));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1791100800250), conversation.Start);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1791100900000), conversation.End);
        Assert.Equal("/made/up/a.txt", Assert.Single(conversation.Edits).Key);
    }

    [Fact]
    public void What_is_no_usage_is_told()
    {
        var problems = LogReading.OfSample(Log, Session).Problems;

        Assert.Equal([(LogProblemKind.UnknownShape, 3L), (LogProblemKind.Broken, 1L)], problems.Select(problem => (problem.Kind, problem.Count)));
    }

    [Fact]
    public void A_session_without_calls_tells_none()
    {
        var reading = LogReading.OfSample(Log, "kimi/sessions/0123abcd/bbbb-kimi/wire.jsonl");

        Assert.Empty(reading.Calls);
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public void Its_variable_moves_the_logs()
    {
        var surroundings = new LogSurroundings("/home/u", new Dictionary<string, string> { ["KIMI_SHARE_DIR"] = "/moved" });

        Assert.Equal("/moved/sessions", Assert.Single(Log.Places(surroundings)).Replace('\\', '/'));
        Assert.True(Log.IsLog("/moved/sessions/hash/session/wire.jsonl"));
        Assert.False(Log.IsLog("/moved/sessions/hash/session/context.jsonl"));
    }
}
