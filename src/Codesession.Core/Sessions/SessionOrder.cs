namespace Codesession;

/// <summary>What sessions are put in order by.</summary>
public enum SessionOrder
{
    /// <summary>When they started.</summary>
    Start,
    /// <summary>What their calls cost.</summary>
    Cost,
    /// <summary>All tokens of their calls.</summary>
    Tokens,
    /// <summary>How long they took, or have taken by now.</summary>
    Duration,
    /// <summary>How many files have changed.</summary>
    Files,
    /// <summary>How many commits were made.</summary>
    Commits,
    /// <summary>How many calls were made.</summary>
    Calls,
    /// <summary>Their names, whether in upper or lower case.</summary>
    Name,
}
