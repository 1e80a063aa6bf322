using System.Text;
using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>The logs of Qwen Code.</summary>
public sealed class QwenLogTests
{
    private const string Project = "qwen/projects/-made-up/";

    private static readonly QwenLog Log = new();

    [Fact]
    public void Thoughts_are_part_of_the_output_unless_the_total_has_them_beside_it()
    {
        var calls = LogReading.OfSample(Log, Project + "chats/aaaa-qwen.jsonl").Calls;

        Assert.Equal(["u2", "u4", "u5", "u6"], calls.Select(call => call.EventId));
        Assert.Equal(
            [
                new TokenCounts { Input = 400, CacheRead = 600, Output = 100, Reasoning = 40 },
                new TokenCounts { Input = 10, Output = 50, Reasoning = 30 },
                new TokenCounts { Input = 1, Output = 5, Reasoning = 3 },
                new TokenCounts { Input = 1, Output = 2, Reasoning = 2 },
            ],
            calls.Select(call => call.Observed.Tokens));
        Assert.Equal(["qwen3-coder-plus", "gemini-2.5-pro", "gemini-2.5-pro", "qwen3-max"], calls.Select(call => call.Observed.Model));
    }

    [Fact]
    public void Its_lines_tell_the_conversation()
    {
        var conversation = Assert.Single(LogReading.OfSample(Log, Project + "chats/aaaa-qwen.jsonl").Conversations);

        Assert.Equal(("aaaa-qwen", "/made/up", "main", "Oil the hinge"), (conversation.Id, conversation.Folder, conversation.Branch, conversation.Title));
        Assert.Equal(LogTime.Of("2026-10-04T08:00:00Z"), conversation.Start);
        Assert.Equal(LogTime.Of("2026-10-04T08:01:30Z"), conversation.End);
        Assert.Equal("/made/up/a.txt", Assert.Single(conversation.Edits).Key);
    }

    [Fact]
    public void What_is_no_usage_is_told()
    {
        var problems = LogReading.OfSample(Log, Project + "chats/aaaa-qwen.jsonl").Problems;

        Assert.Equal([(LogProblemKind.UnknownShape, 5L), (LogProblemKind.Broken, 1L)], problems.Select(problem => (problem.Kind, problem.Count)));
    }

    [Fact]
    public void The_lines_that_a_fork_has_of_its_parent_are_its_parents()
    {
        var reading = LogReading.OfSample(Log, Project + "chats/bbbb-qwen.jsonl");

        Assert.Equal("v1", Assert.Single(reading.Calls).EventId);
        Assert.Null(Assert.Single(reading.Conversations).Title);
    }

    [Fact]
    public void A_subagents_calls_are_its_sessions_and_name_no_model()
    {
        var call = Assert.Single(LogReading.OfSample(Log, Project + "subagents/aaaa-qwen/agent-x1.jsonl").Calls);

        Assert.Equal(("aaaa-qwen", "w1", null), (call.Conversation.Id, call.EventId, call.Observed.Model));
        Assert.Equal(new TokenCounts { Input = 300, Output = 30 }, call.Observed.Tokens);
    }

    [Fact]
    public void It_is_told_from_Claude_Code_by_its_parts()
    {
        Assert.True(Log.Recognizes(File.ReadAllBytes(LogReading.PathOf(Project + "subagents/aaaa-qwen/agent-x1.jsonl"))));
        Assert.False(Log.Recognizes(Encoding.UTF8.GetBytes("""{"parentUuid":null,"sessionId":"s","type":"user","message":{"role":"user","content":"elit"},"uuid":"u"}""")));
    }

    [Fact]
    public void Its_variables_move_the_logs()
    {
        Assert.Equal(["/home/u/.qwen/projects"], PlacesWith());
        Assert.Equal(["/moved/projects"], PlacesWith(("QWEN_HOME", "/moved")));
        Assert.Equal(["/runtime/projects"], PlacesWith(("QWEN_HOME", "/moved"), ("QWEN_RUNTIME_DIR", "/runtime")));

        static IEnumerable<string> PlacesWith(params (string Name, string Value)[] variables) =>
            Log.Places(new LogSurroundings("/home/u", variables.ToDictionary(one => one.Name, one => one.Value))).Select(path => path.Replace('\\', '/'));
    }
}
