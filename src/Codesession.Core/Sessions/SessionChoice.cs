namespace Codesession;

/// <summary>
/// Which session a command means: the one it names, else the one it was started under where that is still active, else
/// the newest active one of its scope, else the newest active one anywhere.
/// </summary>
public sealed record SessionChoice
{
    /// <summary>The session that is named.</summary>
    public long? Id { get; init; }

    /// <summary>The session under which the caller runs (<c>CODESESSION_SESSION</c>).</summary>
    public long? Inherited { get; init; }

    /// <summary>The folder of the caller.</summary>
    public required string Folder { get; init; }
}
