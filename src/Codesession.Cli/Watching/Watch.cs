using Codesession.Cli.Running;
using Codesession.Cli.Views;
using Spectre.Console;

namespace Codesession.Cli.Watching;

/// <summary>
/// Follows a session until Ctrl+C, which ends it, or until it is ended elsewhere. Looks at the state of the tree now
/// and then instead of collecting events: however many files change at once, none is missed, and nothing piles up.
/// </summary>
internal sealed class Watch
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CliHost host;
    private readonly Ledger ledger;
    private readonly StartedSession started;
    private readonly Session session;

    // For a scope without git.
    private readonly FolderWatch? folder;

    /// <summary>Takes down what there is; what changes from now on is seen.</summary>
    public Watch(CliHost host, Ledger ledger, StartedSession started)
    {
        this.host = host;
        this.ledger = ledger;
        this.started = started;
        session = started.Session;
        folder = session.GitRoot is null ? new FolderWatch(session.WorkingDirectory) : null;
    }

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var signals = new StopSignals(stop);
        // Only now: who reads this may press Ctrl+C or change a file at once.
        SessionView.ShowStarted(host.Terminal, started);
        if (folder is { IsTooLarge: true })
        {
            host.Error.WriteLine($"cs: {PlainText.Of(session.WorkingDirectory)} is no git repository and holds more than {FolderWatch.MostFiles:N0} files: they are not watched.");
        }
        var seen = session;
        while (!stop.IsCancellationRequested)
        {
            var began = host.Time.GetTimestamp();
            Session? now;
            try
            {
                now = folder is null ? await ledger.Sessions.RecordWorkAsync(session.Id, stop.Token) : RecordFolder(folder);
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
                return EndedElsewhere();
            }
            Tell(seen, now);
            seen = now;
            // A look at a large tree takes time: rest ten times as long.
            var rest = 10 * host.Time.GetElapsedTime(began);
            await Task.Delay(rest > Pause ? rest : Pause, host.Time, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        return await EndAsync();
    }

    // A session that was taken up again has changes from before this watch.
    private Session? RecordFolder(FolderWatch watched) =>
        ledger.Sessions.RecordFiles(session.Id, watched.Look(), complete: !started.Resumed);

    private void Tell(Session before, Session now)
    {
        if (now.FilesChanged != before.FilesChanged || now.Commits != before.Commits || now.AiTokens != before.AiTokens)
        {
            host.Terminal.WriteLine($"  {DurationText.Of(now.DurationAt(host.Time.GetUtcNow()))}: {now.FilesChanged:N0} files, {now.Commits:N0} commits, "
                + $"{now.AiTokens:N0} tokens, {MoneyText.Of(now)}");
        }
    }

    private async Task<int> EndAsync()
    {
        try
        {
            if (folder is not null)
            {
                // Git is asked once more by the end itself.
                RecordFolder(folder);
            }
            var ended = await ledger.Sessions.EndAsync(session.Id, null, CancellationToken.None);
            SessionView.Show(host.Terminal, ended.Session, ended.Session.Duration!.Value, ledger.Notes.Of(session.Id),
                ledger.Budgets.OutlookFor(ended.Session, host.AgentName));
            return 0;
        }
        catch (CodesessionException error) when (error.Code == ErrorCode.SessionNotFound)
        {
            return EndedElsewhere();
        }
    }

    private int EndedElsewhere()
    {
        host.Terminal.WriteLine(ledger.Sessions.Find(session.Id) is null ? $"Session {session.Id} was removed." : $"Session {session.Id} was ended elsewhere.");
        return 0;
    }
}
