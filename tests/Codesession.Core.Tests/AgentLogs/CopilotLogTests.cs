using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>The telemetry of Copilot CLI.</summary>
public sealed class CopilotLogTests
{
    private static readonly CopilotLog Log = new();

    [Fact]
    public void Each_chat_is_a_call_and_summaries_are_none()
    {
        var calls = LogReading.OfSample(Log, "copilot/telemetry.jsonl").Calls;

        Assert.Equal(["s1", "s3", "s4"], calls.Select(call => call.EventId));
        Assert.Equal(
            [
                new TokenCounts { Input = 100, CacheRead = 900, CacheWrite = 200, Output = 80 },
                new TokenCounts { Input = 40, CacheRead = 10, Output = 20, Reasoning = 20 },
                new TokenCounts { Input = 5, Output = 6 },
            ],
            calls.Select(call => call.Observed.Tokens));
        Assert.Equal(["claude-sonnet-4.5", "gpt-5", "gpt-5-mini"], calls.Select(call => call.Observed.Model));
        Assert.Equal("resp-cop1", calls[0].Observed.ResponseId);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1791187205500), calls[0].Time);
        Assert.Equal(LogTime.Of("2026-10-05T08:00:10Z"), calls[1].Time);
    }

    [Fact]
    public void A_chat_of_no_stated_conversation_is_its_traces()
    {
        var conversations = LogReading.OfSample(Log, "copilot/telemetry.jsonl").Conversations;

        Assert.Equal(["aaaa-copilot", "t2"], conversations.Select(conversation => conversation.Id));
        Assert.Equal("main", conversations[0].Branch);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1791187200250), conversations[0].Start);
    }

    [Fact]
    public void What_is_no_usage_is_told()
    {
        var problems = LogReading.OfSample(Log, "copilot/telemetry.jsonl").Problems;

        Assert.Equal([(LogProblemKind.UnknownShape, 5L), (LogProblemKind.Broken, 1L)], problems.Select(problem => (problem.Kind, problem.Count)));
    }

    [Fact]
    public void The_file_that_its_variable_names_is_looked_for_beside_the_customary_folder()
    {
        var surroundings = new LogSurroundings("/home/u", new Dictionary<string, string> { ["COPILOT_OTEL_FILE_EXPORTER_PATH"] = "/tmp/copilot.jsonl" });

        Assert.Equal(["/tmp/copilot.jsonl", "/home/u/.copilot/otel"], Log.Places(surroundings).Select(path => path.Replace('\\', '/')));
    }
}
