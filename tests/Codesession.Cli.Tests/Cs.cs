using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Codesession.Cli.Tests;

/// <summary>
/// Somebody who uses <c>cs</c>: with a home, a working folder and an environment of their own. Every call is a process.
/// </summary>
public sealed class Cs
{
    private static readonly string? published =
        Environment.GetEnvironmentVariable("CODESESSION_TEST_CS") is { Length: > 0 } told ? told : null;

    private readonly List<RunningCs> started;

    public Cs(string home, string folder, List<RunningCs> started)
    {
        Home = home;
        Folder = folder;
        this.started = started;
    }

    /// <summary>The version that every answer carries.</summary>
    public static string Version { get; } = typeof(Cs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "CodesessionVersion").Value!;

    /// <summary>The executable under test, for scripts that call it themselves.</summary>
    public static string Executable { get; } =
        published ?? Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "cs.exe" : "cs");

    /// <summary>Whether that is the published one, which starts in a twentieth of the time.</summary>
    public static bool IsPublished => published is not null;

    public string Home { get; }

    public string Folder { get; private init; }

    /// <summary>Variables besides those of every process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private init; } = new Dictionary<string, string>();

    public string LedgerPath => Variables.GetValueOrDefault("CODESESSION_DB_PATH") ?? Path.Combine(Home, ".codesession", "sessions.db");

    public string PricingPath => Path.Combine(Home, ".codesession", "pricing.json");

    /// <summary>The same user in another folder.</summary>
    public Cs In(string folder) => new(Home, folder, started) { Variables = Variables };

    /// <summary>The same user with one more variable.</summary>
    public Cs With(string name, string value) =>
        new(Home, Folder, started) { Variables = new Dictionary<string, string>(Variables) { [name] = value } };

    /// <summary>Starts a process and leaves it running.</summary>
    public RunningCs Begin(params string[] words) => BeginProgram(Executable, words);

    /// <summary>Starts another program in the same surroundings.</summary>
    public RunningCs BeginProgram(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Clean(start.Environment);
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }
        var running = new RunningCs(start);
        lock (started)
        {
            started.Add(running);
        }
        return running;
    }

    /// <summary>Runs to the end, with nothing on standard input.</summary>
    public Task<CsResult> Run(params string[] words) => RunWith([], words);

    /// <summary>Runs to the end with that on standard input.</summary>
    public async Task<CsResult> RunWith(byte[] input, params string[] words)
    {
        var running = Begin(words);
        await running.Give(input);
        return await running.Ended();
    }

    /// <summary>Runs with <c>--json</c>, expects success, and answers the document.</summary>
    public async Task<JsonElement> Json(params string[] words)
    {
        var result = await Run([.. words, "--json"]);
        Assert.True(result.ExitCode == 0, $"cs {string.Join(' ', words)} failed: {result}");
        return result.Document;
    }

    /// <summary>Runs with <c>--json</c>, expects that failure, and answers its <c>error</c>.</summary>
    public async Task<JsonElement> Fails(string code, params string[] words)
    {
        var result = await Run([.. words, "--json"]);
        Assert.True(result.ExitCode == 1, $"cs {string.Join(' ', words)} should have failed: {result}");
        return result.Failure(code);
    }

    /// <summary>Opens the ledger as the original tool does.</summary>
    public Original OpenAsOriginal() => new(LedgerPath);

    /// <summary>Opens the ledger for plain SQL.</summary>
    public Sql OpenLedger() => new(LedgerPath);

    private void Clean(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsUnwanted).ToList())
        {
            environment.Remove(name);
        }
        environment["HOME"] = Home;
        environment["USERPROFILE"] = Home;
        // A killed process would leave its diagnostics socket behind.
        environment["DOTNET_EnableDiagnostics"] = "0";
        // The ordinary build: what pays off only in processes that live longer.
        environment["DOTNET_TieredPGO"] = "0";
        environment["DOTNET_gcConcurrent"] = "0";
        if (OperatingSystem.IsWindows())
        {
            // There the home folder is not the environment's to say.
            environment["CODESESSION_DB_PATH"] = Path.Combine(Home, ".codesession", "sessions.db");
        }
    }

    private static bool IsUnwanted(string name) =>
        name is "NO_COLOR" or "ANTHROPIC_BASE_URL" or "OPENAI_BASE_URL" or "GOOGLE_GEMINI_BASE_URL" or "XDG_CONFIG_HOME"
        || name.ToUpperInvariant() is "HTTP_PROXY" or "HTTPS_PROXY" or "ALL_PROXY" or "NO_PROXY"
        || name.StartsWith("CODESESSION_", StringComparison.Ordinal) || name.StartsWith("GIT_", StringComparison.Ordinal);
}
