using Codesession.PowerShell.Git;

namespace Codesession.PowerShell;

/// <summary>
/// Loads and compiles SQLite's provider and libgit2 while the rest of the import goes on: the first cmdlet would else wait
/// for that. It writes nothing, and where it fails the cmdlet that needs the library says so.
/// </summary>
internal static class WarmUp
{
    public static void Begin() => Task.Run(() =>
    {
        try
        {
            Ledger.WarmUp();
            LibGit2Reader.WarmUp();
        }
        catch (Exception error) when (error is CodesessionException or TypeInitializationException or DllNotFoundException or BadImageFormatException or FileNotFoundException)
        {
        }
    });
}
