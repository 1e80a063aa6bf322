using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>The SQL of projects, in a table that the original reads and writes.</summary>
internal sealed class ProjectStore(Database database)
{
    // Those that the original's own versions left without a name come by the name they are shown under.
    public List<Project> List() =>
    [
        .. database.Stream("SELECT id, path, name, added_at FROM today_projects", Read)
            .OrderBy(project => project.Name, StringComparer.OrdinalIgnoreCase).ThenBy(project => project.Path, StringComparer.Ordinal),
    ];

    public Project Add(string path, string name, DateTimeOffset time)
    {
        var written = Timestamp.Text(time);
        var id = database.Insert("INSERT INTO today_projects (path, name, added_at) VALUES ($1, $2, $3)", path, name, written);
        return new Project(id, path, name, Timestamp.Parse(written));
    }

    public void Rename(long id, string name) => database.Execute("UPDATE today_projects SET name = $2 WHERE id = $1", id, name);

    public void Remove(long id) => database.Execute("DELETE FROM today_projects WHERE id = $1", id);

    private static Project Read(SqliteDataReader row)
    {
        var path = row.GetString(1);
        return new Project(row.GetInt64(0), path, row.Text(2) ?? Projects.NameOf(path), Timestamp.Parse(row.GetString(3)));
    }
}
