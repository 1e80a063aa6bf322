using Codesession.AgentLogs;

namespace Codesession.Core.Tests.AgentLogs;

/// <summary>What a log of one agent tells, read as an import reads it.</summary>
internal sealed class LogReading
{
    private readonly List<LogPart> parts = [];

    private LogReading(AgentLog log, string path, LogPosition from)
    {
        var info = new FileInfo(path);
        var file = new LogFile(path, info.Length, info.LastWriteTimeUtc.Ticks, from);
        log.Read(file, new LogSink(log, file, parts.Add), TestContext.Current.CancellationToken);
    }

    /// <summary>The calls, in the order in which they were told.</summary>
    public IReadOnlyList<LoggedCall> Calls => [.. parts.SelectMany(part => part.Calls)];

    /// <summary>The conversations.</summary>
    public IReadOnlyList<LoggedConversation> Conversations => [.. parts.SelectMany(part => part.Conversations)];

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<LogProblem> Problems => [.. parts.SelectMany(part => part.Problems)];

    /// <summary>Up to where it was read.</summary>
    public LogPosition? End => parts[^1].Position;

    public static LogReading Of(AgentLog log, string path, LogPosition from = default) => new(log, path, from);

    /// <summary>The folder <c>AgentLogs/Samples</c>.</summary>
    public static string Samples { get; } = Path.Combine(AppContext.BaseDirectory, "AgentLogs", "Samples");

    /// <summary>Reads a file of <see cref="Samples"/>.</summary>
    public static LogReading OfSample(AgentLog log, string name) => Of(log, PathOf(name));

    /// <summary>Where a file of <see cref="Samples"/> is.</summary>
    public static string PathOf(string name) => Path.Combine(Samples, name);
}
