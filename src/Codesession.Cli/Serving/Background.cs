using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Codesession.Cli.Serving;

/// <summary>Lets a server go on without the terminal and the program that started it.</summary>
internal static partial class Background
{
    private const int ReadWrite = 2;

    /// <summary>Leaves the terminal's session, so that its signals (Ctrl+C, the end of the window) are meant for others.</summary>
    public static void LeaveTerminal()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = NewSession();
        }
    }

    /// <summary>
    /// Makes that possible, before anything is written: System.Console makes copies of standard output as it writes, one of which cannot
    /// be closed.
    /// </summary>
    public static void Prepare(CliHost host)
    {
        if (!OperatingSystem.IsWindows())
        {
            host.Out.GoTo(new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0));
        }
    }

    /// <summary>
    /// Leaves the terminal's session, and lets go of the standard streams: who reads may be gone, and who waits for their end would
    /// wait as long as the server runs.
    /// </summary>
    public static void Detach(CliHost host)
    {
        LeaveTerminal();
        host.Out.GoTo(Stream.Null);
        host.Error.Dispose();
        host.Error = TextWriter.Null;
        // The copies are closed now. (Those that the runtime of an ordinary build makes, not the native one, stay.)
        if (!OperatingSystem.IsWindows() && Open("/dev/null", ReadWrite) is var nowhere and >= 0)
        {
            for (var stream = 0; stream <= 2; stream++)
            {
                _ = Duplicate(nowhere, stream);
            }
            if (nowhere > 2)
            {
                _ = Close(nowhere);
            }
        }
    }

    // Fails for the leader of a process group, as a shell with job control makes it; that one is no child of a closing terminal's either.
    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
