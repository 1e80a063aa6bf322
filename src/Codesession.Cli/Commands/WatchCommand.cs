using System.CommandLine;
using Codesession.Cli.Running;
using Codesession.Cli.Views;
using Codesession.Cli.Watching;
using Spectre.Console;

namespace Codesession.Cli.Commands;

internal sealed class WatchCommand : CsCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Option<bool> once = Flag("--once", "Show it once and end");

    public WatchCommand(CliHost host) : base("watch", "Show what this day costs, live, following agents' logs as they grow", host) => Add(once);

    protected override async Task<int> RunAsync(ParseResult line, bool json, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var signals = new StopSignals(stop);
        var now = Look(stop.Token);
        if (json)
        {
            Host.WriteAnswer(answer => DayTotalsJson.Write(answer, now));
            return 0;
        }
        if (line.GetValue(once) || !Host.Terminal.Profile.Capabilities.Ansi || Console.IsOutputRedirected)
        {
            Host.Terminal.Write(WatchView.Of(now));
            return 0;
        }
        await Host.Terminal.Live(WatchView.Of(now)).AutoClear(false).StartAsync(async view =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(Pause, Host.Time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (stop.IsCancellationRequested) break;
                view.UpdateTarget(WatchView.Of(Look(stop.Token)));
            }
        });
        return 0;
    }

    // The ledger is opened for each look: what a connection keeps for a report would pile up in days.
    private DayTotals Look(CancellationToken stop)
    {
        using var ledger = Host.OpenLedger();
        Follow(ledger, stop);
        return DayTotals.Of(ledger, Host.Time);
    }

    // Only this day's: a first import of years would keep everybody waiting, and is somebody's own decision.
    private void Follow(Ledger ledger, CancellationToken stop)
    {
        try
        {
            ledger.Logs.Import(new LogImport { Surroundings = new LogSurroundings(Host.Home, Host.Environment), Since = ledger.Reports.StartOfToday() }, null, stop);
        }
        catch (OperationCanceledException)
        {
            // Somebody wants to end; what was read until then is there.
        }
        catch (CodesessionException busy) when (busy.Code == ErrorCode.StoreBusy)
        {
            // The next look will do.
        }
    }
}
