namespace Codesession;

/// <summary>Everything a ledger takes from its surroundings. A door makes it; Core reads no environment by itself.</summary>
public sealed record LedgerOptions
{
    /// <summary>Full path of the database file. Its folder is made where it is missing.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>Full path of the user's own prices.</summary>
    public required string PricingPath { get; init; }

    /// <summary>Full path of the user's settings (<see cref="UserSettings"/>); the file need not exist.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>The clock; its zone is that of days, weeks and months.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How git is read.</summary>
    public required IGitReader Git { get; init; }

    /// <summary>How long to wait for other programs that write to the ledger before <see cref="ErrorCode.StoreBusy"/>.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The places that the original uses too: <c>~/.codesession/sessions.db</c>, or what <c>CODESESSION_DB_PATH</c> names,
    /// and <c>~/.codesession/pricing.json</c>; beside it our <c>config.json</c>. Git is read through the <c>git</c> executable.
    /// </summary>
    /// <param name="home">The user's home folder.</param>
    /// <param name="environment">The environment of the process.</param>
    /// <param name="currentFolder">What a relative path is relative to; null: the process's current folder.</param>
    public static LedgerOptions For(string home, IReadOnlyDictionary<string, string> environment, string? currentFolder = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var folder = Path.Combine(home, ".codesession");
        return new LedgerOptions
        {
            DatabasePath = environment.GetValueOrDefault("CODESESSION_DB_PATH") is { Length: > 0 } path
                ? FullPath(path, home, currentFolder)
                : Path.Combine(folder, "sessions.db"),
            PricingPath = Path.Combine(folder, "pricing.json"),
            ConfigPath = Path.Combine(folder, "config.json"),
            Git = new GitExecutable(environment),
        };
    }

    /// <summary>
    /// Those of the user and the process: for a program that is a door of its own. This alone in Core looks at the process; whoever hands in
    /// options of his own has nothing taken from it.
    /// </summary>
    public static LedgerOptions ForUser() => For(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
        EnvironmentVariables.Of(Environment.GetEnvironmentVariables()));

    // Not every shell puts the home folder in place of a tilde.
    private static string FullPath(string path, string home, string? folder) => path.StartsWith("~/", StringComparison.Ordinal)
        ? Path.GetFullPath(path[2..], home)
        : folder is null ? Path.GetFullPath(path) : Path.GetFullPath(path, folder);
}
