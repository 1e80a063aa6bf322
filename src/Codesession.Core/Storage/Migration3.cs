namespace Codesession.Storage;

/// <summary>
/// Agents' logs: how far each was read, and which session each conversation became. As in <see cref="Migration1"/>, what refers
/// to a session goes with it; a log that was read stays read, so that a session that somebody removed does not come back.
/// </summary>
internal static class Migration3
{
    public static void Apply(Database database)
    {
        database.Execute("ALTER TABLE sessions ADD COLUMN branch TEXT");
        // How a file or commit of a session is known where no look at its repository found it: stated by a log, or inferred from
        // times. Null: found by a look, or the original's.
        database.Execute("ALTER TABLE file_changes ADD COLUMN evidence TEXT");
        database.Execute("ALTER TABLE commits ADD COLUMN evidence TEXT");
        database.Execute(Tables);
    }

    // The fingerprint is that of the beginning and of what stands before the position; calls before since were left out.
    private const string Tables = """
        CREATE TABLE log_files (
          path TEXT PRIMARY KEY, agent TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL, position INTEGER NOT NULL,
          fingerprint INTEGER NOT NULL, state TEXT, since TEXT) WITHOUT ROWID;
        CREATE TABLE conversations (
          agent TEXT NOT NULL, conversation_id TEXT NOT NULL, session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
          PRIMARY KEY (agent, conversation_id)) WITHOUT ROWID;
        CREATE INDEX cs_conversations_session ON conversations(session_id);
        """;
}
