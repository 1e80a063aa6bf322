using System.Net;

namespace Codesession.Cli.Dashboard;

/// <summary>What a dashboard is started with.</summary>
internal sealed record DashboardOptions
{
    /// <summary>The address of this machine on which it listens.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The address or name as it was given.</summary>
    public required string HostName { get; init; }

    /// <summary>The port; 0: a free one.</summary>
    public required int Port { get; init; }

    /// <summary>The process: its ledger, its clock, its commands.</summary>
    public required CliHost Host { get; init; }
}
