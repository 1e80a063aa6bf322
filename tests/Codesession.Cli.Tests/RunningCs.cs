using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Codesession.Cli.Tests;

/// <summary>A process under way.</summary>
public sealed class RunningCs : IDisposable
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    private static readonly TimeSpan longest = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Pump output;
    private readonly Pump error;

    public RunningCs(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        output = new Pump(process.StandardOutput.BaseStream);
        error = new Pump(process.StandardError.BaseStream);
    }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    /// <summary>Standard output so far.</summary>
    public string OutputSoFar => Encoding.UTF8.GetString(output.Bytes());

    /// <summary>Standard error so far.</summary>
    public string ErrorSoFar => Encoding.UTF8.GetString(error.Bytes());

    /// <summary>Hands over all of standard input.</summary>
    public async Task Give(byte[] input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading.
        }
    }

    /// <summary>Hands over a line, and leaves standard input open.</summary>
    public async Task GiveLine(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<CsResult> Ended()
    {
        using var patience = new CancellationTokenSource(longest);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            await output.Done.WaitAsync(patience.Token);
            await error.Done.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Stop();
            throw new TimeoutException($"Still running after {longest}. Output: {OutputSoFar} Error: {ErrorSoFar}");
        }
        return new CsResult(process.ExitCode, output.Bytes(), ErrorSoFar);
    }

    /// <summary>Waits until something is so; fails where the process ends before.</summary>
    public Task Until(Func<bool> condition, string what) => Poll.Until(
        () => condition() || (HasEnded
            ? throw new InvalidOperationException($"It ended before {what}: {OutputSoFar} {ErrorSoFar}")
            : false), what);

    /// <summary>Sends a signal to this process alone.</summary>
    public void Send(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        _ = Kill(process.Id, signal);
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        Stop();
        process.Dispose();
    }

    private void Stop()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    private sealed class Pump
    {
        private readonly List<byte> bytes = [];

        public Pump(Stream source) => Done = CopyAsync(source);

        public Task Done { get; }

        public byte[] Bytes()
        {
            lock (bytes)
            {
                return bytes.ToArray();
            }
        }

        private async Task CopyAsync(Stream source)
        {
            var buffer = new byte[16 * 1024];
            while (await source.ReadAsync(buffer) is var read and > 0)
            {
                lock (bytes)
                {
                    bytes.AddRange(buffer.AsSpan(0, read));
                }
            }
        }
    }
}
