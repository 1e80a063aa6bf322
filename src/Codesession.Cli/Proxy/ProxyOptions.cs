namespace Codesession.Cli.Proxy;

/// <summary>What a proxy is started with.</summary>
internal sealed record ProxyOptions
{
    /// <summary>The port; 0: a free one.</summary>
    public required int Port { get; init; }

    /// <summary>Where requests may go.</summary>
    public required Upstreams Upstreams { get; init; }

    /// <summary>The ledger that calls are booked in.</summary>
    public required LedgerOptions Ledger { get; init; }

    /// <summary>Where it is started: its scope has the session of calls that name none.</summary>
    public required string Folder { get; init; }

    /// <summary>The session that it is started for; null: that of the scope.</summary>
    public long? SessionId { get; init; }

    /// <summary>Whether it is part of a run, and ends with that.</summary>
    public bool IsOfRun { get; init; }

    /// <summary>The session under which it is started (<c>CODESESSION_SESSION</c>); null: none.</summary>
    public long? Inherited { get; init; }

    /// <summary>The agent of all calls; null: as requests tell.</summary>
    public string? AgentName { get; init; }
}
