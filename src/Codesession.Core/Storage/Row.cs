using Microsoft.Data.Sqlite;

namespace Codesession.Storage;

/// <summary>Cells that may be null; an empty text counts as none, as in the original.</summary>
internal static class Row
{
    public static string? Text(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column) is { Length: > 0 } text ? text : null;

    public static long? Number(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
