namespace Codesession.Proxy.Tests;

/// <summary>A user with a proxy under way and a fake provider behind it: one of each for the tests of a class.</summary>
public class ProxiedHome : CsTest, IAsyncLifetime
{
    private readonly Lazy<Task<ProxiedSession>> shared;
    private int folders;

    public ProxiedHome() => shared = new(() => StartSessionAsync());

    public new Cs Cs => base.Cs;

    public FakeProvider Provider { get; private set; } = null!;

    public ProxyProcess Proxy { get; private set; } = null!;

    /// <summary>A folder of a test of its own.</summary>
    public string NewFolder() => Folder($"folder-{Interlocked.Increment(ref folders)}");

    public new GitRepo RepoWithCommit(string name) => base.RepoWithCommit(name);

    /// <summary>A session for tests that do not look at what is booked.</summary>
    public Task<ProxiedSession> AnySessionAsync() => shared.Value;

    /// <summary>Starts a session in a folder of its own.</summary>
    public async Task<ProxiedSession> StartSessionAsync(params string[] options)
    {
        var cs = Cs.In(NewFolder());
        var id = (await cs.Json(["start", "work", .. options])).Whole("id");
        return new ProxiedSession(cs, id, Proxy.For(id));
    }

    public virtual async ValueTask InitializeAsync()
    {
        Provider = await FakeProvider.StartAsync();
        Proxy = await ProxyProcess.StartAsync(Cs, Provider);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Provider.DisposeAsync();
        Dispose(true);
    }
}
