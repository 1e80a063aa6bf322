namespace Codesession;

/// <summary>A running server of ours, as others of the same user find it.</summary>
public sealed record ServerRecord
{
    /// <summary>What it is: <c>proxy</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it listens: <c>http://127.0.0.1:3739</c>.</summary>
    public required string Url { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>Its process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The session that it was started for; null: none.</summary>
    public long? SessionId { get; init; }

    /// <summary>Whether it is part of a run, and ends with that: nobody else stops it.</summary>
    public bool IsOfRun { get; init; }

    /// <summary>What entitles to stop it: only its user can read it.</summary>
    public required string Token { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}
