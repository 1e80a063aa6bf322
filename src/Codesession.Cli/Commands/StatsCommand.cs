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
            Host.WriteAnswer(answer =>
            {
                answer.WriteNumber("totalSessions", stats.TotalSessions);
                answer.WriteNumber("totalTime", (long)stats.TotalTime.TotalSeconds);
                answer.WriteString("totalTimeFormatted", DurationText.Of(stats.TotalTime));
                answer.WriteNumber("totalFiles", stats.TotalFiles);
                answer.WriteNumber("totalCommits", stats.TotalCommits);
                answer.WriteNumber("totalAICost", stats.TotalAiCost);
                answer.WriteNumber("avgSessionTime", (long)stats.AverageSessionTime.TotalSeconds);
                answer.WriteString("avgSessionFormatted", DurationText.Of(stats.AverageSessionTime));
                answer.WriteUnpriced(stats.UnpricedCalls);
            });
        }
        else
        {
            StatsView.Show(Host.Terminal, stats);
        }
        return Task.FromResult(0);
    }
}
