using FsCheck.Xunit;

namespace Codesession.Core.Tests.Pricing;

/// <summary>What holds for any tokens of any listed model.</summary>
public sealed class PricePropertiesTests
{
    private static readonly Prices _prices = new(Path.Combine(Path.GetTempPath(), "no-such-folder", "pricing.json"));
    private static readonly List<string> _models = [.. _prices.List(new(2026, 11, 20)).Select(price => price.Key)];

    [Property]
    public bool A_cost_is_never_negative(ushort model, uint input, uint read, uint write, uint write1h, uint output) =>
        Cost(model, new TokenCounts { Input = input, CacheRead = read, CacheWrite = write, CacheWrite1h = write1h, Output = output }) >= 0;

    [Property]
    public bool Below_every_threshold_twice_the_tokens_cost_twice_as_much(ushort model, byte input, byte read, byte write, byte output)
    {
        // 3 × 25,500 tokens of prompt at the most; the lowest threshold is 100,000.
        var tokens = new TokenCounts { Input = input * 50, CacheRead = read * 50, CacheWrite = write * 50, Output = output * 50 };
        var twice = new TokenCounts { Input = input * 100, CacheRead = read * 100, CacheWrite = write * 100, Output = output * 100 };
        return Cost(model, twice) == 2 * Cost(model, tokens);
    }

    [Property]
    public bool More_tokens_never_cost_less(ushort model, uint input, uint read, uint output, uint more) =>
        Cost(model, new TokenCounts { Input = (long)input + more, CacheRead = read, Output = output })
            >= Cost(model, new TokenCounts { Input = input, CacheRead = read, Output = output });

    [Property]
    public bool Any_name_has_a_price_or_none_and_never_fails(string? name) => Price(name ?? "", default).Cost is null or 0;

    private static decimal? Cost(ushort model, TokenCounts tokens) => Price(_models[model % _models.Count], tokens).Cost;

    private static CallPrice Price(string model, TokenCounts tokens) =>
        _prices.PriceOf(new() { Provider = "any", Model = model, Time = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), Tokens = tokens });
}
