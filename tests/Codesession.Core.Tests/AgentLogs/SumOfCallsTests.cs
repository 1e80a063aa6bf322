using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

public class SumOfCallsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(80_000, 1)]
    [InlineData(80_001, 2)]
    [InlineData(1_000_000_000, 200)]
    [InlineData(999_999_999_999, 200)]
    public void The_passes_are_the_whole_to_the_token(long prompt, int count)
    {
        var tokens = new TokenCounts { Input = prompt - prompt / 3, CacheRead = prompt / 3, Output = 1 };

        var observed = SumOfCalls.Observed("m", tokens)!;

        Assert.Equal(count, Math.Max(1, observed.Passes.Count));
        if (count == 1) return;
        Assert.Equal(tokens.Input, observed.Passes.Sum(pass => pass.Tokens.Input));
        Assert.Equal(tokens.CacheRead, observed.Passes.Sum(pass => pass.Tokens.CacheRead));
        Assert.Equal(tokens.Output, observed.Passes.Sum(pass => pass.Tokens.Output));
        Assert.All(observed.Passes, pass => Assert.True(pass.Tokens is { Input: >= 0, CacheRead: >= 0, Output: >= 0 }));
    }

    [Fact]
    public void Nothing_is_no_call() => Assert.Null(SumOfCalls.Observed("m", default));
}
