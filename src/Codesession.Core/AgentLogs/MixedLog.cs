namespace Codesession.AgentLogs;

/// <summary>The logs of an agent that has left them in several formats. Each file is of the first that it can be of.</summary>
internal sealed class MixedLog(params AgentLog[] formats) : AgentLog
{
    public override string Id => formats[0].Id;

    public override string Name => formats[0].Name;

    public override string ReadIn => string.Join("; ", formats.Select(format => format.ReadIn).Distinct());

    public override bool IsExperimental => formats.Any(format => format.IsExperimental);

    public override IEnumerable<string> Places(LogSurroundings surroundings) => formats.SelectMany(format => format.Places(surroundings)).Distinct();

    public override bool IsLog(ReadOnlySpan<char> path) => FormatOf(path) is not null;

    // A file's name says which format it is of, so what all of them refuse is no log.
    public override bool Recognizes(ReadOnlySpan<byte> beginning)
    {
        foreach (var format in formats)
            if (format.Recognizes(beginning)) return true;
        return false;
    }

    public override IReadOnlyList<string> SideFiles(string path) => FormatOf(Slashed(path))?.SideFiles(path) ?? [];

    public override void Read(LogFile file, LogSink sink, CancellationToken cancel) =>
        (FormatOf(Slashed(file.Path)) ?? formats[0]).Read(file, sink, cancel);

    private AgentLog? FormatOf(ReadOnlySpan<char> path)
    {
        foreach (var format in formats)
            if (format.IsLog(path)) return format;
        return null;
    }

    private static string Slashed(string path) => OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
}
