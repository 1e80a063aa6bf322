using Codesession.Storage;

namespace Codesession;

/// <summary>The folders that are looked over each day. The original keeps them in the same table.</summary>
public sealed class Projects
{
    /// <summary>The longest name, in UTF-16 characters.</summary>
    public const int LongestName = 200;

    private readonly Database database;
    private readonly ProjectStore store;
    private readonly TimeProvider time;

    internal Projects(Database database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
        store = new ProjectStore(database);
    }

    /// <summary>All projects, by name.</summary>
    public IReadOnlyList<Project> All() => store.List();

    /// <summary>Registers a folder's git root, else the folder itself. One that is registered already stays, with the name where one is given.</summary>
    /// <param name="path">Full path of a folder.</param>
    /// <param name="name">What to call it; null: as the folder is called.</param>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.InvalidInput"/>: that is a file, or the name is empty or too long; <see cref="ErrorCode.IoError"/>: there is no such folder.
    /// </exception>
    public Project Add(string path, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (name is not null)
        {
            Limits.Text(name, "The project's name", LongestName);
        }
        var folder = FolderOf(path);
        return database.Write(() =>
        {
            var known = store.List().FirstOrDefault(project => FolderPath.AreSame(project.Path, folder));
            if (known is null)
            {
                return store.Add(folder, name ?? NameOf(folder), time.GetUtcNow());
            }
            if (name is not null)
            {
                store.Rename(known.Id, name);
            }
            return known with { Name = name ?? known.Name };
        });
    }

    /// <summary>The project that a path means: registered by this path, or for the git root around it. It need not exist any more.</summary>
    /// <param name="path">Full path.</param>
    /// <returns>Null: none is registered.</returns>
    public Project? Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var projects = store.List();
        return Registered(path) ?? (Directory.Exists(path) ? Registered(Scope.Of(path).Directory) : null);

        Project? Registered(string folder) => projects.FirstOrDefault(project => FolderPath.AreSame(project.Path, folder));
    }

    /// <summary>Looks at a project no more; sessions and files stay.</summary>
    /// <param name="path">Full path, as for <see cref="Find"/>.</param>
    /// <returns>What was removed; null: it was not registered.</returns>
    public Project? Remove(string path) => database.Write(() =>
    {
        var project = Find(path);
        if (project is not null)
        {
            store.Remove(project.Id);
        }
        return project;
    });

    /// <summary>What a folder is called that nobody has named.</summary>
    internal static string NameOf(string folder) => Path.GetFileName(folder) is { Length: > 0 } name ? name : folder;

    private static string FolderOf(string path)
    {
        var full = Path.GetFullPath(path);
        return Directory.Exists(full) ? FolderPath.Written(Scope.Of(full).Directory)
            : throw (File.Exists(full)
                ? new CodesessionException(ErrorCode.InvalidInput, $"{full} is a file. Give its folder.") { Subject = full }
                : new CodesessionException(ErrorCode.IoError, $"There is no folder {full}. Give one that exists.") { Subject = full });
    }
}
