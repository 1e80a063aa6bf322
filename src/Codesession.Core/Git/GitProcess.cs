using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Codesession.Git;

/// <summary>Runs <c>git</c>: no shell, nothing inherited that steers it, nothing run that the repository names, no endless wait.</summary>
internal sealed class GitProcess(IReadOnlyDictionary<string, string> environment, TimeSpan timeout)
{
    // Command-line settings outrank the repository's, also in what git itself starts.
    private static readonly string[] SafeSettings =
    [
        "--no-pager",
        "-c", "core.fsmonitor=false",
        "-c", $"core.hooksPath={(OperatingSystem.IsWindows() ? "NUL" : "/dev/null")}",
        "-c", "core.quotePath=false",
        "-c", "log.showSignature=false",
        "-c", "submodule.recurse=false",
    ];

    /// <summary>The exit code of a process that SIGINT ended.</summary>
    private const int Interrupted = 128 + 2;

    private readonly Lazy<string?> found = new(() => FindOnPath(environment));

    /// <summary>Runs one command and gives what it wrote to standard output.</summary>
    /// <param name="root">The folder to run in.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="input">Lines for standard input.</param>
    /// <param name="settings">Settings of git, for names that <c>-c</c> cannot take.</param>
    /// <param name="emptyExitCode">An exit code beside 0 that is no failure: it found nothing.</param>
    /// <param name="most">How many bytes of output are wanted: git is stopped when it has written more, of which some come.</param>
    /// <param name="cancellationToken">Stops git.</param>
    public async Task<byte[]> RunAsync(
        string root,
        IReadOnlyCollection<string> arguments,
        IReadOnlyCollection<string>? input = null,
        IReadOnlyCollection<KeyValuePair<string, string>>? settings = null,
        int emptyExitCode = 0,
        int most = int.MaxValue,
        CancellationToken cancellationToken = default)
    {
        // Ctrl+C in a terminal reaches git, too, while its caller goes on to sum up: then it is asked once more.
        return await TryRunAsync(root, arguments, input, settings, emptyExitCode, most, mayBeInterrupted: true, cancellationToken).ConfigureAwait(false)
            ?? (await TryRunAsync(root, arguments, input, settings, emptyExitCode, most, mayBeInterrupted: false, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>As above; null: it was interrupted.</summary>
    private async Task<byte[]?> TryRunAsync(
        string root,
        IReadOnlyCollection<string> arguments,
        IReadOnlyCollection<string>? input,
        IReadOnlyCollection<KeyValuePair<string, string>>? settings,
        int emptyExitCode,
        int most,
        bool mayBeInterrupted,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = Describe(root, arguments, settings ?? []);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var process = Start(start);
        try
        {
            // All three at once: git blocks where one of its pipes is full.
            var output = ReadAsync(process.StandardOutput.BaseStream, most, limit.Token);
            var errors = ReadAsync(process.StandardError.BaseStream, int.MaxValue, limit.Token);
            var writing = WriteAsync(process.StandardInput.BaseStream, input ?? [], limit.Token);
            if ((await output.ConfigureAwait(false)).Length > most)
            {
                Stop(process);
                await Task.WhenAll(writing, errors).ConfigureAwait(false);
                return await output.ConfigureAwait(false);
            }
            await Task.WhenAll(writing, errors).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            if (process.ExitCode == Interrupted && mayBeInterrupted)
                return null;
            if (process.ExitCode != 0 && process.ExitCode != emptyExitCode)
                throw Failed(root, start, Encoding.UTF8.GetString(await errors.ConfigureAwait(false)));
            return await output.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw GitException.TimedOut($"git {CommandOf(start)}", root, timeout);
        }
        finally
        {
            Stop(process);
        }
    }

    private ProcessStartInfo Describe(
        string root, IEnumerable<string> arguments, IReadOnlyCollection<KeyValuePair<string, string>> settings)
    {
        // The whole path: .NET and Windows would else look for git in the current folder, too.
        var program = found.Value ?? throw new GitException(GitFailure.NotInstalled,
            "git was not found on the search path (PATH). Install it from https://git-scm.com, or add its folder to PATH.");
        var start = new ProcessStartInfo(program, [.. SafeSettings, .. arguments])
        {
            WorkingDirectory = root,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            if (!name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase))
                start.Environment[name] = value;
        start.Environment["LC_ALL"] = "C"; // messages are compared
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0"; // reading must not get into the way of the user's own git
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        // A partial clone would fetch what it lacks, with whatever program the repository's configuration names for that.
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_ALLOW_PROTOCOL"] = "none";
        start.Environment["GIT_CONFIG_COUNT"] = $"{settings.Count}";
        foreach (var (i, (name, value)) in settings.Index())
        {
            start.Environment[$"GIT_CONFIG_KEY_{i}"] = name;
            start.Environment[$"GIT_CONFIG_VALUE_{i}"] = value;
        }
        return start;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e) when (!Directory.Exists(start.WorkingDirectory))
        {
            throw new GitException(GitFailure.Other, $"The folder '{start.WorkingDirectory}' does not exist (any more).", e);
        }
        catch (Win32Exception e)
        {
            throw new GitException(GitFailure.NotInstalled, $"'{start.FileName}' cannot be started: {e.Message}", e);
        }
    }

    private static void Stop(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or AggregateException)
        {
            // It ended meanwhile, or will not be ended by us; neither is news for the caller.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var part = new byte[64 * 1024];
        while (bytes.Length <= most && await stream.ReadAsync(part, cancellationToken).ConfigureAwait(false) is var read and > 0)
            bytes.Write(part, 0, read);
        return bytes.ToArray();
    }

    private static async Task WriteAsync(Stream stream, IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        try
        {
            await using (stream.ConfigureAwait(false))
            {
                var text = string.Concat(lines.Select(line => line + "\n"));
                await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // Git ended before it read everything; its exit code says why.
        }
    }

    private static GitException Failed(string root, ProcessStartInfo start, string errors) =>
        errors.Contains("dubious ownership", StringComparison.Ordinal) || errors.Contains("unsafe repository", StringComparison.Ordinal)
            ? GitException.Refused(root)
            : new GitException(GitFailure.Other, $"git {CommandOf(start)} failed in '{root}': {errors.Trim()}");

    private static string CommandOf(ProcessStartInfo start) => start.ArgumentList[SafeSettings.Length];

    private static string? FindOnPath(IReadOnlyDictionary<string, string> environment)
    {
        var windows = OperatingSystem.IsWindows();
        var names = windows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var folders = environment.FirstOrDefault(variable => variable.Key.Equals("PATH", names)).Value ?? "";
        return folders.Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Join(folder, windows ? "git.exe" : "git"))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
