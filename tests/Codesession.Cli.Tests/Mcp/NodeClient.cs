using System.ComponentModel;
using System.Diagnostics;

namespace Codesession.Cli.Tests.Mcp;

/// <summary>A program with the official TypeScript client; its packages are restored once, in a folder of the build.</summary>
internal static class NodeClient
{
    private static readonly string folder = Path.Combine(AppContext.BaseDirectory, "Mcp", "Client");
    private static readonly Lazy<Task> restored = new(RestoreAsync);

    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>The path of the program. Skips the test where there is no Node 20.</summary>
    public static async Task<string> ProgramAsync()
    {
        var node = await VersionAsync("node");
        Assert.SkipUnless(int.TryParse(node?.TrimStart('v').Split('.')[0], out var major) && major >= 20 && await VersionAsync(Npm) is not null,
            "Node 20 or later and npm are needed to run the official TypeScript client.");
        await restored.Value;
        return Path.Combine(folder, "client.mjs");
    }

    private static async Task RestoreAsync()
    {
        // Two runs of the tests may share a build.
        FileStream? taken = null;
        await Poll.Until(() => (taken = TryLock(Path.Combine(folder, "restore.lock"))) is not null, "another run has restored the client's packages");
        await using var guard = taken;
        var stamp = Path.Combine(folder, "restored.json");
        var wanted = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
        {
            return;
        }
        var (exit, output) = await RunAsync(Npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
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
            return await RunAsync(program, "--version") is (0, var output) ? output.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        // A warning of npm is no part of a version.
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }
}
