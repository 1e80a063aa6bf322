using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

public class DroidLogTests
{
    private readonly DroidLog log = new();

    [Fact]
    public void A_session_is_told_as_one_sum()
    {
        var reading = Sample("aaaa");

        var call = Assert.Single(reading.Calls);
        Assert.Equal(new TokenCounts { Input = 1000, CacheWrite = 20_000, CacheRead = 300_000, Output = 500, Reasoning = 60 }, call.Observed.Tokens);
        Assert.Equal(("claude-sonnet-4-5-20250929", "anthropic", "total"), (call.Observed.Model, call.Provider, call.EventId));
        Assert.Equal(new DateTimeOffset(2025, 11, 2, 10, 0, 0, TimeSpan.Zero), call.Time);
        Assert.Equal(("aaaa", "/home/demo/app", null), (call.Conversation.Id, call.Conversation.Folder, call.Conversation.Title));
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public void A_sum_is_not_priced_as_one_huge_request()
    {
        var observed = Assert.Single(Sample("aaaa").Calls).Observed;

        Assert.All(observed.Passes, pass => Assert.InRange(pass.Tokens.Prompt, 1, 100_000));
        Assert.Equal(observed.Tokens.Prompt, observed.Passes.Sum(pass => pass.Tokens.Prompt));
        Assert.Equal(observed.Tokens.CacheRead, observed.Passes.Sum(pass => pass.Tokens.CacheRead));
        Assert.Equal(observed.Tokens.Output, observed.Passes.Sum(pass => pass.Tokens.Output));
    }

    [Fact]
    public void A_session_that_goes_on_after_compact_begins_with_the_sum_of_the_one_before() =>
        Assert.Equal(
            new TokenCounts { Input = 500, CacheWrite = 1000, CacheRead = 10_000, Output = 200, Reasoning = 10 },
            Assert.Single(Sample("bbbb").Calls).Observed.Tokens);

    [Fact]
    public void Another_child_of_a_session_has_a_sum_of_its_own() => Assert.Equal(1500, Assert.Single(Sample("cccc").Calls).Observed.Tokens.Input);

    [Theory]
    [InlineData("dddd", LogProblemKind.UnknownShape)]
    [InlineData("ffff", LogProblemKind.Broken)]
    public void What_makes_no_sense_is_a_problem(string session, LogProblemKind kind)
    {
        Assert.Equal(kind, Assert.Single(Sample(session).Problems).Kind);
        Assert.Empty(Sample(session).Calls);
    }

    [Fact]
    public void A_session_without_calls_tells_nothing()
    {
        Assert.Empty(Sample("eeee").Calls);
        Assert.Empty(Sample("eeee").Problems);
    }

    [Fact]
    public void It_lies_in_the_home_folder_or_where_a_variable_says()
    {
        Assert.Equal([Path.Combine("/home/demo", ".factory", "sessions")], log.Places(new LogSurroundings("/home/demo", new Dictionary<string, string>())));
        Assert.Equal(
            [Path.Combine("/other", ".factory", "sessions")],
            log.Places(new LogSurroundings("/home/demo", new Dictionary<string, string> { ["FACTORY_HOME_OVERRIDE"] = "/other" })));
        Assert.True(log.IsLog("/x/a.settings.json"));
        Assert.False(log.IsLog("/x/a.jsonl"));
    }

    private LogReading Sample(string session) => LogReading.OfSample(log, $"droid/-home-demo-app/{session}.settings.json");
}
