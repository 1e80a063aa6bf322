using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Takes an empty cell of an imported CSV for what it says: not known. PowerShell would make it 0.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BlankIsUnknownAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override bool TransformNullOptionalParameters => false;

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PipedObject.Unwrapped(inputData) is string text && string.IsNullOrWhiteSpace(text) ? null : inputData;
}
