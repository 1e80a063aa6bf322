namespace Codesession;

/// <summary>A session to be started.</summary>
public sealed record NewSession
{
    /// <summary>The longest name, in UTF-16 characters.</summary>
    public const int LongestName = 500;

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The folder in which it is started; its scope is found from there.</summary>
    public required string Folder { get; init; }

    /// <summary>Answer the active session of the scope, if there is one, instead of refusing.</summary>
    public bool Resume { get; init; }

    /// <summary>First end the active sessions of the scope, and any elsewhere that has seen no activity for 12 hours.</summary>
    public bool CloseStale { get; init; }

    /// <summary>Who makes it. Only <see cref="SessionOrigin.Start"/> refuses a second one in its scope.</summary>
    public SessionOrigin Origin { get; init; }

    /// <summary>US dollars that it may cost: a budget of its own; null: none. It is set on a session that is resumed, too.</summary>
    public decimal? Budget { get; init; }
}

/// <summary>A session that was started or resumed.</summary>
/// <param name="Session">The session.</param>
/// <param name="Branch">The branch, <c>HEAD</c> where it is detached; null: no repository, or git could not be asked.</param>
/// <param name="Resumed">It was active already.</param>
/// <param name="Closed">The sessions that were ended first.</param>
/// <param name="Warning">Why its files and commits cannot be followed; null: they can.</param>
public sealed record StartedSession(Session Session, string? Branch, bool Resumed, IReadOnlyList<Session> Closed, string? Warning)
{
    /// <summary>The budget of its own that was asked for with it; null: none was.</summary>
    public BudgetState? Budget { get; init; }
}

/// <summary>A session that has ended.</summary>
/// <param name="Session">The session.</param>
/// <param name="Warning">Why git could not tell what changed; null: it could, or there is no repository.</param>
public sealed record EndedSession(Session Session, string? Warning);
