using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Codesession.Cli.Running;

/// <summary>How a command ended.</summary>
/// <param name="Code">Its exit code; 127 where it could not be started.</param>
/// <param name="Failure">Why it could not be started; null: it was.</param>
internal sealed record ChildExit(int Code, string? Failure);

/// <summary>
/// Runs a program directly, with no shell between: it has our own streams, terminal and folder, and signals reach it and all that it
/// starts.
/// </summary>
internal sealed class ChildProcess(TextWriter error, SignalForwarding signals)
{
    private const int NotStarted = 127;

    /// <summary>Runs a command to its end.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="variables">Variables besides ours.</param>
    /// <param name="outputToError">Whether its standard output goes to standard error, where ours must stay clean.</param>
    public async Task<ChildExit> RunAsync(IReadOnlyList<string> words, string folder, IReadOnlyDictionary<string, string> variables, bool outputToError)
    {
        var start = new ProcessStartInfo(ProgramPath.Find(words[0], folder))
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = outputToError,
        };
        foreach (var word in words.Skip(1))
        {
            start.ArgumentList.Add(word);
        }
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        // A program without a name is no error of the system's, nor is a folder.
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException)
        {
            var reason = failure is Win32Exception { NativeErrorCode: > 0 and var code } ? Marshal.GetPInvokeErrorMessage(code) : failure.Message.TrimEnd('.');
            return new ChildExit(NotStarted, $"\"{words[0]}\" could not be started: {reason}. Check the name; the program and each of its arguments are words of their own.");
        }
        signals.Begin(process.Id);
        var copying = outputToError ? CopyOutputAsync(process) : Task.CompletedTask;
        await process.WaitForExitAsync(CancellationToken.None);
        signals.End();
        await copying;
        return new ChildExit(process.ExitCode, null);
    }

    // A program that the command left behind may keep the pipe open for ever: what comes within a moment of the
    // command's own end is still copied.
    private async Task CopyOutputAsync(Process process)
    {
        error.Flush();
        using var target = Console.OpenStandardError();
        var copying = process.StandardOutput.BaseStream.CopyToAsync(target);
        await process.WaitForExitAsync(CancellationToken.None);
        await Task.WhenAny(copying, Task.Delay(TimeSpan.FromMilliseconds(500)));
    }
}
