namespace Codesession.AgentLogTrees;

/// <summary>SplitMix64: the same numbers on every machine, a nanosecond each.</summary>
internal sealed class Dice(long seed)
{
    private const string Letters = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789ABCDEFG";

    private ulong state = (ulong)seed;

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number of these and all between.</summary>
    public int From(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    public bool OneIn(int times) => times > 0 && Next() % (ulong)times == 0;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[(int)(Next() % (ulong)choices.Length)];

    public string Id(string prefix, int length = 20)
    {
        Span<char> id = stackalloc char[length];
        for (var i = 0; i < length;)
        {
            for (var bits = Next(); i < length && bits != 0; bits >>= 6) id[i++] = Letters[(int)(bits & 63)];
        }
        return string.Concat(prefix, id);
    }

    public string Uuid() => new Guid((uint)Next(), (ushort)Next(), (ushort)(0x4000 | (Next() & 0xFFF)), 0x80, (byte)Next(), (byte)Next(), (byte)Next(), (byte)Next(), (byte)Next(), (byte)Next(), (byte)Next()).ToString();
}
