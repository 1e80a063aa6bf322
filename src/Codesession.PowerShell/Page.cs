namespace Codesession.PowerShell;

/// <summary>The part of a list that is asked for. Where nothing but the ledger decides, the ledger pages.</summary>
internal readonly record struct Page(long Skip, long? First)
{
    /// <summary>The page of those items that <paramref name="filter"/> lets through; reading ends with it.</summary>
    /// <param name="read">Reads a page from the ledger.</param>
    /// <param name="filter">What the ledger cannot decide; null: nothing.</param>
    public IEnumerable<T> Of<T>(Func<Page, IEnumerable<T>> read, Func<T, bool>? filter) => filter is null
        ? read(this)
        : read(default).Where(filter).Skip(Clamp(Skip)).Take(Clamp(First ?? int.MaxValue));

    private static int Clamp(long count) => (int)Math.Min(count, int.MaxValue);
}
