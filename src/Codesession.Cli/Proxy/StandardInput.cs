namespace Codesession.Cli.Proxy;

/// <summary>A server that a program has started, with a pipe to it, ends with that program: the pipe then ends.</summary>
internal static class StandardInput
{
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
        using var input = Open();
        return !input.CanSeek;
    }

    private static Task ReadToEndAsync() => Task.Factory.StartNew(() =>
    {
        using var input = Open();
        var buffer = new byte[256];
        while (input.Read(buffer) > 0)
        {
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static FileStream Open() => new(new Microsoft.Win32.SafeHandles.SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
}
