using System.Text.RegularExpressions;

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
    public bool IsInPath => Folders(Environment.GetEnvironmentVariable("PATH")).Contains(path, Comparer);

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
    public void AddToUserPath()
    {
        var folders = Folders(Environment.GetEnvironmentVariable("Path", EnvironmentVariableTarget.User));
        if (!folders.Contains(path, Comparer))
        {
            SetUserPath([.. folders, path]);
        }
    }

    /// <summary>On Windows: takes the folder out of the user's Path.</summary>
    public void RemoveFromUserPath()
    {
        var folders = Folders(Environment.GetEnvironmentVariable("Path", EnvironmentVariableTarget.User));
        if (folders.Contains(path, Comparer))
        {
            SetUserPath([.. folders.Where(folder => !Comparer.Equals(folder, path))]);
        }
    }

    // …/Codesession/bin/linux-x64/cs, or …/Codesession/3.0.0/bin/…, as Install-PSResource lays it out.
    [GeneratedRegex(@"[/\\]Codesession[/\\]([^/\\]+[/\\])?bin[/\\][^/\\]+[/\\]cs(\.exe)?$")]
    private static partial Regex ModuleExecutable { get; }

    private static StringComparer Comparer => OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private static string[] Folders(string? variable) =>
        (variable ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => folder.TrimEnd('/', '\\')).ToArray();

    private static void SetUserPath(string[] folders) =>
        Environment.SetEnvironmentVariable("Path", string.Join(Path.PathSeparator, folders), EnvironmentVariableTarget.User);
}
