namespace Codesession;

/// <summary>A running proxy, as others are told of it.</summary>
/// <param name="Url">Where it listens: <c>http://127.0.0.1:3739</c>. A session is named by path: <c>…/s/7</c>.</param>
/// <param name="Port">The port.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="SessionId">The session that it was started for; null: the calls go to the one of its folder, or that their address names.</param>
/// <param name="StartedAt">When it was started.</param>
public sealed record ProxyEndpoint(string Url, int Port, int ProcessId, long? SessionId, DateTimeOffset StartedAt)
{
    /// <summary>What may be told of a record: all but its token.</summary>
    public static ProxyEndpoint Of(ServerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(record.Url, record.Port, record.ProcessId, record.SessionId, record.StartedAt);
    }
}
