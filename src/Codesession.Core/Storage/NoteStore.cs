using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>The SQL of notes.</summary>
internal sealed class NoteStore(Database database)
{
    private const string Columns = "id, session_id, message, timestamp";

    public Note Add(long sessionId, string message, DateTimeOffset time)
    {
        var written = Timestamp.Text(time);
        var id = database.Insert("INSERT INTO session_notes (session_id, message, timestamp) VALUES ($1, $2, $3)", sessionId, message, written);
        return new Note(id, sessionId, message, Timestamp.Parse(written));
    }

    public IEnumerable<Note> List(RecordQuery query)
    {
        var filter = Filter.Of(query);
        return database.Stream($"SELECT {Columns} FROM session_notes {filter.Sql(query)}", Read, filter.Values);
    }

    /// <summary>The notes with these ids.</summary>
    public IEnumerable<Note> WithIds(IEnumerable<long> ids) => database.Stream(
        $"SELECT {Columns} FROM session_notes WHERE id IN (SELECT value FROM json_each($1))", Read, IdList.Of(ids));

    public Note? Remove(long id)
    {
        var note = database.First($"SELECT {Columns} FROM session_notes WHERE id = $1", Read, id);
        database.Execute("DELETE FROM session_notes WHERE id = $1", id);
        return note;
    }

    private static Note Read(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), Timestamp.Parse(row.GetString(3)));
}
