namespace Codesession.Storage;

/// <summary>The conditions of a query as they are asked for: only those become SQL, so that an index can serve them.</summary>
internal sealed class Filter
{
    private readonly List<string> conditions = [];
    private readonly List<object?> values = [];

    /// <summary>The conditions on records of sessions.</summary>
    public static Filter Of(RecordQuery query) =>
        new Filter().If(query.SessionId, "session_id = {0}").Between("timestamp", query.After, query.Before);

    public object?[] Values => [.. values];

    /// <summary>The conditions behind FROM; empty where there are none.</summary>
    public string Where => conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";

    /// <summary>Adds a condition, with <c>{0}</c> for the value, where there is a value.</summary>
    public Filter If(object? value, string condition)
    {
        if (value is not null)
        {
            conditions.Add(string.Format(null, condition, Add(value)));
        }
        return this;
    }

    /// <summary>Adds a value that no condition has.</summary>
    /// <returns>The name of its parameter.</returns>
    public string Add(object? value)
    {
        values.Add(value);
        return $"${values.Count}";
    }

    /// <summary>The condition that a time lies in a half-open span.</summary>
    public Filter Between(string column, DateTimeOffset? after, DateTimeOffset? before) =>
        If(after is { } from ? Timestamp.Text(from) : null, column + " >= {0}").If(before is { } until ? Timestamp.Text(until) : null, column + " < {0}");

    /// <summary>The clauses behind FROM. Without a session the order is that of recording: nothing has to be sorted, whatever the size.</summary>
    public string Sql(RecordQuery query) => Sql(query.SessionId is null ? "id" : "timestamp, id", query.Skip, query.Limit);

    /// <inheritdoc cref="Sql(RecordQuery)"/>
    public string Sql(string order, long skip, long? limit)
    {
        return $"{Where} ORDER BY {order} LIMIT {Add(limit ?? -1)} OFFSET {Add(skip)}";
    }
}
