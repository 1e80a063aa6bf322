using System.Collections;
using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>
/// Lets a parameter that takes ids of sessions take what belongs to one as well: a session, a call, a note, a file, a
/// commit, or a row with a SessionId or Id (an imported CSV). A call's own id is never taken for a session's.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SessionReferenceAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether an empty cell of a row means that none is told.</summary>
    public bool Optional { get; set; }

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => PipedObject.Unwrapped(inputData) switch
    {
        // A variable that a failed command has left empty must not become "the session of this folder".
        "" when Optional => null,
        null or "" => throw new ArgumentTransformationMetadataException("There is no session: the value is empty."),
        IEnumerable items and not string => items.Cast<object?>().Select(Id).ToArray(),
        _ => Id(inputData),
    };

    private static object? Id(object? item) => PipedObject.Unwrapped(item) switch
    {
        Session session => session.Id,
        AiUsage or Note or FileChange or Commit or NewUsage => PipedObject.Property(item, "SessionId"),
        // A row, or an object that came out of a job. Other objects have an Id of their own (a job, a process).
        PSCustomObject => (PipedObject.Property(item, "SessionId") ?? PipedObject.Property(item, "Id")) is { } id and not "" ? id : item,
        var other => other,
    };
}
