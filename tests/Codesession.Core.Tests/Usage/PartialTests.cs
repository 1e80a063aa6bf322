namespace Codesession.Core.Tests.Usage;

/// <summary>A call whose reply broke off is recorded with the last figures that it told, and marked.</summary>
public sealed class PartialTests : UsageTest
{
    [Fact]
    public void It_is_marked()
    {
        Add(Broken());

        Assert.True(Assert.Single(Test.Ledger.Usage.Of(Session.Id)).Partial);
    }

    [Fact]
    public void The_whole_of_it_that_comes_later_takes_its_place()
    {
        Add(Broken());

        var whole = Add(Broken() with { Partial = false, CompletionTokens = 500 });

        Assert.True(whole.Duplicate);
        Assert.Equal((500, false), (whole.Usage.CompletionTokens, whole.Usage.Partial));
        AssertTotalsFollow();
    }

    [Fact]
    public void So_does_one_with_the_same_figures() =>
        Assert.Equal([true, false], [Add(Broken()).Usage.Partial, Add(Broken() with { Partial = false }).Usage.Partial]);

    [Fact]
    public void The_whole_is_not_taken_for_broken_afterwards()
    {
        Add(Broken() with { Partial = false });

        Assert.False(Add(Broken()).Usage.Partial);
    }

    private NewUsage Broken() => Call(UsageSource.Proxy) with { ResponseId = "msg_1", Partial = true };
}
