namespace Codesession.Git;

/// <summary>Tells for each path what became of it from a session's start to its end, whether that was committed or not.</summary>
internal sealed class FileComparison
{
    /// <summary>What the session's commits did.</summary>
    public required IReadOnlyDictionary<string, CommittedPath> Committed { get; init; }

    /// <summary>What differed from HEAD at the start, with its content then (null: deleted).</summary>
    public required IReadOnlyDictionary<string, string?> DirtyAtStart { get; init; }

    /// <summary>The content now of the paths in <see cref="DirtyAtStart"/>.</summary>
    public required IReadOnlyDictionary<string, string?> ContentNow { get; init; }

    /// <summary>What differs from HEAD now.</summary>
    public required IReadOnlyDictionary<string, FileChangeType> DirtyNow { get; init; }

    /// <summary>Whether a path that is dirty now, and for all we know was not at the start, got so in the session.</summary>
    public required Func<string, bool> ChangedInSession { get; init; }

    /// <summary>The changes, by path.</summary>
    public IReadOnlyList<GitFileChange> Changes() =>
    [
        .. from path in Committed.Keys.Union(DirtyAtStart.Keys).Union(DirtyNow.Keys).Order(StringComparer.Ordinal)
           where IsChanged(path)
           let type = TypeOf(path)
           where type is not null
           select new GitFileChange(path, type.Value),
    ];

    private bool IsChanged(string path) =>
        Committed.ContainsKey(path)
        || (DirtyAtStart.TryGetValue(path, out var content) ? ContentNow[path] != content : ChangedInSession(path));

    private FileChangeType? TypeOf(string path) => (ExistedAtStart(path), ExistsNow(path)) switch
    {
        (false, true) => FileChangeType.Created,
        (true, true) => FileChangeType.Modified,
        (true, false) => FileChangeType.Deleted,
        // Came and went: told only where a commit has it.
        (false, false) => Committed.TryGetValue(path, out var committed) ? committed.Type : null,
    };

    // In the working tree: what was there and untracked was not created in the session, though git says so of its commit.
    private bool ExistedAtStart(string path) =>
        DirtyAtStart.TryGetValue(path, out var content) ? content is not null
        : Committed.TryGetValue(path, out var committed) ? committed.Before is not null
        : DirtyNow[path] != FileChangeType.Created;

    private bool ExistsNow(string path) =>
        DirtyNow.TryGetValue(path, out var change) ? change != FileChangeType.Deleted
        : Committed.TryGetValue(path, out var committed) ? committed.After is not null
        : ContentNow[path] is not null;
}
