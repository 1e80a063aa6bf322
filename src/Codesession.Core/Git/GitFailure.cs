namespace Codesession;

/// <summary>Why git could not be read.</summary>
public enum GitFailure
{
    /// <summary>Git said no, or nothing that can be understood; the message has its words.</summary>
    Other,
    /// <summary>There is no <c>git</c> on the search path, or it cannot be started.</summary>
    NotInstalled,
    /// <summary>The repository belongs to another user, and <c>safe.directory</c> does not name it.</summary>
    Refused,
    /// <summary>Git did not end in time and was stopped.</summary>
    TimedOut,
}

/// <summary>Git could not be read: the kind of failure, and a message that says what to do next.</summary>
public sealed class GitException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">The kind of failure.</param>
    /// <param name="message">For people: what is wrong and what to do next.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    public GitException(GitFailure failure, string message, Exception? inner = null) : base(message, inner) => Failure = failure;

    /// <summary>The kind of failure.</summary>
    public GitFailure Failure { get; }

    internal static GitException Refused(string root, Exception? inner = null) => new(GitFailure.Refused,
        $"git refuses to read '{root}' because another user owns it. "
        + $"If you trust it: git config --global --add safe.directory \"{root}\"", inner);

    internal static GitException TimedOut(string what, string root, TimeSpan limit) => new(GitFailure.TimedOut,
        $"{what} did not end within {limit.TotalSeconds:0.#} seconds in '{root}'. Try it by hand to see why.");
}
