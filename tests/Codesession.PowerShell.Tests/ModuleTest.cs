using Codesession.Core.Tests.Git;

namespace Codesession.PowerShell.Tests;

/// <summary>
/// A shell with the module, a home and a repository of their own. One such test at a time: environment variables are
/// the process's.
/// </summary>
[Collection("module")]
public abstract class ModuleTest : IDisposable
{
    private static readonly string[] Variables = ["HOME", "USERPROFILE", "CODESESSION_DB_PATH", "CODESESSION_SESSION", "CODESESSION_AGENT_NAME", "NO_COLOR",
        "ANTHROPIC_BASE_URL", "OPENAI_BASE_URL", "GOOGLE_GEMINI_BASE_URL", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
        .. OperatingSystem.IsWindows() ? [] : (string[])["http_proxy", "https_proxy", "all_proxy", "no_proxy"]];
    private readonly Dictionary<string, string?> before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);
    private readonly List<Shell> shells = [];

    private protected ModuleTest()
    {
        Home = Directory.CreateTempSubdirectory("codesession-module-").FullName;
        foreach (var name in Variables)
        {
            Environment.SetEnvironmentVariable(name, null);
        }
        Environment.SetEnvironmentVariable("HOME", Home);
        // .NET asks Windows for the home folder, not the environment.
        Environment.SetEnvironmentVariable("CODESESSION_DB_PATH", DatabasePath);
    }

    /// <summary>The home folder of the user.</summary>
    private protected string Home { get; }

    private protected string DatabasePath => Path.Combine(Home, ".codesession", "sessions.db");

    /// <summary>A repository with one commit, in which the shell is.</summary>
    private protected GitRepository Repository => field ??= GitRepository.CreateWithHistory();

    private protected Shell Shell => field ??= NewShell(Repository.Root);

    private protected Shell NewShell(string folder)
    {
        var shell = new Shell(folder);
        shells.Add(shell);
        return shell;
    }

    /// <summary>The ledger, beside the shell.</summary>
    private protected Ledger OpenLedger() => Ledger.Open(ModuleHost.Options());

    private protected Session Start(string name = "work") => Shell.Run("Start-CsSession $name", ("name", name)).One<Session>();

    private protected NewUsage Call(long session, string model = "claude-sonnet-4-5", decimal? cost = null) => new()
    {
        SessionId = session, Provider = "anthropic", Model = model, Source = UsageSource.Manual, PromptTokens = 1_000, CompletionTokens = 100, Cost = cost,
    };

    /// <summary>Ends what the test has started besides.</summary>
    private protected virtual void Release()
    {
    }

    public void Dispose()
    {
        Release();
        shells.ForEach(shell => shell.Dispose());
        foreach (var (name, value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
        if (shells.Count > 0)
        {
            Repository.Dispose();
        }
        Directory.Delete(Home, recursive: true);
        GC.SuppressFinalize(this);
    }
}
