using System.Runtime.InteropServices;

namespace Codesession.Cli.Running;

/// <summary>Makes Ctrl+C and the signals that end a process a request to stop, so that work can be brought to its end.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly PosixSignalRegistration[] registrations;

    public StopSignals(CancellationTokenSource stop) => registrations =
    [
        .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        })),
    ];

    public void Dispose() => Array.ForEach(registrations, registration => registration.Dispose());
}
