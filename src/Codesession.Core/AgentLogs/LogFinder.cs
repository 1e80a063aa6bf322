using System.IO.Enumeration;

namespace Codesession.AgentLogs;

/// <summary>A log that lies somewhere.</summary>
/// <param name="Log">Whose it is.</param>
/// <param name="Path">Full path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When it was last written, in UTC ticks.</param>
internal sealed record FoundLog(AgentLog Log, string Path, long Size, long Modified);

/// <summary>Finds logs in folders. What cannot be looked into is a problem, and the search goes on.</summary>
internal sealed class LogFinder(ICollection<LogProblem> problems)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    /// <summary>The logs that agents leave in their own places.</summary>
    public IEnumerable<FoundLog> InPlaces(IEnumerable<AgentLog> logs, LogSurroundings surroundings) =>
        logs.SelectMany(log => log.Places(surroundings).Distinct().SelectMany(place => Below(place))
            .Where(file => log.IsLog(Slashed(file.Path)))
            .Select(file => Found(log, file)));

    /// <summary>The logs in a folder, or the one file, that a user names: a home folder, an agent's folder, or any with logs in it.</summary>
    public IEnumerable<FoundLog> In(string path, IReadOnlyList<AgentLog> logs)
    {
        var asHome = new LogSurroundings(path, new Dictionary<string, string>());
        var inHome = logs.Where(log => log.Places(asHome).Any(place => Directory.Exists(place) || File.Exists(place))).ToList();
        return inHome.Count > 0 ? InPlaces(inHome, asHome) : Below(path).SelectMany(file => Of(file, logs, isNamed: file.Path == Path.GetFullPath(path)));
    }

    // A change may stand in a file beside it.
    private static FoundLog Found(AgentLog log, Entry file)
    {
        var (size, modified) = (file.Size, file.Modified);
        foreach (var side in log.SideFiles(file.Path).Select(path => new FileInfo(path)).Where(side => side.Exists))
        {
            size += side.Length;
            modified = Math.Max(modified, side.LastWriteTimeUtc.Ticks);
        }
        return new FoundLog(log, file.Path, size, modified);
    }

    // Only names tell most formats apart; where several agents use one name, the first bytes do.
    private IEnumerable<FoundLog> Of(Entry file, IReadOnlyList<AgentLog> logs, bool isNamed)
    {
        var path = Slashed(file.Path);
        var named = logs.Where(log => log.IsLog(path)).ToList();
        if (named.Count == 0 || file.Size == 0) yield break;
        if (isNamed && logs.Count == 1)
        {
            // Whoever names the very file and its agent knows better than the first bytes, which may be one long prompt.
            yield return Found(named[0], file);
            yield break;
        }
        var beginning = Beginning(file.Path);
        if (beginning is not null && named.Find(log => log.Recognizes(beginning)) is { } log) yield return Found(log, file);
    }

    private byte[]? Beginning(string path)
    {
        try
        {
            using var file = System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[8 * 1024];
            return bytes[..RandomAccess.Read(file, bytes, 0)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(new LogProblem(path, LogProblemKind.Unreadable, 1, null, error.Message));
            return null;
        }
    }

    private IEnumerable<Entry> Below(string place)
    {
        var file = new FileInfo(place);
        if (file.Exists)
        {
            yield return new Entry(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks, false, false);
            yield break;
        }
        if (!Directory.Exists(place)) yield break;
        var folders = new Stack<string>([place]);
        // Only links can lead anywhere twice.
        HashSet<string>? reached = null;
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in Entries(folder))
            {
                if (entry.IsLink && Directory.Exists(entry.Path))
                {
                    var target = GitFolder.RealPath(entry.Path);
                    if (IsIn(GitFolder.RealPath(folder), target) || !(reached ??= []).Add(target)) problems.Add(new LogProblem(entry.Path, LogProblemKind.LinkLoop, 1, null, null));
                    else folders.Push(entry.Path);
                }
                else if (entry.IsFolder) folders.Push(entry.Path);
                else yield return entry.IsLink && new FileInfo(entry.Path).ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target
                    ? entry with { Size = target.Length, Modified = target.LastWriteTimeUtc.Ticks }
                    : entry;
            }
        }
    }

    private List<Entry> Entries(string folder)
    {
        try
        {
            return [.. new FileSystemEnumerable<Entry>(folder, static (ref FileSystemEntry entry) =>
            {
                var isLink = (entry.Attributes & FileAttributes.ReparsePoint) != 0;
                return entry.IsDirectory
                    ? new Entry(entry.ToFullPath(), 0, 0, true, isLink)
                    : new Entry(entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc.Ticks, false, isLink);
            }, Everything)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(new LogProblem(folder, LogProblemKind.Unreadable, 1, null, error.Message));
            return [];
        }
    }

    private static bool IsIn(string folder, string other) =>
        folder.StartsWith(other, StringComparison.Ordinal) && (folder.Length == other.Length || folder[other.Length] == Path.DirectorySeparatorChar || Path.EndsInDirectorySeparator(other));

    private static string Slashed(string path) => Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');

    private readonly record struct Entry(string Path, long Size, long Modified, bool IsFolder, bool IsLink);
}
