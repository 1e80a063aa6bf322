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
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PipedObject.Unwrapped(inputData) is IEnumerable items and not string
            ? items.Cast<object?>().Select(Id).ToArray()
            : Id(inputData);

    private static object? Id(object? item) => PipedObject.Unwrapped(item) switch
    {
        Session session => session.Id,
        string or ValueType or null => PipedObject.Unwrapped(item),
        _ => PipedObject.Property(item, "SessionId") ?? PipedObject.Property(item, "Id") ?? item,
    };
}
