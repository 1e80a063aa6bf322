using System.Text.Json;

namespace Codesession.Cli.Hooks;

/// <summary>A settings file of Claude Code.</summary>
/// <param name="Path">Full path; the file need not exist.</param>
internal sealed record ClaudeSettings(string Path)
{
    /// <summary>Larger ones were not written by hand.</summary>
    private const long Largest = 64 * 1024 * 1024;

    /// <summary>The user's own.</summary>
    public static ClaudeSettings OfUser(CliHost host)
    {
        var told = host.Variable("CLAUDE_CONFIG_DIR")?.Split(',')[0].Trim();
        var folder = told is null ? System.IO.Path.Combine(host.Home, ".claude")
            : told.StartsWith("~/", StringComparison.Ordinal) ? System.IO.Path.Combine(host.Home, told[2..])
            : System.IO.Path.GetFullPath(told, host.WorkingDirectory);
        return new ClaudeSettings(System.IO.Path.Combine(folder, "settings.json"));
    }

    /// <summary>Those of the project around the current folder.</summary>
    /// <param name="host">The process.</param>
    /// <param name="isLocal">Whether those are meant that are not shared.</param>
    public static ClaudeSettings OfProject(CliHost host, bool isLocal) =>
        new(System.IO.Path.Combine(Scope.Of(host.WorkingDirectory).Directory, ".claude", isLocal ? "settings.local.json" : "settings.json"));

    /// <summary>Their text; null: there is no such file.</summary>
    public byte[]? Read() => !File.Exists(Path) ? null
        : new FileInfo(Path).Length <= Largest ? File.ReadAllBytes(Path)
        : throw NotUnderstood("it is too large.");

    /// <summary>What they would become.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.ConfigInvalid"/>: they cannot be understood.</exception>
    public HookSettings Change(Func<HookSettings> change)
    {
        try
        {
            return change();
        }
        catch (JsonException error)
        {
            throw NotUnderstood(error.Message, error);
        }
    }

    /// <summary>Puts another text in the place of one, or takes the file away. It is the old file or the new one at any time.</summary>
    /// <param name="before">What was read.</param>
    /// <param name="after">What is to be there; null: no file.</param>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.IoError"/>: somebody has changed it meanwhile.</exception>
    public void Write(byte[]? before, byte[]? after)
    {
        if (!(Read() ?? []).AsSpan().SequenceEqual(before ?? []))
        {
            throw new CodesessionException(ErrorCode.IoError, $"{Path} has been changed meanwhile; it is left as it is. Try again.") { Subject = Path };
        }
        // Who keeps settings elsewhere, behind a link, wants to go on so.
        var file = new FileInfo(Path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path;
        if (after is null)
        {
            File.Delete(file);
            return;
        }
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        var written = $"{file}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(written, Options(file)))
            {
                stream.Write(after);
                stream.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows() && before is not null) File.SetUnixFileMode(written, File.GetUnixFileMode(file));
            File.Move(written, file, overwrite: true);
        }
        finally
        {
            File.Delete(written);
        }
    }

    // There may be keys in it: nobody may read it meanwhile who may not read the file.
    private static FileStreamOptions Options(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && File.Exists(file)) options.UnixCreateMode = File.GetUnixFileMode(file);
        return options;
    }

    private CodesessionException NotUnderstood(string what, Exception? inner = null) => new(ErrorCode.ConfigInvalid,
        $"The settings file {Path} cannot be understood: {what} It is left as it is. Correct it, or move it away.", inner) { Subject = Path };
}
