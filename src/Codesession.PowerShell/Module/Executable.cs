using System.Runtime.InteropServices;

namespace Codesession.PowerShell;

/// <summary>The native <c>cs</c> in the module's own folder.</summary>
public static class Executable
{
    /// <summary>The platform as the module's folders name it: <c>linux-x64</c>, <c>linux-musl-arm64</c>, <c>osx-arm64</c>, <c>win-x64</c>, …</summary>
    public static string Platform { get; } = FindPlatform();

    /// <summary>Full path of the executable; null: the module has none for this platform.</summary>
    public static string? Path { get; } = FindPath();

    /// <summary>What the alias <c>cs</c> stands for: the executable, else a script that says that it is missing.</summary>
    public static string Command => Path ?? System.IO.Path.Combine(ModuleFolder.Path, "bin", "cs-missing.ps1");

    private static string? FindPath()
    {
        var path = System.IO.Path.Combine(ModuleFolder.Path, "bin", Platform, OperatingSystem.IsWindows() ? "cs.exe" : "cs");
        if (!File.Exists(path))
        {
            return null;
        }
        MakeExecutable(path);
        return path;
    }

    // A gallery's package is a zip without file modes.
    private static void MakeExecutable(string path)
    {
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0)
        {
            return;
        }
        try
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | execute);
        }
        catch (UnauthorizedAccessException)
        {
            // Installed by another user: then only he can.
        }
    }

    private static string FindPlatform()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : IsMusl() ? "linux-musl" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    // A runtime that a distribution has built calls its platform alpine.3.22-x64 or the like.
    private static bool IsMusl() =>
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
        || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal);
}
