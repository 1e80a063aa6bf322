namespace Codesession.PowerShell;

/// <summary>The part of a list that is asked for. Where nothing but the ledger decides, the ledger pages.</summary>
internal readonly record struct Page(long Skip, long? First)
{
    /// <summary>The page of those items that <paramref name="filter"/> lets through; reading ends with it.</summary>
    /// <param name="read">Reads a page from the ledger.</param>
    /// <param name="filter">What the ledger cannot decide; null: nothing.</param>
    /// <param name="cancel">Ends the reading, also where nothing passes.</param>
    public IEnumerable<T> Of<T>(Func<Page, IEnumerable<T>> read, Func<T, bool>? filter, CancellationToken cancel) => filter is null
        ? read(this)
        : read(default).Where(item => Checked(cancel) && filter(item)).Skip(Clamp(Skip)).Take(Clamp(First ?? int.MaxValue));

    private static bool Checked(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return true;
    }

    private static int Clamp(long count) => (int)Math.Min(count, int.MaxValue);
}
