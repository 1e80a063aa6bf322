using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>The logs of Gemini CLI: lines, and the documents of older versions.</summary>
public sealed class GeminiLogTests
{
    private const string Chats = "gemini/tmp/made-up/chats/";

    private static readonly GeminiLog Log = new();

    [Fact]
    public void A_message_told_again_is_one_call_and_thoughts_are_output()
    {
        var calls = LogReading.OfSample(Log, Chats + "session-2026-10-03T08-00-aaaa0000.jsonl").Calls;

        Assert.Equal(["m2", "m3"], calls.Select(call => call.EventId));
        Assert.Equal(new TokenCounts { Input = 205, CacheRead = 800, Output = 120, Reasoning = 70 }, calls[0].Observed.Tokens);
        Assert.Equal(new TokenCounts { Input = 200, Output = 20 }, calls[1].Observed.Tokens);
        Assert.Equal(["gemini-2.5-pro", "gemini-2.5-flash"], calls.Select(call => call.Observed.Model));
        Assert.All(calls, call => Assert.Equal("google", call.Provider));
    }

    [Fact]
    public void The_conversation_has_the_projects_folder_and_the_agents_own_summary()
    {
        var conversation = Assert.Single(LogReading.OfSample(Log, Chats + "session-2026-10-03T08-00-aaaa0000.jsonl").Conversations);

        Assert.Equal(("aaaa0000-1111", "/made/up", "Paint the fence"), (conversation.Id, conversation.Folder, conversation.Title));
        Assert.Equal(LogTime.Of("2026-10-03T08:00:00Z"), conversation.Start);
        Assert.Equal(LogTime.Of("2026-10-03T08:02:00Z"), conversation.End);
    }

    [Fact]
    public void Only_edits_that_were_made_count()
    {
        var conversation = Assert.Single(LogReading.OfSample(Log, Chats + "session-2026-10-03T08-00-aaaa0000.jsonl").Conversations);

        Assert.Equal(2, conversation.Edits.Count);
        Assert.Equal(new LoggedEdit(FileChangeType.Created, LogTime.Of("2026-10-03T08:00:25Z")!.Value), conversation.Edits["/made/up/new.txt"]);
        Assert.Equal(FileChangeType.Modified, conversation.Edits["/made/up/old.txt"].Type);
    }

    [Fact]
    public void What_is_no_usage_is_told()
    {
        var problems = LogReading.OfSample(Log, Chats + "session-2026-10-03T08-00-aaaa0000.jsonl").Problems;

        Assert.Equal([(LogProblemKind.UnknownShape, 4L), (LogProblemKind.Broken, 1L)], problems.Select(problem => (problem.Kind, problem.Count)));
    }

    [Fact]
    public void A_subagent_works_for_the_session_whose_folder_its_log_is_in()
    {
        var reading = LogReading.OfSample(Log, Chats + "aaaa0000-1111/sub-2222.jsonl");

        var call = Assert.Single(reading.Calls);
        Assert.Equal(("aaaa0000-1111", "s1"), (call.Conversation.Id, call.EventId));
        Assert.Null(Assert.Single(reading.Conversations).Title);
    }

    [Fact]
    public void Reading_goes_on_in_the_middle_under_the_same_session()
    {
        var path = LogReading.PathOf(Chats + "session-2026-10-03T08-00-aaaa0000.jsonl");
        var end = LogReading.Of(Log, path).End!.Value;
        var third = File.ReadAllText(path).IndexOf("{\"id\":\"m3\"", StringComparison.Ordinal);

        var call = Assert.Single(LogReading.Of(Log, path, end with { Offset = third }).Calls);

        Assert.Equal(("aaaa0000-1111", "m3"), (call.Conversation.Id, call.EventId));
    }

    [Fact]
    public void The_documents_of_older_versions_say_the_same()
    {
        var reading = LogReading.OfSample(Log, Chats + "session-2025-11-03T08-00-bbbb0000.json");

        var call = Assert.Single(reading.Calls);
        Assert.Equal(("bbbb0000-3333", "o2"), (call.Conversation.Id, call.EventId));
        Assert.Equal(new TokenCounts { CacheRead = 500, Output = 13, Reasoning = 7 }, call.Observed.Tokens);
        Assert.Equal("Mow the lawn", call.Conversation.Title);
        Assert.Equal(LogTime.Of("2025-11-03T08:05:00Z"), call.Conversation.End);
        Assert.Equal((LogProblemKind.UnknownShape, 2L), (Assert.Single(reading.Problems).Kind, reading.Problems[0].Count));
    }

    [Fact]
    public void A_document_that_is_not_whole_is_looked_at_again()
    {
        var reading = LogReading.OfSample(Log, Chats + "session-2025-11-04T08-00-cccc0000.json");

        Assert.Empty(reading.Calls);
        Assert.Equal(LogProblemKind.Broken, Assert.Single(reading.Problems).Kind);
        Assert.Null(reading.End);
    }

    [Theory]
    [InlineData("/home/u/.gemini/tmp/p/chats/session-a.jsonl", true)]
    [InlineData("/home/u/.gemini/tmp/p/chats/session-a.json", true)]
    [InlineData("/home/u/.gemini/tmp/p/chats/parent/sub.jsonl", true)]
    [InlineData("/backup/session-a.json", true)]
    [InlineData("/home/u/.gemini/tmp/p/chats/session-a.jsonl.tmp-1", false)]
    [InlineData("/home/u/.gemini/tmp/p/logs.json", false)]
    public void Its_logs_are_its_chats(string path, bool isLog) => Assert.Equal(isLog, Log.IsLog(path));

    [Fact]
    public void The_variable_stands_for_the_home_folder()
    {
        var surroundings = new LogSurroundings("/home/u", new Dictionary<string, string> { ["GEMINI_CLI_HOME"] = "/moved" });

        Assert.Equal("/moved/.gemini/tmp", Assert.Single(Log.Places(surroundings)).Replace('\\', '/'));
    }
}
