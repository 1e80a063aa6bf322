namespace Codesession;

/// <summary>Which logs are to be imported, and how.</summary>
public sealed record LogImport
{
    /// <summary>Where agents leave their logs.</summary>
    public required LogSurroundings Surroundings { get; init; }

    /// <summary>Only those of these agents (<see cref="AgentLogInfo.Id"/>); empty: of all.</summary>
    public IReadOnlyList<string> Agents { get; init; } = [];

    /// <summary>
    /// Folders or files in place of the agents' own: a home folder, an agent's folder, or any with logs in it. Empty: the agents' own.
    /// One that is a home folder counts as nothing else.
    /// </summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Only calls made then or later; null: all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Read only, and tell what would be recorded; nothing is written.</summary>
    public bool DryRun { get; init; }

    /// <summary>Name sessions by the titles that agents wrote themselves, where there is one. Titles tell what was asked for.</summary>
    public bool Titles { get; init; }

    /// <summary>Read every file from its beginning, though it was read before. Nothing counts twice.</summary>
    public bool Reread { get; init; }

    /// <summary>Read nothing where more bytes than this are new: for those who cannot wait. Null: however many.</summary>
    public long? MostNew { get; init; }

    /// <summary>Only conversations in this scope (<see cref="Scope.Directory"/>); null: anywhere.</summary>
    public string? Scope { get; init; }

    /// <summary>As what the calls are recorded: <see cref="UsageSource.Log"/>, or <see cref="UsageSource.Hook"/> where an agent's hook asks for it.</summary>
    public UsageSource Source { get; init; } = UsageSource.Log;

    /// <summary>The provider of calls whose log tells neither provider nor model; null: none is known.</summary>
    public string? Provider { get; init; }

    /// <summary>The model of calls whose log tells none; null: none is known.</summary>
    public string? Model { get; init; }

    /// <summary>The agent's name that the calls bear; null: the agent's own.</summary>
    public string? AgentName { get; init; }

    /// <summary>The session on which calls are booked that belong to no other; null: one for each conversation.</summary>
    public long? SessionId { get; init; }

    /// <summary>From so many bytes to read on it pays to put the indexes aside.</summary>
    internal long MuchToRead { get; init; } = 96 * 1024 * 1024;
}

/// <summary>An agent whose logs can be read.</summary>
/// <param name="Id">What it is called in commands: <c>claude</c>, <c>codex</c>, …</param>
/// <param name="Name">Its name.</param>
/// <param name="ReadIn">Where its format was read: repository, version, files.</param>
/// <param name="IsExperimental">Whether the format could not be checked against its agent's source or real files.</param>
public sealed record AgentLogInfo(string Id, string Name, string ReadIn, bool IsExperimental);

/// <summary>How far an import has come.</summary>
/// <param name="Files">How many files there are to read.</param>
/// <param name="FilesRead">How many of them are read and recorded.</param>
/// <param name="Bytes">How many bytes there are to read.</param>
/// <param name="BytesRead">How many of them are read and recorded.</param>
/// <param name="Calls">How many new calls were recorded.</param>
public sealed record LogProgress(int Files, int FilesRead, long Bytes, long BytesRead, long Calls);

/// <summary>What an import came to.</summary>
public sealed record LogImportReport
{
    /// <summary>Whether nothing was written.</summary>
    public required bool DryRun { get; init; }

    /// <summary>What it came to for each agent of which there is a log.</summary>
    public required IReadOnlyList<ImportedAgent> Agents { get; init; }

    /// <summary>What could not be read. Nothing else is lost by it.</summary>
    public required IReadOnlyList<LogProblem> Problems { get; init; }

    /// <summary>The sessions that it made, or added calls to.</summary>
    public required IReadOnlyList<long> SessionIds { get; init; }
}

/// <summary>What an import came to for one agent.</summary>
public sealed record ImportedAgent
{
    /// <summary>The agent.</summary>
    public required AgentLogInfo Agent { get; init; }

    /// <summary>How many of its logs there are.</summary>
    public int Files { get; init; }

    /// <summary>How many of them have changed since they were last read, and were read on.</summary>
    public int FilesRead { get; init; }

    /// <summary>How many bytes were read.</summary>
    public long Bytes { get; init; }

    /// <summary>How many calls are new in the ledger.</summary>
    public long Calls { get; init; }

    /// <summary>How many calls were in the ledger already, from a proxy, a hook or another log.</summary>
    public long Duplicates { get; init; }

    /// <summary>How many of the new calls have no known price.</summary>
    public long UnpricedCalls { get; init; }

    /// <summary>How many sessions were made of conversations.</summary>
    public int Sessions { get; init; }

    /// <summary>Tokens of the new calls, and what known ones have grown by.</summary>
    public TokenCounts Tokens { get; init; }

    /// <summary>US dollars: the exact sum of the new calls that have a price, and of what known ones have grown by.</summary>
    public decimal Cost { get; init; }
}
