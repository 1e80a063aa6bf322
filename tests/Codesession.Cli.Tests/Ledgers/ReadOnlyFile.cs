using System.Diagnostics;

namespace Codesession.Cli.Tests.Ledgers;

/// <summary>Takes the right to write a file away while a test needs it; from root, whom modes do not stop, by a read-only mount.</summary>
public sealed class ReadOnlyFile : IDisposable
{
    private readonly string path;
    private readonly bool mounted;

    public ReadOnlyFile(string path)
    {
        this.path = path;
        mounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;
        if (!mounted)
        {
            File.SetAttributes(path, FileAttributes.ReadOnly);
            return;
        }
        Assert.SkipUnless(Run("mount", "--bind", path, path) && Run("mount", "-o", "remount,bind,ro", path), "Mounting is not allowed here.");
    }

    public void Dispose()
    {
        if (mounted)
        {
            Run("umount", "-l", path);
        }
        else
        {
            File.SetAttributes(path, FileAttributes.Normal);
        }
    }

    private static bool Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
