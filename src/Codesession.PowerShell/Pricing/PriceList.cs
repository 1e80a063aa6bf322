namespace Codesession.PowerShell;

/// <summary>The price table as of today.</summary>
internal static class PriceList
{
    public static IReadOnlyList<ModelPrice> Today() => ModuleHost.Prices().List(DateOnly.FromDateTime(DateTime.UtcNow));
}
