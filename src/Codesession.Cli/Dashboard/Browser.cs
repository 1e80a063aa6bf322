using System.ComponentModel;
using System.Diagnostics;

namespace Codesession.Cli.Dashboard;

/// <summary>The user's browser. That it does not open is no failure: the link is printed, too.</summary>
internal static class Browser
{
    /// <summary>Whether there is a screen to show it on.</summary>
    public static bool IsThere(CliHost host) => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
        || host.Variable("DISPLAY") is not null || host.Variable("WAYLAND_DISPLAY") is not null;

    /// <summary>Opens a page, and waits for nothing. Every user of the machine may see the address.</summary>
    public static void Open(string address)
    {
        try
        {
            using var started = Process.Start(OperatingSystem.IsWindows()
                ? new ProcessStartInfo(address) { UseShellExecute = true }
                // Begun in the background of a shell that ends at once: Ctrl+C for us is not for the browser, and its words are not for the terminal.
                : new ProcessStartInfo("/bin/sh", ["-c", "\"$0\" \"$1\" </dev/null >/dev/null 2>&1 &", OperatingSystem.IsMacOS() ? "open" : "xdg-open", address]));
            started?.WaitForExit(TimeSpan.FromSeconds(2));
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or IOException)
        {
        }
    }
}
