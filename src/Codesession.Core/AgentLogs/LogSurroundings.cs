namespace Codesession;

/// <summary>What tells where agents leave their logs.</summary>
/// <param name="Home">The user's home folder.</param>
/// <param name="Environment">The environment of the process.</param>
public sealed record LogSurroundings(string Home, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>A path below the home folder, its parts given one by one.</summary>
    internal string InHome(params ReadOnlySpan<string> parts) => Path.Combine([Home, .. parts]);

    /// <summary>A folder that a variable names, a tilde resolved; null: it is not set.</summary>
    internal string? Folder(string variable) => Folders(variable).FirstOrDefault();

    /// <summary>The folders that a variable names, separated by commas.</summary>
    internal IEnumerable<string> Folders(string variable) =>
        Environment.GetValueOrDefault(variable, "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(folder => folder == "~" ? Home : folder.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Home, folder[2..]) : folder)
            .Where(Path.IsPathFullyQualified);

    /// <summary>Where programs keep data: <c>XDG_DATA_HOME</c>, else <c>~/.local/share</c>; command line tools use it on macOS and Windows too.</summary>
    internal string DataHome => Folder("XDG_DATA_HOME") ?? InHome(".local", "share");

    /// <summary>The <c>globalStorage</c> of Visual Studio Code and of the editors made from it.</summary>
    internal IEnumerable<string> EditorStorages()
    {
        var settings = OperatingSystem.IsWindows() ? Folder("APPDATA") ?? InHome("AppData", "Roaming")
            : OperatingSystem.IsMacOS() ? InHome("Library", "Application Support")
            : Folder("XDG_CONFIG_HOME") ?? InHome(".config");
        string[] editors = ["Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf"];
        return [.. editors.Select(editor => Path.Combine(settings, editor, "User", "globalStorage")),
            InHome(".vscode-server", "data", "User", "globalStorage")];
    }
}
