using Codesession.PowerShell.Git;

namespace Codesession.PowerShell;

/// <summary>What the module takes from the process that PowerShell runs in.</summary>
internal static class ModuleHost
{
    /// <summary>The variable that tells programs their session.</summary>
    public const string SessionName = "CODESESSION_SESSION";

    /// <summary>The session that programs find in the environment; null: none. See <see cref="CurrentRun"/>.</summary>
    public static string? SessionVariable => Variable(SessionName);

    /// <summary>The agent that the calls are of where they do not say; null: not told.</summary>
    public static string? AgentName => Variable("CODESESSION_AGENT_NAME");

    public static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

    /// <param name="currentFolder">The folder in which PowerShell is, which need not be that of its process.</param>
    public static LedgerOptions Options(string? currentFolder = null)
    {
        var options = LedgerOptions.For(Home, EnvironmentVariables.Of(Environment.GetEnvironmentVariables()), currentFolder);
        return options with { Git = new LibGit2OrGit(new LibGit2Reader(), options.Git) };
    }

    /// <summary>The prices alone, without opening the ledger.</summary>
    public static Prices Prices() => new(Options().PricingPath);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
