namespace Codesession;

/// <summary>
/// The one exception of expected failures: a stable code, a message that says what to do next, and the facts that
/// go with it. Doors map it to an exit code, an ErrorRecord or a status.
/// </summary>
public sealed class CodesessionException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">The kind of failure.</param>
    /// <param name="message">For people: what is wrong and what to do next.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    public CodesessionException(ErrorCode code, string message, Exception? inner = null) : base(message, inner) => Code = code;

    /// <summary>The kind of failure.</summary>
    public ErrorCode Code { get; }

    /// <summary>Facts beside the message, in the order in which they are shown: names in camelCase, values string or long.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Details { get; init; } = [];

    /// <summary>What the failure is about: an id, a model, a path.</summary>
    public object? Subject { get; init; }
}
