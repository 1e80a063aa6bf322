using Codesession.Core.Tests.Usage;

namespace Codesession.Core.Tests.Providers;

/// <summary>An observed call as the ledger takes it.</summary>
public sealed class ObservedUsageTests : UsageTest
{
    [Fact]
    public void A_call_is_booked_with_all_that_was_told()
    {
        var observed = Assert.Single(Sample.Of("anthropic-stream.sse").Read());

        var usage = observed.ToNewUsage(Session.Id, UsageSource.Proxy, "anthropic", "asked-for");
        var booked = Test.Ledger.Usage.Add(usage).Usage;

        Assert.Equal("claude-opus-4-8", booked.Model);
        Assert.Equal("msg_01Stream", booked.ResponseId);
        Assert.Equal(observed.Tokens, booked.TokenClasses);
        // Fast: $10 and $50 a million, caches in proportion; × 1.1 in the US; searches $0.01 each.
        var tokens = (40 * 10m + 100 * 12.5m + 200 * 20m + 2000 * 1m + 547 * 50m) / 1_000_000;
        Assert.Equal(tokens * 1.1m + 0.03m, booked.Cost);
    }

    [Fact]
    public void Passes_are_priced_by_their_own_models()
    {
        var observed = Assert.Single(Sample.Of("anthropic-iterations.sse").Read());

        var booked = Test.Ledger.Usage.Add(observed.ToNewUsage(Session.Id, UsageSource.Proxy, "anthropic", "asked-for")).Usage;

        var opus = (180_000 + 23_000) * 5m + (3500 + 1000) * 25m;
        var fable = 800 * 10m + 50 * 1m + 60 * 12.5m + 90 * 50m;
        Assert.Equal((opus + fable) / 1_000_000, booked.Cost);
    }

    [Fact]
    public void Where_the_reply_names_no_model_it_is_the_one_that_was_asked_for()
    {
        Assert.Equal("asked-for", new ObservedUsage { Model = " " }.ToNewUsage(1, UsageSource.Proxy, "openai", "asked-for").Model);
    }

    [Fact]
    public void An_id_that_is_too_long_for_the_ledger_is_shortened_to_one_of_its_own()
    {
        var route = new string('r', 300);

        var first = IdOf(route + "1");
        Assert.Equal(first, IdOf(route + "1"));
        Assert.NotEqual(first, IdOf(route + "2"));
        Assert.True(first.Length <= NewUsage.LongestName);
        Assert.Equal(route[..200], IdOf(route[..200]));
        Assert.DoesNotContain(IdOf(string.Concat("r", string.Concat(Enumerable.Repeat("🌍", 150)))).EnumerateRunes(), rune => rune == System.Text.Rune.ReplacementChar);

        static string IdOf(string told) => new ObservedUsage { ResponseId = told }.ToNewUsage(1, UsageSource.Proxy, "openai", "m").ResponseId!;
    }
}
