using System.Runtime.InteropServices;
using Codesession.Cli.Views;
using Spectre.Console;

namespace Codesession.Cli.Watching;

/// <summary>
/// Follows a session until Ctrl+C, which ends it, or until it is ended elsewhere. Looks at the state of the tree now
/// and then instead of collecting events: however many files change at once, none is missed, and nothing piles up.
/// </summary>
internal sealed class Watch(CliHost host, Ledger ledger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // What was seen in a folder without git and is not in the ledger yet.
    private readonly List<GitFileChange> unrecorded = [];

    public async Task<int> RunAsync(Session session, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var signals = new Signals(stop);
        var folder = session.GitRoot is null ? new FolderWatch(session.WorkingDirectory) : null;
        if (folder is { IsTooLarge: true })
        {
            host.Error.WriteLine($"cs: {Plain.Text(session.WorkingDirectory)} is no git repository and holds more than {FolderWatch.MostFiles:N0} files: they are not watched.");
        }
        var seen = session;
        while (!stop.IsCancellationRequested)
        {
            var began = host.Time.GetTimestamp();
            Session? now;
            try
            {
                now = folder is null ? await ledger.Sessions.RecordWorkAsync(session.Id, stop.Token) : RecordFolder(session.Id, folder);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (CodesessionException busy) when (busy.Code == ErrorCode.StoreBusy)
            {
                now = seen;
            }
            if (now is null)
            {
                return EndedElsewhere(session.Id);
            }
            Tell(seen, now);
            seen = now;
            // A look at a large tree takes time: rest ten times as long.
            var rest = 10 * host.Time.GetElapsedTime(began);
            await Task.Delay(rest > Pause ? rest : Pause, host.Time, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        if (folder is not null)
        {
            // Git is asked once more by the end itself.
            RecordFolder(session.Id, folder);
        }
        return await EndAsync(session.Id);
    }

    private Session? RecordFolder(long id, FolderWatch folder)
    {
        unrecorded.AddRange(folder.Look());
        var session = ledger.Sessions.RecordFiles(id, unrecorded);
        unrecorded.Clear();
        return session;
    }

    private void Tell(Session before, Session now)
    {
        if (now.FilesChanged != before.FilesChanged || now.Commits != before.Commits || now.AiTokens != before.AiTokens)
        {
            host.Terminal.WriteLine($"  {DurationText.Of(host.Time.GetUtcNow() - now.StartTime)}: {now.FilesChanged:N0} files, {now.Commits:N0} commits, "
                + $"{now.AiTokens:N0} tokens, {MoneyText.Of(now)}");
        }
    }

    private async Task<int> EndAsync(long id)
    {
        try
        {
            var ended = await ledger.Sessions.EndAsync(id, null, CancellationToken.None);
            SessionView.Show(host.Terminal, ended.Session, ended.Session.Duration!.Value, ledger.Notes.Of(id));
            return 0;
        }
        catch (CodesessionException error) when (error.Code == ErrorCode.SessionNotFound)
        {
            return EndedElsewhere(id);
        }
    }

    private int EndedElsewhere(long id)
    {
        host.Terminal.WriteLine(ledger.Sessions.Find(id) is null ? $"Session {id} was removed." : $"Session {id} was ended elsewhere.");
        return 0;
    }

    private sealed class Signals : IDisposable
    {
        private readonly PosixSignalRegistration[] registrations;

        public Signals(CancellationTokenSource stop) => registrations =
        [
            .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal => PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                stop.Cancel();
            })),
        ];

        public void Dispose() => Array.ForEach(registrations, registration => registration.Dispose());
    }
}
