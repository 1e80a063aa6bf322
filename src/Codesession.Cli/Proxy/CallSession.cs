using Codesession.Cli.Serving;

namespace Codesession.Cli.Proxy;

/// <summary>
/// The session of a call: the one that its path names; else the one that the proxy was started for; else the active one of the scope in
/// which it was started; else one of its own, so that nothing is lost.
/// </summary>
internal sealed class CallSession
{
    private readonly Lock starting = new();
    private readonly string folder;
    private readonly long? given;
    private readonly long? inherited;

    /// <summary>Makes it.</summary>
    /// <param name="folder">Where the proxy was started.</param>
    /// <param name="given">The session that the proxy was started for; null: none.</param>
    /// <param name="inherited">The session under which it was started; null: none.</param>
    public CallSession(string folder, long? given, long? inherited) => (this.folder, this.given, this.inherited) = (folder, given, inherited);

    /// <summary>The session that was started for calls that belong to none; null: there were no such calls.</summary>
    public long? Own { get; private set; }

    /// <summary>The session of a call; null: it belongs to none.</summary>
    /// <exception cref="RefusedException">The path names a session that there is not.</exception>
    public long? Find(Ledger ledger, long? named) => named is { } id
        ? ledger.Sessions.Find(id)?.Id ?? throw Refusals.NoSession($"{id}")
        : Current(ledger)?.Id;

    /// <summary>The session of the calls that name none, as it is now; null: there is none yet.</summary>
    public Session? Current(Ledger ledger) => given is { } id ? ledger.Sessions.Find(id) : ledger.Sessions.StartedIn(folder, inherited);

    /// <summary>A session for calls that belong to no other.</summary>
    public long StartOwn(Ledger ledger)
    {
        lock (starting)
        {
            return (Own is { } id ? ledger.Sessions.Find(id)?.Id : null) ?? Start(ledger);
        }
    }

    private long Start(Ledger ledger)
    {
        var started = ledger.Sessions.StartAsync(new NewSession { Name = "proxy", Folder = folder, Origin = SessionOrigin.Proxy }).GetAwaiter().GetResult();
        Own = started.Session.Id;
        return started.Session.Id;
    }
}
