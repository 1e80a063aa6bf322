using System.Runtime.InteropServices;

namespace Codesession.Cli.Proxy;

/// <summary>Lets a server go on without the terminal and the program that started it.</summary>
internal static partial class Background
{
    /// <summary>Leaves the terminal's session, and stops writing: who reads may be gone.</summary>
    public static void Detach(CliHost host)
    {
        host.Out.Flush();
        if (!OperatingSystem.IsWindows())
        {
            _ = NewSession();
        }
    }

    // Fails for the leader of a process group, as a shell with job control makes it; that one is no child of a closing terminal's either.
    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int NewSession();
}
