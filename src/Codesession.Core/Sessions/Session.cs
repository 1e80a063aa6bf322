namespace Codesession;

/// <summary>Whether a session goes on.</summary>
public enum SessionPhase
{
    /// <summary>It goes on.</summary>
    Active,
    /// <summary>It has ended.</summary>
    Completed,
}

/// <summary>The names of phases.</summary>
public static class SessionPhases
{
    /// <summary>The name in the ledger and in JSON: <c>active</c>, <c>completed</c>.</summary>
    public static string Name(this SessionPhase phase) => phase == SessionPhase.Active ? "active" : "completed";
}

/// <summary>Who made a session.</summary>
public enum SessionOrigin
{
    /// <summary>A person or an agent, with <c>start</c>. Found by its scope.</summary>
    Start,
    /// <summary><c>cs run</c>. Like those below addressed by its id; it never ends or refuses another.</summary>
    Run,
    /// <summary><c>cs proxy --session</c>.</summary>
    Proxy,
    /// <summary>A hook of an agent.</summary>
    Hook,
    /// <summary>An import of an agent's log.</summary>
    Log,
}

/// <summary>One piece of work in one folder, with what it cost.</summary>
public record Session
{
    /// <summary>The number that names it.</summary>
    public required long Id { get; init; }

    /// <summary>What it was called at its start.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it goes on.</summary>
    public required SessionPhase Status { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When it ended; null: it goes on.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>How long it took, in whole seconds; null: it goes on.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How long it took, or has taken by now; never negative, though a clock may have been set back.</summary>
    public TimeSpan DurationAt(DateTimeOffset now) => (EndTime ?? now) is var end && end > StartTime ? end - StartTime : TimeSpan.Zero;

    /// <summary>Its scope: the git root, else the folder in which it was started.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The git root, as git prints it; null: no repository.</summary>
    public string? GitRoot { get; init; }

    /// <summary>The branch at the start, <c>HEAD</c> where none was checked out; null: not known, or no repository.</summary>
    public string? Branch { get; init; }

    /// <summary>The commit at the start; null: none, or no repository.</summary>
    public string? StartGitHead { get; init; }

    /// <summary>How many files have changed.</summary>
    public long FilesChanged { get; init; }

    /// <summary>How many commits were made.</summary>
    public long Commits { get; init; }

    /// <summary>All tokens of its calls.</summary>
    public long AiTokens { get; init; }

    /// <summary>US dollars: the exact sum of its calls that have a price.</summary>
    public decimal AiCost { get; init; }

    /// <summary>How many calls it made.</summary>
    public long AiCalls { get; init; }

    /// <summary>How many of them have no known price and are not in <see cref="AiCost"/>.</summary>
    public long UnpricedCalls { get; init; }

    /// <summary>The note given at its end; null: none.</summary>
    public string? Notes { get; init; }

    /// <summary>Who made it.</summary>
    public SessionOrigin Origin { get; init; }
}
