namespace Codesession.Processes;

/// <summary>Finds programs in the folders that <c>PATH</c> names, and nowhere else.</summary>
internal static class SearchPath
{
    /// <summary>The whole path: .NET and Windows would else look in the current folder, too. Null: there is none.</summary>
    /// <param name="environment">The variables of the caller's process.</param>
    /// <param name="program">Its name without an ending.</param>
    public static string? Find(IReadOnlyDictionary<string, string> environment, string program)
    {
        var windows = OperatingSystem.IsWindows();
        var names = windows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var folders = environment.FirstOrDefault(variable => variable.Key.Equals("PATH", names)).Value ?? "";
        return folders.Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Join(folder, windows ? $"{program}.exe" : program))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
