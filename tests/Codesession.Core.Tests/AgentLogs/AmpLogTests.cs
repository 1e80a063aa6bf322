using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

public class AmpLogTests
{
    private readonly AmpLog log = new();

    [Fact]
    public void Messages_and_the_ledger_are_told_as_one()
    {
        var reading = LogReading.OfSample(log, "amp/threads/T-demo.json");

        Assert.Equal(["m1", "m3", "m6", "11111111-0000-0000-0000-000000000003"], reading.Calls.Select(call => call.EventId));
        var (first, second, third, title) = (reading.Calls[0], reading.Calls[1], reading.Calls[2], reading.Calls[3]);
        Assert.Equal(new TokenCounts { Input = 10, CacheWrite = 3000, CacheRead = 4000, Output = 200 }, first.Observed.Tokens);
        Assert.Equal("claude-opus-4-5", first.Observed.Model);
        Assert.Equal(new DateTimeOffset(2025, 10, 9, 8, 53, 25, TimeSpan.Zero), first.Time);
        Assert.Equal(new TokenCounts { Input = 5, Output = 6 }, third.Observed.Tokens);
        // Without a time of its own: that of the prompt.
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_001_000), third.Time);
        Assert.Equal(new TokenCounts { Input = 700, Output = 8 }, title.Observed.Tokens);
        // What no cache served of a GPT's input stands where Claude's cache writes do.
        Assert.Equal(new TokenCounts { Input = 600, CacheRead = 400, Output = 50 }, second.Observed.Tokens);
        Assert.Equal("gpt-5", second.Observed.Model);
    }

    [Fact]
    public void A_thread_tells_folder_branch_title_and_the_files_it_edited()
    {
        var thread = Assert.Single(LogReading.OfSample(log, "amp/threads/T-demo.json").Conversations);

        Assert.Equal(("T-demo", "/home/demo/app", "main", "Demo title"), (thread.Id, thread.Folder, thread.Branch, thread.Title));
        Assert.Equal([("/home/demo/app/new.txt", FileChangeType.Created)], thread.Edits.Select(edit => (edit.Key, edit.Value.Type)));
    }

    [Fact]
    public void Figures_that_are_no_counts_are_a_problem()
    {
        var problem = Assert.Single(LogReading.OfSample(log, "amp/threads/T-demo.json").Problems);

        Assert.Equal((LogProblemKind.UnknownShape, 2L), (problem.Kind, problem.Count));
    }

    [Fact]
    public void A_forks_copies_are_no_calls_and_what_a_tool_was_given_is_no_title()
    {
        var reading = LogReading.OfSample(log, "amp/threads/T-fork.json");

        Assert.Equal(["m3"], reading.Calls.Select(call => call.EventId));
        Assert.Null(Assert.Single(reading.Conversations).Title);
    }

    [Fact]
    public void A_thread_that_is_cut_off_is_read_again()
    {
        var reading = LogReading.OfSample(log, "amp/threads/T-cut.json");

        Assert.Equal(LogProblemKind.Broken, Assert.Single(reading.Problems).Kind);
        Assert.Null(reading.End);
    }

    [Fact]
    public void It_lies_where_programs_keep_data()
    {
        Assert.Equal([Path.Combine("/home/demo", ".local", "share", "amp", "threads")], log.Places(new LogSurroundings("/home/demo", new Dictionary<string, string>())));
        Assert.True(log.IsLog("/x/amp/threads/T-1.json"));
        Assert.False(log.IsLog("/x/amp/session.json"));
    }
}
