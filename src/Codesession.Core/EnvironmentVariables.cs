using System.Collections;

namespace Codesession;

/// <summary>The variables of a process, as .NET hands them to a door.</summary>
public static class EnvironmentVariables
{
    /// <summary>The variables by name; on Windows their case does not matter.</summary>
    /// <param name="variables">What <see cref="Environment.GetEnvironmentVariables()"/> answered.</param>
    public static IReadOnlyDictionary<string, string> Of(IDictionary variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var known = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        // One by one: on Windows another shell may have passed on both Path and PATH.
        foreach (DictionaryEntry variable in variables)
        {
            known[(string)variable.Key] = (string)variable.Value!;
        }
        return known;
    }
}
