using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Microsoft.Win32;

namespace Codesession.PowerShell;

/// <summary>The folder in which shells find <c>cs</c>, and the two names by which they do.</summary>
internal sealed partial class CommandFolder(string path)
{
    /// <summary>Where the user's own programs are, unless he says otherwise.</summary>
    public static string Default => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Programs", "Codesession")
        : Path.Combine(ModuleHost.Home, ".local", "bin");

    public IEnumerable<FileInfo> Commands =>
        ((string[])["cs", "codesession"]).Select(name => new FileInfo(Path.Combine(path, OperatingSystem.IsWindows() ? name + ".exe" : name)));

    /// <summary>Whether shells that are started now look there.</summary>
    public bool IsInPath => Folders(Environment.GetEnvironmentVariable("PATH")).Any(IsHere);

    /// <summary>
    /// Whether a command is a link to the executable of a Codesession module (this one, or one of any version, also one that is
    /// gone), or a copy in a folder that holds nothing else.
    /// </summary>
    public bool IsOurs(FileInfo command) => command.LinkTarget is { } target
        ? target == Executable.Path || ModuleExecutable.IsMatch(target)
        : OperatingSystem.IsWindows() && command.Exists && path.Equals(Default, StringComparison.OrdinalIgnoreCase);

    /// <summary>Links a command to the executable; on Windows, which lets few people make links, copies it where it must.</summary>
    public void Link(FileInfo command, string executable)
    {
        Directory.CreateDirectory(path);
        // Also a link to what is not there any more, which does not "exist".
        command.Delete();
        try
        {
            command.CreateAsSymbolicLink(executable);
        }
        catch (IOException) when (OperatingSystem.IsWindows())
        {
            File.Copy(executable, command.FullName);
        }
    }

    /// <summary>On Windows: adds the folder to the user's Path.</summary>
    [SupportedOSPlatform("windows")]
    public void AddToUserPath()
    {
        if (!IsInUserPath)
        {
            UserPath = [.. UserPath, path];
        }
    }

    /// <summary>On Windows: takes the folder out of the user's Path.</summary>
    [SupportedOSPlatform("windows")]
    public void RemoveFromUserPath()
    {
        if (IsInUserPath)
        {
            UserPath = UserPath.Where(folder => !IsHere(folder));
        }
    }

    [SupportedOSPlatform("windows")]
    private bool IsInUserPath => UserPath.Any(IsHere);

    private bool IsHere(string folder) => Comparer.Equals(Path.TrimEndingDirectorySeparator(folder), path);

    // …/Codesession/bin/linux-x64/cs, or …/Codesession/3.0.0/bin/…, as Install-PSResource lays it out.
    [GeneratedRegex(@"[/\\]Codesession[/\\]([^/\\]+[/\\])?bin[/\\][^/\\]+[/\\]cs(\.exe)?$")]
    private static partial Regex ModuleExecutable { get; }

    private static StringComparer Comparer => OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private static string[] Folders(string? variable) => (variable ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    // From the registry itself: .NET would write back what it has expanded (%USERPROFILE% and the like).
    [SupportedOSPlatform("windows")]
    private static IEnumerable<string> UserPath
    {
        get
        {
            using var environment = Registry.CurrentUser.OpenSubKey("Environment");
            return Folders(environment?.GetValue("Path", null, RegistryValueOptions.DoNotExpandEnvironmentNames) as string);
        }
        set
        {
            using (var environment = Registry.CurrentUser.CreateSubKey("Environment"))
            {
                environment.SetValue("Path", string.Join(Path.PathSeparator, value), RegistryValueKind.ExpandString);
            }
            // Removes what is not there, and so tells the programs that run (the Explorer above all) to read the variables again.
            Environment.SetEnvironmentVariable("CODESESSION_PATH_CHANGED", null, EnvironmentVariableTarget.User);
        }
    }
}
