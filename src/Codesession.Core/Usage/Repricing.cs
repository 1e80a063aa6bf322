namespace Codesession;

/// <summary>What it came to, to price recorded calls again.</summary>
public sealed record Repricing
{
    /// <summary>Nothing was changed: this is what would be.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>How many calls were looked at.</summary>
    public required long Looked { get; init; }

    /// <summary>How many of them had no cost and have one now.</summary>
    public required long Priced { get; init; }

    /// <summary>How many had a cost and have another one now.</summary>
    public required long Changed { get; init; }

    /// <summary>How many have no cost still.</summary>
    public required long Unpriced { get; init; }

    /// <summary>These by model, the most calls first.</summary>
    public required IReadOnlyList<UnpricedModel> UnpricedModels { get; init; }

    /// <summary>By how many US dollars the ledger's costs have grown; negative: they have shrunk.</summary>
    public required decimal Difference { get; init; }
}

/// <summary>A model for whose calls no price is known: for the model itself, for their days, or for one of their modifiers.</summary>
/// <param name="Provider">Who served it.</param>
/// <param name="Model">The model as its calls name it.</param>
/// <param name="Calls">How many calls.</param>
public sealed record UnpricedModel(string Provider, string Model, long Calls);
