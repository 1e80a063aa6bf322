namespace Codesession.PowerShell;

/// <summary>What the cmdlets of proxies share: those of this ledger.</summary>
public abstract class ProxyCmdlet : CsCmdlet
{
    private RunningProxies? proxies;

    private protected ProxyCmdlet()
    {
    }

    private protected string LedgerPath => ModuleHost.Options(CurrentFolder).DatabasePath;

    private protected RunningProxies Proxies => proxies ??= new RunningProxies(LedgerPath);

    /// <summary>Works on the proxies that are there: of these ports, or all.</summary>
    /// <exception cref="CodesessionException"><see cref="ErrorCode.ProxyNotFound"/>.</exception>
    private protected void ForEachProxy(int[]? ports, Action<ServerRecord, bool> work)
    {
        if (ports is null)
        {
            ForEach(Wait(Proxies.ListAsync(null, Cancellation)), proxy => work(proxy.Record, proxy.Answers));
        }
        ForEach(ports ?? [], port =>
        {
            var found = Wait(Proxies.ListAsync(port, Cancellation));
            ForEach(found.Count > 0 ? found : throw NotFound(port), proxy => work(proxy.Record, proxy.Answers));
        });
    }

    private protected override void Dispose(bool disposing)
    {
        proxies?.Dispose();
        base.Dispose(disposing);
    }

    private static CodesessionException NotFound(int port) =>
        new(ErrorCode.ProxyNotFound, $"No proxy of this ledger listens on port {port}. Get-CsProxy lists those that are running; that of a run is part of it.") { Subject = port };
}
