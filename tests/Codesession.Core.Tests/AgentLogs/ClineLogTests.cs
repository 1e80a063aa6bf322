using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

public class ClineLogTests
{
    private const string Task = "cline/saoudrizwan.claude-dev/tasks/1760000000000/ui_messages.json";

    [Fact]
    public void A_request_of_Cline_counts_its_caches_apart()
    {
        var call = LogReading.OfSample(ClineLog.Cline, Task).Calls[0];

        Assert.Equal(new TokenCounts { Input = 10, CacheWrite = 3000, CacheRead = 4000, Output = 200 }, call.Observed.Tokens);
        Assert.Equal(("claude-sonnet-4-5", "anthropic"), (call.Observed.Model, call.Provider));
        Assert.Equal(("1760000001000", 0.0345m), (call.EventId, call.StatedCost));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_001_000), call.Time);
        Assert.Equal("1760000000000", call.Conversation.Id);
    }

    [Fact]
    public void Some_of_its_providers_put_the_caches_into_the_input()
    {
        var calls = LogReading.OfSample(ClineLog.Cline, Task).Calls;

        Assert.Equal(new TokenCounts { Input = 600, CacheRead = 400, Output = 20 }, calls[1].Observed.Tokens);
        Assert.Equal(("qwen3-max", null), (calls[1].Observed.Model, calls[1].Provider));
        Assert.Equal(new TokenCounts { Input = 1000, CacheRead = 400, Output = 20 }, calls[2].Observed.Tokens);
        Assert.Equal(("openai/gpt-5", "openrouter"), (calls[2].Observed.Model, calls[2].Provider));
    }

    [Fact]
    public void Subagents_are_told_and_what_was_deleted_is_not_told_again()
    {
        var calls = LogReading.OfSample(ClineLog.Cline, Task).Calls;

        Assert.Equal(4, calls.Count);
        Assert.Equal(("1760000010000", 7, "claude-haiku-4-5"), (calls[3].EventId, calls[3].Observed.Tokens.Input, calls[3].Observed.Model));
    }

    [Fact]
    public void Files_that_Cline_edited_are_told()
    {
        var task = Assert.Single(LogReading.OfSample(ClineLog.Cline, Task).Conversations);

        Assert.Equal([("src/app.cs", FileChangeType.Modified)], task.Edits.Select(edit => (edit.Key, edit.Value.Type)));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000), task.Start);
    }

    [Fact]
    public void A_request_that_runs_or_failed_is_none_and_one_that_makes_no_sense_a_problem()
    {
        var problem = Assert.Single(LogReading.OfSample(ClineLog.Cline, Task).Problems);

        Assert.Equal((LogProblemKind.UnknownShape, 3L), (problem.Kind, problem.Count));
    }

    [Fact]
    public void Newer_versions_keep_sessions_in_which_the_input_holds_the_caches()
    {
        var reading = LogReading.OfSample(ClineLog.Cline, "cline/sessions/demo1/demo1.messages.json");

        Assert.Equal(["a1", "a2"], reading.Calls.Select(call => call.EventId));
        var call = reading.Calls[0];
        Assert.Equal(new TokenCounts { Input = 10, CacheWrite = 3000, CacheRead = 4000, Output = 200 }, call.Observed.Tokens);
        Assert.Equal(("claude-sonnet-4-5", "anthropic", 0.03m), (call.Observed.Model, call.Provider, call.StatedCost));
        Assert.Equal(("demo1", "/home/demo/app"), (call.Conversation.Id, call.Conversation.Folder));
        Assert.Equal("openai", reading.Calls[1].Provider);
        Assert.Equal([(LogProblemKind.UnknownShape, 2L)], reading.Problems.Select(problem => (problem.Kind, problem.Count)));
    }

    [Fact]
    public void Roo_puts_the_caches_into_the_input_since_it_counts_them_all()
    {
        var reading = LogReading.OfSample(ClineLog.Roo, "roo/rooveterinaryinc.roo-cline/tasks/demo-roo/ui_messages.json");

        var both = new TokenCounts { Input = 10, CacheWrite = 3000, CacheRead = 4000, Output = 200 };
        Assert.Equal([both, both, new TokenCounts { Input = 100, Output = 5 }], reading.Calls.Select(call => call.Observed.Tokens));
        Assert.Equal([0.0345m, 0.0345m, null], reading.Calls.Select(call => call.StatedCost));
        Assert.All(reading.Calls, call => Assert.Null(call.Observed.Model));
        Assert.Equal("/home/demo/app", Assert.Single(reading.Conversations).Folder);
    }

    [Fact]
    public void Kilo_counts_as_Roo()
    {
        var call = Assert.Single(LogReading.OfSample(ClineLog.Kilo, "kilo/kilocode.kilo-code/tasks/demo-kilo/ui_messages.json").Calls);

        Assert.Equal(new TokenCounts { Input = 100, CacheRead = 900, Output = 5 }, call.Observed.Tokens);
    }

    [Fact]
    public void A_document_that_is_no_list_is_a_problem() => Assert.Equal(
        LogProblemKind.UnknownShape,
        Assert.Single(LogReading.OfSample(ClineLog.Roo, "roo/rooveterinaryinc.roo-cline/tasks/demo-object/ui_messages.json").Problems).Kind);

    [Fact]
    public void Each_extension_has_a_folder_of_its_own()
    {
        const string roo = "/c/Code/User/globalStorage/rooveterinaryinc.roo-cline/tasks/1/ui_messages.json";
        const string kilo = "/c/Code/User/globalStorage/kilocode.Kilo-Code/tasks/1/ui_messages.json";
        const string cline = "/home/demo/.cline/data/tasks/1/ui_messages.json";

        Assert.Equal(
            [(false, true, false), (false, false, true), (true, false, false)],
            new[] { roo, kilo, cline }.Select(path => (ClineLog.Cline.IsLog(path), ClineLog.Roo.IsLog(path), ClineLog.Kilo.IsLog(path))));
        var surroundings = new LogSurroundings("/home/demo", new Dictionary<string, string> { ["CLINE_DIR"] = "/data/cline" });
        Assert.Contains(Path.Combine("/data/cline", "data", "tasks"), ClineLog.Cline.Places(surroundings));
        Assert.Contains(Path.Combine("/data/cline", "data", "sessions"), ClineLog.Cline.Places(surroundings));
        Assert.Contains(ClineLog.Roo.Places(surroundings), place => place.EndsWith(Path.Combine("rooveterinaryinc.roo-cline", "tasks"), StringComparison.Ordinal));
    }
}
