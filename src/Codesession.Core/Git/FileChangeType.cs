namespace Codesession;

/// <summary>What became of a file between two moments. A rename is a deletion and a creation.</summary>
public enum FileChangeType
{
    /// <summary>It was not there before.</summary>
    Created,
    /// <summary>It was there before and is there still, with other content or another mode.</summary>
    Modified,
    /// <summary>It is there no more.</summary>
    Deleted,
}
