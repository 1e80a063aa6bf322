using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Takes texts, and the texts of notes; of any other object PowerShell would take what it calls itself.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NoteTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PipedObject.Unwrapped(inputData) is object?[] items ? items.Select(Text).ToArray() : Text(inputData);

    private static object? Text(object? item) => PipedObject.Unwrapped(item) switch
    {
        string or ValueType or null => item,
        PSCustomObject or Note when PipedObject.Property(item, "Message") is string message => message,
        var other => throw new ArgumentTransformationMetadataException($"{other.GetType().Name} is no text. Give the note's text."),
    };
}
