namespace Codesession.Cli.Running;

/// <summary>Finds a program as the shell would.</summary>
internal static class ProgramPath
{
    /// <summary>
    /// The file to start. Unix finds programs by itself, save one that is given relative to the folder; on Windows
    /// npm and its like are scripts (<c>npm.cmd</c>), which only the shell's rule of PATHEXT finds.
    /// </summary>
    public static string Find(string program, string folder)
    {
        if (program.Contains('/') || (OperatingSystem.IsWindows() && program.Contains('\\')))
        {
            program = Path.GetFullPath(program, folder);
        }
        if (!OperatingSystem.IsWindows())
        {
            return program;
        }
        var folders = Path.IsPathFullyQualified(program) ? [""] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        var endings = (Environment.GetEnvironmentVariable("PATHEXT") ?? ".COM;.EXE;.BAT;.CMD").Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (endings.Any(ending => program.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            return program;
        }
        return folders.SelectMany(_ => endings, (path, ending) => Path.Combine(path, program + ending)).FirstOrDefault(File.Exists) ?? program;
    }
}
