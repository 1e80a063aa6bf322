using System.CommandLine;
using Codesession.Cli.Views;

namespace Codesession.Cli.Commands;

internal sealed class StatsCommand(CliHost host) : CsCommand("stats", "Show sums over all completed sessions", host)
{
    protected override Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        using var ledger = Host.OpenLedger();
        var stats = ledger.Reports.Stats();
        if (json)
        {
            Host.WriteAnswer(answer => answer.WriteStats(stats));
        }
        else
        {
            StatsView.Show(Host.Terminal, stats);
        }
        return Task.FromResult(0);
    }
}
