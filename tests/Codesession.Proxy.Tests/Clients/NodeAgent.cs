using System.Diagnostics;
using System.Security.Cryptography;

namespace Codesession.Proxy.Tests.Clients;

/// <summary>README's example, <c>examples/agent</c>, with the packages it needs; restored once, in a folder of the build.</summary>
internal static class NodeAgent
{
    private static readonly string folder = Path.Combine(AppContext.BaseDirectory, "agent");
    private static readonly Lazy<Task> restored = new(RestoreAsync);

    /// <summary>What was asked of the agent, in its order.</summary>
    public static IReadOnlyList<string> Calls { get; } =
        ["anthropic", "anthropic, streamed", "openai", "openai, streamed", "openai, responses", "google", "google, streamed"];

    /// <summary>The path of its program. Skips the test where there is no Node.</summary>
    public static async Task<string> ProgramAsync()
    {
        Assert.SkipWhen(await VersionAsync("node") is null || await VersionAsync(Npm) is null, "Node and npm are needed to run an agent that uses the official packages.");
        await restored.Value;
        return Path.Combine(folder, "agent.js");
    }

    /// <summary>The user with dummy keys for every provider, and somebody to commit as.</summary>
    public static Cs WithKeys(this Cs cs) => cs
        .With("ANTHROPIC_API_KEY", "sk-ant-dummy").With("OPENAI_API_KEY", "sk-dummy").With("GEMINI_API_KEY", "dummy")
        .With("GIT_AUTHOR_NAME", "Ada").With("GIT_AUTHOR_EMAIL", "ada@example.com")
        .With("GIT_COMMITTER_NAME", "Ada").With("GIT_COMMITTER_EMAIL", "ada@example.com");

    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    private static async Task RestoreAsync()
    {
        // Two runs of the tests may share a build.
        await using var guard = await LockAsync(Path.Combine(folder, "restore.lock"));
        var stamp = Path.Combine(folder, "restored");
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"))));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
        {
            return;
        }
        var (exit, output) = await RunAsync(Npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        Assert.True(exit == 0, $"npm ci failed: {output}");
        await File.WriteAllTextAsync(stamp, wanted);
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        FileStream? taken = null;
        await Poll.Until(() => (taken = TryLock(path)) is not null, "another run has restored the agent's packages");
        return taken!;
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
            return await RunAsync(program, "--version") is (0, var output) ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
