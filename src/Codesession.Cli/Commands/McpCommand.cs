using System.CommandLine;
using Codesession.Cli.Mcp;
using Codesession.Cli.Running;

namespace Codesession.Cli.Commands;

/// <summary>With <c>--json</c> the same: standard output is the protocol.</summary>
internal sealed class McpCommand(CliHost host) : CsCommand("mcp", "Serve agents over the Model Context Protocol, on standard input and output", host)
{
    protected override async Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var signals = new StopSignals(stop);
        await McpHost.RunAsync(Host, stop.Token);
        return 0;
    }
}
