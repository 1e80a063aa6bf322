using Microsoft.Extensions.Time.Testing;

namespace Codesession.Core.Tests.Storage;

/// <summary>A ledger in a folder of its own, by a clock of its own; git is the real one, without the user's configuration.</summary>
public sealed class TestLedger : IDisposable
{
    private readonly List<Ledger> _open = [];

    public TestLedger()
    {
        Folder = GitFolder.RealPath(Directory.CreateTempSubdirectory("codesession-ledger-").FullName);
        Work = NewFolder("work");
        GitEnvironment = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = Folder,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
        };
        Options = new LedgerOptions
        {
            DatabasePath = Path.Combine(Folder, ".codesession", "sessions.db"),
            PricingPath = Path.Combine(Folder, ".codesession", "pricing.json"),
            ConfigPath = Path.Combine(Folder, ".codesession", "config.json"),
            Time = Clock,
            Git = new GitExecutable(GitEnvironment),
        };
    }

    public static DateTimeOffset Noon { get; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Holds everything.</summary>
    public string Folder { get; }

    /// <summary>A folder without a repository.</summary>
    public string Work { get; }

    public FakeTimeProvider Clock { get; } = new(Noon);

    public IReadOnlyDictionary<string, string> GitEnvironment { get; }

    public LedgerOptions Options { get; set; }

    public string DatabasePath => Options.DatabasePath;

    /// <summary>The ledger, opened when it is first needed.</summary>
    public Ledger Ledger => field ??= Open();

    /// <summary>The ledger's file without the ledger.</summary>
    public SqlFile Sql => new(DatabasePath);

    /// <summary>Opens the file once more, as another process would.</summary>
    public Ledger Open(Func<LedgerOptions, LedgerOptions>? change = null)
    {
        var ledger = Ledger.Open(change is null ? Options : change(Options));
        lock (_open) _open.Add(ledger);
        return ledger;
    }

    /// <summary>Closes every ledger that is open on the file.</summary>
    public void Close()
    {
        foreach (var ledger in _open) ledger.Dispose();
        _open.Clear();
    }

    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    public Task<StartedSession> StartAsync(
        string folder, string name = "work", SessionOrigin origin = SessionOrigin.Start, bool resume = false, bool closeStale = false) =>
        Ledger.Sessions.StartAsync(new() { Name = name, Folder = folder, Origin = origin, Resume = resume, CloseStale = closeStale });

    public Task<EndedSession> EndAsync(long id, string? note = null) => Ledger.Sessions.EndAsync(id, note);

    public Session Session(long id) => Ledger.Sessions.Find(id)!;

    /// <summary>A session in a folder without a repository, which needs no git and is there at once.</summary>
    public Session Start(string? folder = null, SessionOrigin origin = SessionOrigin.Start) =>
        StartAsync(folder ?? Work, origin: origin).GetAwaiter().GetResult().Session;

    public void Dispose()
    {
        Close();
        AllowRemoval(Folder);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Git's objects are read-only, and Windows does not remove what is.</summary>
    public static void AllowRemoval(string folder)
    {
        if (!OperatingSystem.IsWindows()) return;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes &= ~FileAttributes.ReadOnly;
    }
}
