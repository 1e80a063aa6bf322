namespace Codesession;

/// <summary>How a file or commit of a session is known where nobody looked at its repository then.</summary>
public enum WorkEvidence
{
    /// <summary>The agent's log says so.</summary>
    Stated,
    /// <summary>It was committed in the session's folder, at a time when the session went on.</summary>
    Inferred,
}

/// <summary>The names of evidence, in the ledger and in JSON.</summary>
public static class WorkEvidences
{
    /// <summary><c>stated</c> or <c>inferred</c>.</summary>
    public static string Name(this WorkEvidence evidence) => evidence == WorkEvidence.Stated ? "stated" : "inferred";

    internal static WorkEvidence? Parse(string? name) => name switch
    {
        "stated" => WorkEvidence.Stated,
        "inferred" => WorkEvidence.Inferred,
        _ => null,
    };
}
