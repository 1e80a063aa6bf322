namespace Codesession;

/// <summary>Where somebody left off, over all projects, at a moment.</summary>
public sealed record TodaySnapshot
{
    /// <summary>When it was looked.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The projects, by name.</summary>
    public required IReadOnlyList<ProjectSnapshot> Projects { get; init; }

    /// <summary>The newest session of all; null: there is none.</summary>
    public LastSession? LastSession { get; init; }

    /// <summary>The projects' sessions of this day and of the last day before it that has any, newest first; not more than <see cref="MostSessions"/>.</summary>
    public IReadOnlyList<Session> Sessions { get; init; } = [];

    /// <summary>Why pull requests are missing, and what to do; null: none are, or no project can have any.</summary>
    public string? PullRequestsProblem { get; init; }

    /// <summary>How many sessions <see cref="Sessions"/> has at most.</summary>
    public const int MostSessions = 50;
}

/// <summary>A project at a moment.</summary>
public sealed record ProjectSnapshot
{
    /// <summary>Full path of its folder.</summary>
    public required string Path { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The folder is there no more.</summary>
    public bool Missing { get; init; }

    /// <summary>It lies in a git repository, readable or not.</summary>
    public bool IsGitRepo { get; init; }

    /// <summary>What git says; null: no repository, or see <see cref="Problem"/>.</summary>
    public GitState? Git { get; init; }

    /// <summary>Why something could not be read; null: all was.</summary>
    public string? Problem { get; init; }

    /// <summary>What comments in files that changed lately say is to be done, those of the newest file first.</summary>
    public IReadOnlyList<TodoComment> Todos { get; init; } = [];

    /// <summary>There are more, or not all files were read.</summary>
    public bool HasMoreTodos { get; init; }

    /// <summary>The user's own pull requests that are open.</summary>
    public IReadOnlyList<PullRequest> PullRequests { get; init; } = [];

    /// <summary>Its newest session, or that of a folder below it; null: none.</summary>
    public LastSession? LastSession { get; init; }
}

/// <summary>A session with the newest of what belongs to it.</summary>
public sealed record LastSession
{
    /// <summary>How many calls, files and notes are here at most.</summary>
    public const int MostCalls = 100, MostFiles = 1000, MostNotes = 100;

    /// <summary>The session.</summary>
    public required Session Session { get; init; }

    /// <summary>The newest of its calls (<see cref="MostCalls"/>), oldest first.</summary>
    public required IReadOnlyList<AiUsage> Calls { get; init; }

    /// <summary>The sums of all its calls by model, the dearest first.</summary>
    public required IReadOnlyList<UsageStatistic> Models { get; init; }

    /// <summary>The files it changed.</summary>
    public required IReadOnlyList<FileChange> Files { get; init; }

    /// <summary>The first of its notes, oldest first.</summary>
    public required IReadOnlyList<Note> Notes { get; init; }
}
