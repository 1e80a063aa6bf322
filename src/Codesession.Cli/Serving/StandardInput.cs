using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Codesession.Cli.Serving;

/// <summary>A server that a program has started, with a pipe to it, ends with that program: the pipe then ends.</summary>
internal static partial class StandardInput
{
    private const int Input = -10;
    private const int Pipe = 3;

    /// <summary>Waits until stopped or, where standard input is a pipe, until it ends.</summary>
    /// <param name="isFollowed">Whether the end of standard input counts.</param>
    /// <param name="stop">Ends the waiting.</param>
    public static async Task EndsOrAsync(bool isFollowed, CancellationToken stop)
    {
        var stopped = Task.Delay(Timeout.Infinite, stop);
        await Task.WhenAny(isFollowed && IsPipe() ? ReadToEndAsync() : Task.Delay(Timeout.Infinite, stop), stopped);
    }

    // A terminal stays, and /dev/null, which services are started with, ends at once.
    private static bool IsPipe()
    {
        if (!Console.IsInputRedirected)
        {
            return false;
        }
        if (OperatingSystem.IsWindows())
        {
            return FileType(StandardHandle(Input)) == Pipe;
        }
        using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        return !input.CanSeek;
    }

    private static Task ReadToEndAsync() => Task.Factory.StartNew(() =>
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (input.Read(buffer) > 0)
        {
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    [LibraryImport("kernel32", EntryPoint = "GetStdHandle")]
    private static partial nint StandardHandle(int which);

    [LibraryImport("kernel32", EntryPoint = "GetFileType")]
    private static partial int FileType(nint handle);
}
