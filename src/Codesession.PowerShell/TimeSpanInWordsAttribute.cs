using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Refuses a bare number for a time span: PowerShell takes it for ticks, of which 48 are gone at once.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeSpanInWordsAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => PipedObject.Unwrapped(inputData) switch
    {
        0 => TimeSpan.Zero,
        not (TimeSpan or string) and { } bare => throw new ArgumentTransformationMetadataException(
            $"{bare} of what? Give a time span: (New-TimeSpan -Hours {bare})"),
        _ => inputData,
    };
}
