namespace Codesession.Fakes;

/// <summary>Where a reply is cut into what is written, and flushed, at once.</summary>
public sealed record Chunking
{
    private readonly Func<byte[], IReadOnlyList<int>, IEnumerable<int>> cuts;

    private Chunking(string name, Func<byte[], IReadOnlyList<int>, IEnumerable<int>> cuts) => (Name, this.cuts) = (name, cuts);

    /// <summary>What a test calls it.</summary>
    public string Name { get; private init; }

    /// <summary>All at once, with a Content-Length.</summary>
    public static Chunking Whole { get; } = new("whole", (_, _) => []);

    /// <summary>Every event by itself, as providers do.</summary>
    public static Chunking Events { get; } = new("events", (_, ends) => ends);

    /// <summary>Three events at a time.</summary>
    public static Chunking SeveralEvents { get; } = new("several events", (_, ends) => ends.Where((_, i) => i % 3 == 2));

    /// <summary>Each byte by itself.</summary>
    public static Chunking OneByte { get; } = Every(1) with { Name = "one byte" };

    /// <summary>Inside every character that takes several bytes.</summary>
    public static Chunking InsideCharacters { get; } = new("inside characters", (bytes, _) =>
        Enumerable.Range(0, bytes.Length).Where(i => (bytes[i] & 0xC0) == 0x80));

    /// <summary>In the middle of every line, and between the two line breaks that end an event.</summary>
    public static Chunking InsideLines { get; } = new("inside lines", (bytes, _) => InLines(bytes));

    /// <summary>Every one of these.</summary>
    public static IReadOnlyList<Chunking> All { get; } =
        [Whole, Events, SeveralEvents, OneByte, InsideCharacters, InsideLines, Every(7), Every(1000)];

    /// <summary>So many bytes at a time.</summary>
    public static Chunking Every(int size) => new($"every {size}", (bytes, _) =>
        Enumerable.Range(1, bytes.Length / size).Select(i => i * size));

    public override string ToString() => Name;

    /// <summary>The places to cut at, in their order, the end among them.</summary>
    /// <param name="bytes">The reply as it is sent.</param>
    /// <param name="eventEnds">Where its events end.</param>
    internal SortedSet<int> Cuts(byte[] bytes, IReadOnlyList<int> eventEnds)
    {
        var places = new SortedSet<int>(cuts(bytes, eventEnds)) { bytes.Length };
        places.Remove(0);
        return places;
    }

    private static IEnumerable<int> InLines(byte[] bytes)
    {
        var start = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n')
            {
                yield return start + (i - start) / 2;
                // Between CR and LF, and before the empty line.
                yield return i;
                yield return i + 1;
                start = i + 1;
            }
        }
    }
}
