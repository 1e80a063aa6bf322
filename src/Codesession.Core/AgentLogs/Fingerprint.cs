using System.IO.Hashing;

namespace Codesession.AgentLogs;

/// <summary>Tells whether a log still is what it was up to a place: its beginning, and what stands just before.</summary>
internal static class Fingerprint
{
    private const int Length = 1024;

    /// <summary>The fingerprint of a file up to a place in it; null: it is shorter.</summary>
    public static long? Of(string path, long position)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> bytes = stackalloc byte[2 * Length];
        var wanted = (int)Math.Min(position, Length);
        var read = RandomAccess.Read(file, bytes[..wanted], 0) + RandomAccess.Read(file, bytes.Slice(wanted, wanted), position - wanted);
        return read == 2 * wanted ? (long)XxHash3.HashToUInt64(bytes[..read]) : null;
    }
}
