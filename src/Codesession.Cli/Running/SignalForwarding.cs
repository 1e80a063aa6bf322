using System.Runtime.InteropServices;

namespace Codesession.Cli.Running;

/// <summary>
/// Passes signals on to a process and its descendants while it runs. Our own process stays to sum up: no signal ends it as
/// long as this lives.
/// </summary>
internal sealed class SignalForwarding : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<PosixSignal> early = [];
    private readonly List<PosixSignalRegistration> registrations = [];
    private int? processId;
    private bool over;

    public SignalForwarding()
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
        {
            registrations.Add(PosixSignalRegistration.Create(signal, Receive));
        }
    }

    /// <summary>The process runs: passes on what has come already, and from now on what comes.</summary>
    public void Begin(int id)
    {
        lock (gate)
        {
            processId = id;
            early.ForEach(signal => Unix.SignalTree(id, signal));
        }
    }

    /// <summary>The process has ended: what comes now is meant for nobody.</summary>
    public void End()
    {
        lock (gate)
        {
            over = true;
        }
    }

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true;
        // On Windows the console tells every program that is attached to it; so does the terminal its foreground group.
        if (OperatingSystem.IsWindows() || (context.Signal is PosixSignal.SIGINT or PosixSignal.SIGQUIT && Unix.IsInForeground()))
        {
            return;
        }
        lock (gate)
        {
            if (over)
            {
                return;
            }
            if (processId is { } id)
            {
                Unix.SignalTree(id, context.Signal);
            }
            else
            {
                early.Add(context.Signal);
            }
        }
    }
}
