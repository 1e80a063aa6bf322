namespace Codesession;

/// <summary>
/// The one exception of expected failures: a stable code, a message that says what to do next, and the facts that
/// go with it. Doors map it to an exit code, an ErrorRecord or a status.
/// </summary>
public class CodesessionException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">The kind of failure.</param>
    /// <param name="problem">For people: what is wrong, and what to do next unless <see cref="CsAdvice"/> says it.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    public CodesessionException(ErrorCode code, string problem, Exception? inner = null) : base(problem, inner) => Code = code;

    /// <summary>The kind of failure.</summary>
    public ErrorCode Code { get; }

    /// <summary>What is wrong, and what to do about it in the words of <c>cs</c>.</summary>
    public override string Message => CsAdvice is null ? Problem : $"{Problem} {CsAdvice}";

    /// <summary>What is wrong. Where <see cref="CsAdvice"/> is null, with what to do about it.</summary>
    public string Problem => base.Message;

    /// <summary>What to do next with <c>cs</c>; another door gives advice of its own. Null: the problem says it, the same for all.</summary>
    public string? CsAdvice { get; init; }

    /// <summary>Facts beside the message, in the order in which they are shown: names in camelCase, values string or long.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Details { get; init; } = [];

    /// <summary>What the failure is about: an id, a model, a path.</summary>
    public object? Subject { get; init; }
}
