using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Codesession.Processes;

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

    private readonly Lazy<string?> found = new(() => SearchPath.Find(environment, "git"));

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
        var start = Describe(root, arguments, settings ?? []);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            var lines = Encoding.ASCII.GetBytes(string.Concat((input ?? []).Select(line => line + "\n")));
            var run = await ProgramRun.RunAsync(start, lines, most, limit.Token).ConfigureAwait(false);
            if (run.ExitCode == Interrupted && mayBeInterrupted)
                return null;
            return run.ExitCode is null or 0 || run.ExitCode == emptyExitCode
                ? run.Output
                : throw Failed(root, start, Encoding.UTF8.GetString(run.Errors));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw GitException.TimedOut($"git {CommandOf(start)}", root, timeout);
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

    private ProcessStartInfo Describe(
        string root, IEnumerable<string> arguments, IReadOnlyCollection<KeyValuePair<string, string>> settings)
    {
        var program = found.Value ?? throw new GitException(GitFailure.NotInstalled,
            "git was not found on the search path (PATH). Install it from https://git-scm.com, or add its folder to PATH.");
        var start = new ProcessStartInfo(program, [.. SafeSettings, .. arguments])
        {
            WorkingDirectory = root,
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

    private static GitException Failed(string root, ProcessStartInfo start, string errors) =>
        errors.Contains("dubious ownership", StringComparison.Ordinal) || errors.Contains("unsafe repository", StringComparison.Ordinal)
            ? GitException.Refused(root)
            : new GitException(GitFailure.Other, $"git {CommandOf(start)} failed in '{root}': {errors.Trim()}");

    private static string CommandOf(ProcessStartInfo start) => start.ArgumentList[SafeSettings.Length];
}
