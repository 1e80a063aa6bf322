namespace Codesession;

/// <summary>The names of price sources, in the ledger and in JSON.</summary>
public static class PriceSources
{
    /// <summary><c>built-in</c>, <c>custom</c>, <c>manual</c> or <c>agent</c>.</summary>
    public static string Name(this PriceSource source) => source switch
    {
        PriceSource.Custom => "custom",
        PriceSource.Manual => "manual",
        PriceSource.Agent => "agent",
        _ => "built-in",
    };

    internal static PriceSource? Parse(string? name) => name switch
    {
        "built-in" => PriceSource.BuiltIn,
        "custom" => PriceSource.Custom,
        "manual" => PriceSource.Manual,
        "agent" => PriceSource.Agent,
        _ => null,
    };
}
