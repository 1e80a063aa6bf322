using System.Diagnostics;
using System.Text.Json;

namespace Codesession.PowerShell;

/// <summary>A server that this process has started, and that listens.</summary>
internal sealed class ServerProcess : IDisposable
{
    // A proxy first books what it has seen, which may have to wait for the ledger.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(40);

    private readonly Process process;
    private bool isOver;

    private ServerProcess(Process process) => this.process = process;

    /// <summary>The process that listens: it, or the one that was there already.</summary>
    public int ProcessId { get; private init; }

    /// <summary>The variables that lead an agent to it, where they were asked for.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private init; } = new Dictionary<string, string>();

    /// <summary>Which calls will not be seen.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Starts one, and waits until it listens.</summary>
    /// <param name="executable">The module's <c>cs</c>.</param>
    /// <param name="arguments">The command, and its options.</param>
    /// <param name="environment">All variables that it gets.</param>
    /// <param name="folder">Where it is started.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="CodesessionException">What <c>cs</c> says; <see cref="ErrorCode.IoError"/>: it cannot be run.</exception>
    public static async Task<ServerProcess> StartAsync(
        string executable, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(executable, [.. arguments, "--json"])
        {
            WorkingDirectory = folder,
            // All three are its own: none of the shell's is kept open by it, and no terminal is its.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var process = Begin(start);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var line = await process.StandardOutput.ReadLineAsync(cancel).ConfigureAwait(false);
            return line is null ? throw Unexpected(await errors.ConfigureAwait(false)) : Read(process, line);
        }
        catch
        {
            Kill(process);
            process.Dispose();
            throw;
        }
    }

    /// <summary>Lets it go on by itself.</summary>
    public void LetGo()
    {
        isOver = true;
        process.Dispose();
    }

    /// <summary>Ends it, and waits until all calls are booked. One that was let go of goes on. May be repeated.</summary>
    public void Dispose()
    {
        if (isOver)
        {
            return;
        }
        isOver = true;
        using (process)
        {
            Close(process);
            if (!process.WaitForExit(LongestEnd))
            {
                Kill(process);
            }
        }
    }

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new CodesessionException(ErrorCode.IoError, $"{start.FileName} cannot be run: {error.Message}", error) { Subject = start.FileName };
        }
    }

    private static ServerProcess Read(Process process, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var answer = document.RootElement;
            if (answer.TryGetProperty("error", out var error))
            {
                throw Failure(error);
            }
            return new ServerProcess(process)
            {
                ProcessId = answer.GetProperty("pid").GetInt32(),
                Variables = answer.TryGetProperty("environment", out var variables)
                    ? variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!) : new Dictionary<string, string>(),
                Warnings = answer.TryGetProperty("warnings", out var warnings) ? [.. warnings.EnumerateArray().Select(warning => warning.GetString()!)] : [],
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Unexpected(line);
        }
    }

    private static CodesessionException Failure(JsonElement error)
    {
        var (code, message) = (ErrorCodes.Of(error.GetProperty("code").GetString()), error.GetProperty("message").GetString()!);
        return code == ErrorCode.PortInUse && error.TryGetProperty("port", out var port)
            // Its advice is for cs; ErrorRecords has one for cmdlets.
            ? new CodesessionException(code, $"The port {port.GetInt32()} is in use by another program.") { CsAdvice = message, Subject = port.GetInt32() }
            : new CodesessionException(code, message);
    }

    private static CodesessionException Unexpected(string said) =>
        new(ErrorCode.IoError, $"cs did not start it. {PlainText.Of(said.Trim(), 400)}".TrimEnd());

    // The end of its standard input is its end.
    private static void Close(Process process)
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}
