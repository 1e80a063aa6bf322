using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>
/// Lets a parameter that takes ids of records take the records too, and rows with an Id and a SessionId (an imported
/// CSV). Another kind of object is refused: its Id would name the wrong record.
/// </summary>
/// <param name="record">The kind of record.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RecordReferenceAttribute(Type record) : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PipedObject.Unwrapped(inputData) is System.Collections.IEnumerable items and not string
            ? items.Cast<object?>().Select(Id).ToArray()
            : Id(inputData);

    private object? Id(object? item) => PipedObject.Unwrapped(item) switch
    {
        string or ValueType or null => PipedObject.Unwrapped(item),
        var known when record.IsInstanceOfType(known) => PipedObject.Property(known, "Id"),
        PSCustomObject when PipedObject.Property(item, "SessionId") is not null => PipedObject.Property(item, "Id"),
        _ => item,
    };
}
