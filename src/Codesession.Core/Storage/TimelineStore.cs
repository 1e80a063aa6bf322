using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>The SQL of what happened in a session, in the order of time.</summary>
internal sealed class TimelineStore(Database database)
{
    /// <summary>What comes next behind a place. Calls are read along their index from there, whatever the size of the session.</summary>
    public List<TimelineKey> Behind(long sessionId, TimelineKey place, IEnumerable<TimelineKind> kinds, int limit)
    {
        var parts = kinds.Distinct().Select(kind => $"SELECT * FROM ({Part(kind)})").ToList();
        return parts.Count == 0 ? [] : [.. database.Stream(
            $"{string.Join(" UNION ALL ", parts)} ORDER BY 1, 2, 3 LIMIT $5", Read, sessionId, place.Time, (long)place.Kind, place.Id, (long)limit)];
    }

    private static string Part(TimelineKind kind)
    {
        var (table, session, time) = kind switch
        {
            TimelineKind.Start => ("sessions", "id", "start_time"),
            TimelineKind.Call => ("ai_usage", "session_id", "timestamp"),
            TimelineKind.File => ("file_changes", "session_id", "timestamp"),
            TimelineKind.Commit => ("commits", "session_id", "timestamp"),
            TimelineKind.Note => ("session_notes", "session_id", "timestamp"),
            TimelineKind.End => ("sessions", "id", "end_time"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        return $"""
            SELECT {time}, {(int)kind}, id FROM {table}
            WHERE {session} = $1 AND {time} >= $2 AND ({time} > $2 OR {(int)kind} > $3 OR ({(int)kind} = $3 AND id > $4))
            ORDER BY {time}, id LIMIT $5
            """;
    }

    private static TimelineKey Read(SqliteDataReader row) => new(row.GetString(0), (TimelineKind)row.GetInt64(1), row.GetInt64(2));
}
