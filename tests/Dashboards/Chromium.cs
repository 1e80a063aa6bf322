using Microsoft.Playwright;

namespace Codesession.Tests.Dashboards;

/// <summary>The machine's own Chromium, without a window.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Where it is: <c>CODESESSION_TEST_CHROMIUM</c>, else on the PATH; null: there is none.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("CODESESSION_TEST_CHROMIUM") is { Length: > 0 } told
        ? told
        : (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
           from name in Names
           let file = System.IO.Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)
           where folder.Length > 0 && File.Exists(file)
           select file).FirstOrDefault();

    /// <summary>Starts it, with nothing of anybody's and without a look at the network.</summary>
    /// <param name="playwright">What drives it.</param>
    /// <param name="flags">More of its switches.</param>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, params string[] flags) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Path,
        Args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", .. flags],
    });
}
