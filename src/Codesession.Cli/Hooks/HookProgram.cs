namespace Codesession.Cli.Hooks;

/// <summary>This program, as the settings of an agent call it.</summary>
/// <param name="Path">The executable.</param>
internal sealed record HookProgram(string Path)
{
    private const string Word = " hook";

    /// <summary>The one that runs.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.ExecutableMissing"/>: it is run by <c>dotnet</c>.</exception>
    public static HookProgram Own => Environment.ProcessPath is { } path && !System.IO.Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
        ? new HookProgram(path)
        : throw new CodesessionException(ErrorCode.ExecutableMissing, "An agent needs cs as a program of its own to call. Run the installed cs, not dotnet with cs.dll.");

    /// <summary>The command line, for the shell that runs hooks: sh, on Windows that of Git.</summary>
    public string Line => Quoted(Path) + Word;

    /// <summary>Whether a command line is ours.</summary>
    public bool IsIt(string line) => line == Line;

    /// <summary>Whether a command line was that of a <c>cs</c> that is not there any more.</summary>
    public static bool IsGone(string line) =>
        line.EndsWith(Word, StringComparison.Ordinal) && line[..^Word.Length] is var word && Unquoted(word) is var path && Quoted(path) == word
        && System.IO.Path.IsPathFullyQualified(path) && System.IO.Path.GetFileName(path) is "cs" or "cs.exe" && !File.Exists(path);

    private static string Quoted(string path) => OperatingSystem.IsWindows() ? $"\"{path.Replace('\\', '/')}\""
        : path.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._-+,@%:=".Contains(letter)) ? path
        : $"'{path.Replace("'", "'\\''")}'";

    private static string Unquoted(string word) => OperatingSystem.IsWindows() ? word.Trim('"')
        : word is ['\'', .. var inner, '\''] ? inner.Replace("'\\''", "'")
        : word;
}
