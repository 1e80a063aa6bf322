namespace Codesession.PowerShell;

/// <summary>A kind of server that <c>cs</c> can be.</summary>
/// <param name="Name">The command of <c>cs</c>, and the kind in its record.</param>
/// <param name="Noun">The noun of its cmdlets.</param>
/// <param name="Look">What it answers with its process id, to whoever holds its token.</param>
/// <param name="Stop">The request that ends it.</param>
/// <param name="NotFound">None listens on a port.</param>
internal sealed record ServerKind(string Name, string Noun, string Look, string Stop, ErrorCode NotFound)
{
    public static ServerKind Proxy { get; } = new("proxy", "CsProxy", "/health", "/codesession/stop", ErrorCode.ProxyNotFound);

    public static ServerKind Dashboard { get; } = new("dashboard", "CsDashboard", "/api/v1/server", "/api/v1/stop", ErrorCode.DashboardNotFound);
}
