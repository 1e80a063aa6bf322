namespace Codesession.PowerShell;

/// <summary>Where the module lies.</summary>
internal static class ModuleFolder
{
    public static string Path { get; } = System.IO.Path.GetDirectoryName(typeof(ModuleFolder).Assembly.Location)!;
}
