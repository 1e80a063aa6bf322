using System.ComponentModel;
using System.Diagnostics;

namespace Codesession.Cli.Tests;

/// <summary>A folder of the build with a program for Node and the packages that its lock file names, restored once.</summary>
internal sealed class NodeFolder
{
    private readonly string folder;
    private readonly Lazy<Task> restored;

    /// <param name="name">Its path below the tests' own folder.</param>
    public NodeFolder(string name)
    {
        folder = Path.Combine(AppContext.BaseDirectory, name);
        restored = new(RestoreAsync);
    }

    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>The path of a program in it. Skips the test where there is no Node 20.</summary>
    public async Task<string> ProgramAsync(string name)
    {
        Assert.SkipUnless(int.TryParse((await VersionAsync("node"))?.TrimStart('v').Split('.')[0], out var major) && major >= 20 && await VersionAsync(Npm) is not null,
            "Node 20 or later and npm are needed to run a program with the official packages.");
        await restored.Value;
        return Path.Combine(folder, name);
    }

    private async Task RestoreAsync()
    {
        // Two runs of the tests may share a build.
        FileStream? taken = null;
        await Poll.Until(() => (taken = TryLock(Path.Combine(folder, "restore.lock"))) is not null, "another run has restored the packages");
        await using var guard = taken;
        var stamp = Path.Combine(folder, "restored");
        var wanted = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
        {
            return;
        }
        var (exit, output) = await RunAsync(folder, Npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        Assert.True(exit == 0, $"npm ci failed: {output}");
        await File.WriteAllTextAsync(stamp, wanted);
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<string?> VersionAsync(string program)
    {
        try
        {
            return await RunAsync(AppContext.BaseDirectory, program, "--version") is (0, var output) ? output.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(string folder, string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        // A warning of npm is no part of a version.
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }
}
