using System.Management.Automation;

namespace Codesession.PowerShell;

/// <summary>Objects as the pipeline hands them in.</summary>
internal static class PipedObject
{
    /// <summary>The .NET object itself; that of a row of properties is <see cref="PSCustomObject"/>.</summary>
    public static object? Unwrapped(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;

    /// <summary>The value of a property; null: there is none.</summary>
    public static object? Property(object? item, string name) => PSObject.AsPSObject(item).Properties[name]?.Value;
}
