namespace Codesession.Pricing;

/// <summary>What a vendor does to the price of all its models.</summary>
internal sealed record Vendor(string? Name)
{
    /// <summary>The vendor of a model that no table lists: none of its modifiers is known.</summary>
    public static Vendor Unknown { get; } = new(Name: null);

    /// <summary>Factors by service tier, those of the ordinary one apart.</summary>
    public IReadOnlyDictionary<string, decimal> ServiceTiers { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Factors by geography.</summary>
    public IReadOnlyDictionary<string, decimal> Geographies { get; init; } = new Dictionary<string, decimal>();

    /// <summary>US dollars of one web search; null: not known.</summary>
    public decimal? WebSearch { get; init; }

    /// <summary>What cached tokens cost where a model does not say.</summary>
    public CacheFactors CacheFactors { get; init; } = new();

    /// <summary>The factor of a service tier; null: not known.</summary>
    public decimal? ServiceTierFactor(string? tier) => Lower(tier) switch
    {
        "" or "standard" or "default" or "auto" or "on_demand" => 1,
        var other => Factor(ServiceTiers, other),
    };

    /// <summary>The factor of a geography; null: not known.</summary>
    /// <param name="geography">As reported.</param>
    /// <param name="applies">Whether the model has one; a geography that the vendor does not know is unknown all the same.</param>
    public decimal? GeographyFactor(string? geography, bool applies) => Lower(geography) switch
    {
        // Claude Code logs say "not_available" where the API does not tell.
        "" or "global" or "not_available" => 1,
        var other => Factor(Geographies, other) is { } factor ? applies ? factor : 1 : null,
    };

    /// <summary>US dollars of so many web searches; null: not known.</summary>
    public decimal? CostOfWebSearches(long count) => count == 0 ? 0 : count * WebSearch;

    private static string Lower(string? name) => name?.Trim().ToLowerInvariant() ?? "";

    private static decimal? Factor(IReadOnlyDictionary<string, decimal> factors, string name) =>
        factors.TryGetValue(name, out var factor) ? factor : null;
}
