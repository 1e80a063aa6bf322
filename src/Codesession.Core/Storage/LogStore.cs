using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>How far a log was read.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Size">Its size then.</param>
/// <param name="Modified">When it had been written, in UTC ticks.</param>
/// <param name="Position">Bytes from its beginning.</param>
/// <param name="Fingerprint">What tells whether it is still the same up to there.</param>
/// <param name="State">What its reader must know to go on.</param>
/// <param name="Since">Calls before were left out; null: none.</param>
internal sealed record LogFileRow(string Path, long Size, long Modified, long Position, long Fingerprint, string? State, DateTimeOffset? Since);

/// <summary>The SQL of agents' logs: how far they were read, and what their conversations became.</summary>
internal sealed class LogStore(Database database)
{
    private const string Select = "SELECT path, size, modified, position, fingerprint, state, since FROM log_files";

    public Dictionary<string, LogFileRow> Files() => database.Stream(Select, ReadFile).ToDictionary(file => file.Path);

    public LogFileRow? File(string path) => database.First($"{Select} WHERE path = $1", ReadFile, path);

    public void Save(string agent, LogFileRow file) => database.Execute("""
        INSERT OR REPLACE INTO log_files (path, agent, size, modified, position, fingerprint, state, since) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """, file.Path, agent, file.Size, file.Modified, file.Position, file.Fingerprint, file.State,
        file.Since is { } since ? Timestamp.Text(since) : null);

    /// <summary>The session that a conversation became; null: none.</summary>
    public Session? SessionOf(string agent, string conversationId, SessionStore sessions) =>
        database.Scalar<object>("SELECT session_id FROM conversations WHERE agent = $1 AND conversation_id = $2", agent, conversationId) is long id
            ? sessions.Find(id)
            : null;

    public void Connect(string agent, string conversationId, long sessionId) => database.Execute("""
        INSERT OR REPLACE INTO conversations (agent, conversation_id, session_id) VALUES ($1, $2, $3)
        """, agent, conversationId, sessionId);

    private static LogFileRow ReadFile(SqliteDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3),
        row.GetInt64(4), row.Text(5), row.Text(6) is { } since ? Timestamp.Parse(since) : null);
}
