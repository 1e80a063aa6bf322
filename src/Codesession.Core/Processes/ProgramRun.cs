using System.ComponentModel;
using System.Diagnostics;

namespace Codesession.Processes;

/// <summary>What a program wrote, and how it ended.</summary>
/// <param name="ExitCode">Null: it was stopped, having written more than was wanted.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record ProgramRun(int? ExitCode, byte[] Output, byte[] Errors)
{
    /// <summary>Runs a program to its end. When it is cancelled the program goes with all that it started.</summary>
    /// <param name="start">The program; its three streams are redirected.</param>
    /// <param name="input">What it finds on standard input.</param>
    /// <param name="most">How many bytes of output are wanted: it is stopped when it has written more, of which some come.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public static async Task<ProgramRun> RunAsync(
        ProcessStartInfo start, ReadOnlyMemory<byte> input = default, int most = int.MaxValue, CancellationToken cancellationToken = default)
    {
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        cancellationToken.ThrowIfCancellationRequested();
        using var process = Process.Start(start)!;
        try
        {
            // All three at once: a program blocks where one of its pipes is full.
            var output = ReadAsync(process.StandardOutput.BaseStream, most, cancellationToken);
            var errors = ReadAsync(process.StandardError.BaseStream, int.MaxValue, cancellationToken);
            var writing = WriteAsync(process.StandardInput.BaseStream, input, cancellationToken);
            if ((await output.ConfigureAwait(false)).Length > most)
            {
                Stop(process);
                await Task.WhenAll(writing, errors).ConfigureAwait(false);
                return new ProgramRun(null, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
            }
            await Task.WhenAll(writing, errors).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new ProgramRun(process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
        }
        finally
        {
            Stop(process);
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

    private static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await using (stream.ConfigureAwait(false))
                await stream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It ended before it read everything; its exit code says why.
        }
    }
}
