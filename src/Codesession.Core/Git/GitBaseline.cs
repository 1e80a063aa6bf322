namespace Codesession;

/// <summary>How a repository was when a session started; what is unknown is null, and then told by lesser evidence.</summary>
public sealed record GitBaseline
{
    /// <summary>The id of HEAD's commit; null: no commit yet, or unknown.</summary>
    public string? Head { get; init; }

    /// <summary>The branch; <c>HEAD</c>: detached.</summary>
    public string? Branch { get; init; }

    /// <summary>How many entries HEAD's reflog had; null: unknown.</summary>
    public int? ReflogLength { get; init; }

    /// <summary>
    /// The files that differed from HEAD, each with a text that is another where its content is (null: deleted). Null as a whole:
    /// unknown, as in sessions that another tool started.
    /// </summary>
    public IReadOnlyDictionary<string, string?>? DirtyFiles { get; init; }
}
