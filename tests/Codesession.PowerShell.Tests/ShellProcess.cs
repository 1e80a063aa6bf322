using System.Diagnostics;
using System.Reflection;

namespace Codesession.PowerShell.Tests;

/// <summary>A script in a process of its own, whose engine has imported nothing yet. It has the environment of the test.</summary>
internal static class ShellProcess
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>A program of the tests: <c>ShellHost</c> itself, <c>OlderNeighbour</c>, <c>NewerNeighbour</c>.</summary>
    public static string PathOf(string program) => Path.GetFullPath(typeof(ShellProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == program).Value!) + (program == "ShellHost" && OperatingSystem.IsWindows() ? ".exe" : "");

    /// <summary>Runs a script to its end.</summary>
    /// <param name="folder">Where the script is kept.</param>
    /// <param name="script">The script.</param>
    /// <param name="arguments">What its <c>param()</c> gets.</param>
    public static ProcessOutput Run(string folder, string script, params string[] arguments) => RunWith("", folder, script, arguments);

    /// <summary>Runs a script to its end, with that on standard input.</summary>
    public static ProcessOutput RunWith(string input, string folder, string script, params string[] arguments)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.ps1");
        File.WriteAllText(file, script);
        using var process = Process.Start(new ProcessStartInfo(PathOf("ShellHost"), [file, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"It did not end in {Longest}: {script}");
        }
        // Whoever else holds its streams keeps every reader waiting.
        Assert.True(Task.WhenAll(output, errors).Wait(Longest), $"It has ended, and left its streams open: {script}");
        return new ProcessOutput(process.ExitCode, Lines(output.Result), errors.Result.Trim());
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What a process has printed.</summary>
internal sealed record ProcessOutput(int ExitCode, IReadOnlyList<string> Lines, string Errors)
{
    /// <summary>The lines of one that went well.</summary>
    public IReadOnlyList<string> Succeeded()
    {
        Assert.Equal((0, ""), (ExitCode, Errors));
        return Lines;
    }
}
