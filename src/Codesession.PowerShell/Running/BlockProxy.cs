namespace Codesession.PowerShell;

/// <summary>The proxy of a script block: a child that ends with it, and with this process, whatever becomes of that.</summary>
internal static class BlockProxy
{
    /// <summary>Starts one, or finds the one that is there: a block inside another uses its proxy.</summary>
    /// <param name="executable">The module's <c>cs</c>.</param>
    /// <param name="sessionId">The block's session.</param>
    /// <param name="options">More options of <c>cs proxy</c>.</param>
    /// <param name="folder">Where the block runs.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="CodesessionException">What <c>cs</c> says.</exception>
    public static ServerProcess Start(
        string executable, long sessionId, IEnumerable<string> options, string folder, CancellationToken cancel)
    {
        // With the addresses that are set now: they become upstreams, or lead to the proxy of the block around.
        var environment = CurrentRun.Environment();
        environment["CODESESSION_DB_PATH"] = ModuleHost.Options(folder).DatabasePath;
        return ServerProcess.StartAsync(executable, ["proxy", "--for-agent", "--session-id", $"{sessionId}", .. options], environment, folder, cancel).GetAwaiter().GetResult();
    }
}
