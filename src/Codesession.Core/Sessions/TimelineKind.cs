namespace Codesession;

/// <summary>What happened in a session. Of what happened at the same time, the first here comes first.</summary>
public enum TimelineKind
{
    /// <summary>It started.</summary>
    Start,
    /// <summary>A call was made.</summary>
    Call,
    /// <summary>A file was recorded as changed.</summary>
    File,
    /// <summary>A commit was made.</summary>
    Commit,
    /// <summary>A note was written.</summary>
    Note,
    /// <summary>It ended.</summary>
    End,
}
