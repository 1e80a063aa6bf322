namespace Codesession.Pricing;

/// <summary>A model of the built-in table.</summary>
/// <param name="Key">Its name there.</param>
/// <param name="Vendor">Whose model it is.</param>
/// <param name="Windows">Its prices in order of time, at least one.</param>
internal sealed record Model(string Key, Vendor Vendor, IReadOnlyList<PriceWindow> Windows)
{
    /// <summary>The model of the same vendor whose second name this is; null: none.</summary>
    public string? SameAs { get; init; }

    /// <summary>The price on a day; null: none is known.</summary>
    public PriceWindow? On(DateOnly day) => Windows.FirstOrDefault(window => window.Covers(day));

    /// <summary>The price on a day, else the last one before it, else the first one after it.</summary>
    public PriceWindow Nearest(DateOnly day) => Windows.LastOrDefault(window => !(day < window.From)) ?? Windows[0];
}
