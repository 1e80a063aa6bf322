using Codesession.Storage;

namespace Codesession;

/// <summary>Timestamped notes of sessions.</summary>
public sealed class Notes
{
    /// <summary>The longest note, in UTF-16 characters.</summary>
    public const int LongestMessage = 1_000_000;

    private readonly Database database;
    private readonly NoteStore store;
    private readonly SessionStore sessions;
    private readonly TimeProvider time;

    internal Notes(Database database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
        store = new NoteStore(database);
        sessions = new SessionStore(database);
    }

    /// <summary>Adds a note to an active session.</summary>
    /// <exception cref="CodesessionException">
    /// <see cref="ErrorCode.InvalidInput"/>: empty or too long; <see cref="ErrorCode.SessionNotFound"/>: no active session has that id.
    /// </exception>
    public Note Add(long sessionId, string message)
    {
        Limits.Text(message, "The note", LongestMessage);
        return database.Write(() =>
        {
            _ = sessions.FindActive(sessionId) ?? throw Sessions.NotActive(sessionId);
            return store.Add(sessionId, message, time.GetUtcNow());
        });
    }

    /// <summary>The notes of a session, oldest first.</summary>
    public IEnumerable<Note> Of(long sessionId) => List(new RecordQuery { SessionId = sessionId });

    /// <summary>Notes, as they are read: none is kept.</summary>
    public IEnumerable<Note> List(RecordQuery query) => store.List(query);

    /// <summary>Removes a note.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.NoteNotFound"/>.</exception>
    public Note Remove(long id) => database.Write(() => store.Remove(id) ?? throw new CodesessionException(
        ErrorCode.NoteNotFound, $"There is no note {id}.")
    {
        CsAdvice = "cs status and cs show list notes with their ids.",
        Subject = id,
        Details = [new("id", id)],
    });
}
